package dev.gatun.elementwise;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * Powers of floats in three steps: a logarithm and an exponential in double precision, as the error of the first is
 * multiplied by up to 104 in the second, and then the cases that logarithms know nothing of. Together the first two are off
 * by less than 1e-9, so that a result rounded to float is off by at most 0.51 ulp. Methods and coefficients as in
 * {@link FloatMath}.
 */
final class VectorPow {
    private static final double LN2 = 0x1.62e42fefa39efp-1;
    private static final double LOG2_E = 0x1.71547652b82fep+0;

    /** {@code exp r = 1 + r + r^2 (E2 + E3 r + ...)}, relative error 2^-34 for |r| up to ln 2 / 2. */
    private static final double E2 = 0x1.0000003a238eap-1;

    private static final double E3 = 0x1.555554433c450p-3;
    private static final double E4 = 0x1.55548dc472027p-5;
    private static final double E5 = 0x1.111270b27746bp-7;
    private static final double E6 = 0x1.6d8d06f08ef2ap-10;
    private static final double E7 = 0x1.9f08971bfbe13p-13;

    /** {@code log m = s (L1 + L3 s^2 + ...), s = (m - 1) / (m + 1)}, relative error 2^-45 from sqrt(1/2) to sqrt 2. */
    private static final double L1 = 0x1.fffffffffff0ep+0;

    private static final double L3 = 0x1.5555555673af7p-1;
    private static final double L5 = 0x1.99999627268c3p-2;
    private static final double L7 = 0x1.249439eaf25f8p-2;
    private static final double L9 = 0x1.c6206222f03dap-3;
    private static final double L11 = 0x1.919a6c2244560p-3;

    /** Added to a small number it leaves the nearest whole number in the low bits; taken away again it leaves that number. */
    private static final double ROUNDER = 0x1.8p52;

    private static final long ROUNDER_BITS = Double.doubleToRawLongBits(ROUNDER);
    private static final int MANTISSA = 52;

    /** From the bits of sqrt(1/2) to those of 1: what makes the exponent step at sqrt(2) times a power of 2. */
    private static final long TO_ONE = 0x3ff0000000000000L - 0x3fe6a09e667f3bcdL;

    /** Beyond this the power is 0 or infinite as a float. */
    private static final double LARGEST_EXPONENT = 110;

    /** From here on every float is whole. */
    private static final float WHOLE = 0x1p23f;

    private VectorPow() {}

    /** The natural logarithm of |x|, of 0 -infinity. */
    static DoubleVector logarithm(DoubleVector x) {
        DoubleVector size = x.abs();
        LongVector bits = size.reinterpretAsLongs();
        LongVector biased = bits.add(TO_ONE).lanewise(VectorOperators.LSHR, MANTISSA); // |x| = 2^n m, m near 1
        DoubleVector n = biased.add(ROUNDER_BITS).reinterpretAsDoubles().sub(ROUNDER + 1023);
        DoubleVector m = bits.sub(biased.sub(1023).lanewise(VectorOperators.LSHL, MANTISSA))
                .reinterpretAsDoubles();
        DoubleVector s = m.sub(1).div(m.add(1));
        DoubleVector q = s.mul(s);
        DoubleVector sum = q.fma(L11, L9)
                .fma(q, q.broadcast(L7))
                .fma(q, q.broadcast(L5))
                .fma(q, q.broadcast(L3))
                .fma(q, q.broadcast(L1));
        DoubleVector log = n.fma(n.broadcast(LN2), s.mul(sum));
        return size.blend(log, size.compare(VectorOperators.LT, Double.POSITIVE_INFINITY)) // NaN stays NaN
                .blend(Double.NEGATIVE_INFINITY, size.compare(VectorOperators.EQ, 0d));
    }

    /** e to the power of x. */
    static DoubleVector exponential(DoubleVector x) {
        DoubleVector bounded = x.blend(-LARGEST_EXPONENT, x.compare(VectorOperators.LT, -LARGEST_EXPONENT))
                .blend(LARGEST_EXPONENT, x.compare(VectorOperators.GT, LARGEST_EXPONENT));
        DoubleVector shifted = bounded.fma(LOG2_E, ROUNDER); // x = n ln 2 + r
        DoubleVector r = shifted.sub(ROUNDER).fma(bounded.broadcast(-LN2), bounded);
        DoubleVector power = r.fma(E7, E6)
                .fma(r, r.broadcast(E5))
                .fma(r, r.broadcast(E4))
                .fma(r, r.broadcast(E3))
                .fma(r, r.broadcast(E2))
                .fma(r, r.broadcast(1d))
                .fma(r, r.broadcast(1d));
        LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, MANTISSA); // n in its place
        return power.reinterpretAsLongs().add(exponent).reinterpretAsDoubles();
    }

    /**
     * x to the power of y by the rules of C: the sign of odd powers, NaN for fractional powers of finite numbers below 0; 1
     * to any power and any number to the power of 0 are 1, and so is -1 to an infinite power.
     *
     * @param power |x| to the power of y, where that is neither 0 nor 1 times infinity
     */
    static FloatVector byTheRules(FloatVector power, FloatVector x, FloatVector y) {
        FloatVector size = x.abs();
        VectorMask<Float> one = y.compare(VectorOperators.EQ, 0f)
                .or(x.compare(VectorOperators.EQ, 1f))
                .or(x.compare(VectorOperators.EQ, -1f)
                        .and(y.abs().compare(VectorOperators.EQ, Float.POSITIVE_INFINITY)));
        VectorMask<Float> whole = isWhole(y.abs());
        VectorMask<Float> noNumber = x.compare(VectorOperators.LT, 0f)
                .andNot(whole)
                .and(size.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        VectorMask<Float> odd = whole.andNot(isWhole(y.abs().mul(0.5f)));
        VectorMask<Float> negative =
                x.reinterpretAsInts().compare(VectorOperators.LT, 0).cast(x.species());
        return power.blend(power.neg(), odd.and(negative))
                .blend(Float.NaN, noNumber)
                .blend(1f, one);
    }

    private static VectorMask<Float> isWhole(FloatVector y) {
        return y.add(WHOLE).sub(WHOLE).eq(y).or(y.compare(VectorOperators.GE, WHOLE));
    }
}
