package dev.gatun.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The functions of {@link FloatMath}, step by step the same, for as many floats as a vector has lanes. */
final class VectorMath {
    private VectorMath() {}

    /** e to the power of x. */
    static FloatVector exp(FloatVector x) {
        return expOfBounded(x.blend(FloatMath.EXP_BOUND, x.compare(VectorOperators.GT, FloatMath.EXP_BOUND))
                .blend(-FloatMath.EXP_BOUND, x.compare(VectorOperators.LT, -FloatMath.EXP_BOUND)));
    }

    private static FloatVector expOfBounded(FloatVector x) {
        FloatVector shifted = x.fma(FloatMath.LOG2_E, FloatMath.BIASED_ROUNDER);
        FloatVector n = shifted.sub(FloatMath.BIASED_ROUNDER);
        FloatVector r = n.fma(n.broadcast(-FloatMath.LN2_REST), n.fma(n.broadcast(-FloatMath.LN2), x));
        FloatVector power = r.fma(FloatMath.E6, FloatMath.E5)
                .fma(r, r.broadcast(FloatMath.E4))
                .fma(r, r.broadcast(FloatMath.E3))
                .fma(r, r.broadcast(0.5f))
                .fma(r, r.broadcast(1f))
                .fma(r, r.broadcast(1f));
        IntVector exponents = shifted.reinterpretAsInts();
        IntVector half = exponents.lanewise(VectorOperators.ASHR, 1);
        return power.mul(toExponents(half)).mul(toExponents(exponents.sub(half)));
    }

    /** The low 9 bits as the sign and exponent of floats. */
    private static FloatVector toExponents(IntVector bits) {
        return bits.lanewise(VectorOperators.LSHL, FloatMath.MANTISSA).reinterpretAsFloats();
    }

    /** The natural logarithm; of 0 -infinity, below it NaN. */
    static FloatVector log(FloatVector x) {
        IntVector bits = x.blend(x.mul(FloatMath.TO_NORMAL), x.compare(VectorOperators.LT, Float.MIN_NORMAL))
                .reinterpretAsInts();
        IntVector exponent = bits.sub(FloatMath.SQRT_HALF).lanewise(VectorOperators.ASHR, FloatMath.MANTISSA);
        FloatVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, FloatMath.MANTISSA))
                .reinterpretAsFloats()
                .sub(1f);
        FloatVector sum = f.fma(FloatMath.L10, FloatMath.L9)
                .fma(f, f.broadcast(FloatMath.L8))
                .fma(f, f.broadcast(FloatMath.L7))
                .fma(f, f.broadcast(FloatMath.L6))
                .fma(f, f.broadcast(FloatMath.L5))
                .fma(f, f.broadcast(FloatMath.L4))
                .fma(f, f.broadcast(FloatMath.L3))
                .fma(f, f.broadcast(-0.5f));
        FloatVector n = (FloatVector) exponent.convert(VectorOperators.I2F, 0);
        n = n.blend(n.sub(FloatMath.TO_NORMAL_EXPONENT), x.compare(VectorOperators.LT, Float.MIN_NORMAL));
        FloatVector log = n.fma(n.broadcast(FloatMath.LN2), f.mul(f).fma(sum, f));
        return x.blend(log, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY))
                .blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f))
                .blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
    }

    /** The hyperbolic tangent. */
    static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector tanh = tanhOfSmall(size) // of NaN too
                .blend(tanhOfLarge(size), size.compare(VectorOperators.GE, FloatMath.TANH_SMALL));
        return tanh.reinterpretAsInts()
                .or(x.reinterpretAsInts().and(FloatMath.SIGN))
                .reinterpretAsFloats();
    }

    private static FloatVector tanhOfSmall(FloatVector x) {
        FloatVector square = x.mul(x);
        return square.fma(FloatMath.T11, FloatMath.T9)
                .fma(square, x.broadcast(FloatMath.T7))
                .fma(square, x.broadcast(FloatMath.T5))
                .fma(square, x.broadcast(FloatMath.T3))
                .mul(square)
                .fma(x, x);
    }

    private static FloatVector tanhOfLarge(FloatVector x) {
        FloatVector bounded =
                x.reinterpretAsInts().min(FloatMath.TANH_BOUND_BITS).reinterpretAsFloats();
        FloatVector shifted = bounded.fma(2 * FloatMath.LOG2_E, FloatMath.ROUNDER);
        FloatVector n = shifted.sub(FloatMath.ROUNDER);
        FloatVector r = n.fma(n.broadcast(-FloatMath.LN2 / 2), bounded);
        IntVector power = r.fma(64 * FloatMath.E6, 32 * FloatMath.E5)
                .fma(r, r.broadcast(16 * FloatMath.E4))
                .fma(r, r.broadcast(8 * FloatMath.E3))
                .fma(r, r.broadcast(2f))
                .fma(r, r.broadcast(2f))
                .fma(r, r.broadcast(1f))
                .reinterpretAsInts();
        FloatVector e = power.add(shifted.reinterpretAsInts().lanewise(VectorOperators.LSHL, FloatMath.MANTISSA))
                .reinterpretAsFloats();
        return x.broadcast(1f).sub(x.broadcast(2f).div(e.add(1f)));
    }

    /** {@code 1 / (1 + exp(-x))}. */
    static FloatVector sigmoid(FloatVector x) {
        FloatVector minus = x.abs().neg();
        FloatVector e = expOfBounded(
                minus.blend(-FloatMath.EXP_BOUND, minus.compare(VectorOperators.LT, -FloatMath.EXP_BOUND)));
        FloatVector estimate = e.div(e.add(1f));
        FloatVector rest = estimate.neg().fma(e, e.sub(estimate));
        FloatVector one = x.broadcast(1f);
        FloatVector below = rest.fma(one.sub(estimate), estimate);
        return one.sub(below).blend(below, x.compare(VectorOperators.LT, 0f));
    }
}
