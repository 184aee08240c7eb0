package dev.gatun.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Transcendental functions of floats, worked out in double precision on vectors: their relative error is below 1e-9, so
 * that a result rounded to float is off by at most 0.51 ulp. Only additions, multiplications, divisions and FMA are used,
 * whose results the JVM fixes to the last bit: interpreted and compiled code agree, and so do all CPUs.
 *
 * <p>The methods are the textbook's (W. J. Cody and W. Waite, "Software Manual for the Elementary Functions", 1980; J.-M.
 * Muller, "Elementary Functions", 2016): reduction of the argument to a small interval and a polynomial there, Taylor's,
 * as double precision leaves room for a term more than the best one needs.
 */
final class VectorMath {
    private static final double LN2 = 0.6931471805599453;
    private static final double LOG2_E = 1.4426950408889634;

    /** Added to a small number it leaves the nearest whole number in the low bits; taken away again it leaves that number. */
    private static final double ROUNDER = 0x1.8p52;

    private static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);
    private static final int MANTISSA = 52;

    /** From the bits of sqrt(1/2) to those of 1: what makes the exponent step at sqrt(2) times a power of 2. */
    private static final long TO_ONE = 0x3ff0000000000000L - 0x3fe6a09e667f3bcdL;

    /** Beyond this the power is 0 or infinite as a float. */
    private static final double LARGEST_EXPONENT = 110;

    private VectorMath() {}

    /** e to the power of x. */
    static DoubleVector exp(DoubleVector x) {
        DoubleVector bounded = x.blend(-LARGEST_EXPONENT, x.compare(VectorOperators.LT, -LARGEST_EXPONENT))
                .blend(LARGEST_EXPONENT, x.compare(VectorOperators.GT, LARGEST_EXPONENT));
        DoubleVector shifted = bounded.mul(LOG2_E).add(ROUNDER); // x = n ln 2 + r
        DoubleVector r = shifted.sub(ROUNDER).mul(-LN2).add(bounded);
        DoubleVector power = r.mul(1.0 / 40320)
                .add(1.0 / 5040)
                .fma(r, r.broadcast(1.0 / 720))
                .fma(r, r.broadcast(1.0 / 120))
                .fma(r, r.broadcast(1.0 / 24))
                .fma(r, r.broadcast(1.0 / 6))
                .fma(r, r.broadcast(1.0 / 2))
                .fma(r, r.broadcast(1))
                .fma(r, r.broadcast(1));
        LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, MANTISSA); // n in its place
        return power.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
    }

    /** The natural logarithm; of 0 -infinity, below it NaN. */
    static DoubleVector log(DoubleVector x) {
        LongVector bits = x.reinterpretAsLongs();
        LongVector biased = bits.add(TO_ONE).lanewise(VectorOperators.LSHR, MANTISSA); // x = 2^n m, m near 1
        DoubleVector n = biased.add(ROUNDER_BITS).reinterpretAsDoubles().sub(ROUNDER + 1023);
        DoubleVector m = bits.sub(biased.sub(1023).lanewise(VectorOperators.LSHL, MANTISSA))
                .reinterpretAsDoubles();
        DoubleVector s = m.sub(1).div(m.add(1)); // log m = 2 artanh s
        DoubleVector q = s.mul(s);
        DoubleVector series = q.mul(2.0 / 17)
                .add(2.0 / 15)
                .fma(q, q.broadcast(2.0 / 13))
                .fma(q, q.broadcast(2.0 / 11))
                .fma(q, q.broadcast(2.0 / 9))
                .fma(q, q.broadcast(2.0 / 7))
                .fma(q, q.broadcast(2.0 / 5))
                .fma(q, q.broadcast(2.0 / 3))
                .fma(q, q.broadcast(2));
        DoubleVector log = n.fma(n.broadcast(LN2), s.mul(series));
        return log.add(x.mul(0)) // NaN stays NaN
                .blend(Double.POSITIVE_INFINITY, x.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY))
                .blend(Double.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0))
                .blend(Double.NaN, x.compare(VectorOperators.LT, 0));
    }

    /** The hyperbolic tangent. */
    static DoubleVector tanh(DoubleVector x) {
        DoubleVector one = x.broadcast(1);
        DoubleVector large = one.sub(x.broadcast(2).div(exp(x.add(x)).add(1)));
        DoubleVector small = x.mul(x).mul(x).mul(-1.0 / 3).add(x); // where the difference from 1 would cancel
        return large.blend(small, x.abs().compare(VectorOperators.LT, 0x1p-12))
                .blend(x, x.compare(VectorOperators.EQ, 0));
    }

    /** {@code 1 / (1 + exp(-x))}. */
    static DoubleVector sigmoid(DoubleVector x) {
        return x.broadcast(1).div(exp(x.neg()).add(1));
    }

    /** x to the power of y, by the rules of C: 1 to any power is 1, and so is -1 to an infinite one. */
    static DoubleVector pow(DoubleVector x, DoubleVector y) {
        DoubleVector size = x.abs();
        DoubleVector power = exp(log(size).mul(y));
        DoubleVector half = y.mul(0.5);
        VectorMask<Double> whole = y.add(ROUNDER).sub(ROUNDER).eq(y);
        VectorMask<Double> even = half.add(ROUNDER).sub(ROUNDER).eq(half);
        VectorMask<Double> odd = whole.andNot(even);
        VectorMask<Double> negative = x.test(VectorOperators.IS_NEGATIVE);
        VectorMask<Double> noNumber = x.compare(VectorOperators.LT, 0)
                .andNot(whole)
                .and(size.compare(VectorOperators.LT, Double.POSITIVE_INFINITY));
        VectorMask<Double> one = y.compare(VectorOperators.EQ, 0)
                .or(x.compare(VectorOperators.EQ, 1))
                .or(size.compare(VectorOperators.EQ, 1).and(y.test(VectorOperators.IS_INFINITE)));
        return power.blend(power.neg(), odd.and(negative))
                .blend(Double.NaN, noNumber)
                .blend(1.0, one);
    }
}
