package dev.gatun.elementwise;

/**
 * Transcendental functions of a float in single precision: the plain twin of {@link VectorMath}, which does the same steps
 * to many floats at once and so gives the same bits. Each step is an addition, multiplication, division or FMA, which the
 * JVM fixes to the last bit, or moves bits: interpreted and compiled code agree, and so do all CPUs and widths of vectors.
 *
 * <p>Where a CPU has no FMA (x86 before 2013), the JVM works it out in {@link java.math.BigDecimal}: the results are the
 * same and take microseconds each.
 *
 * <p>The errors are the largest over all floats, in ulp of the exact result: FunctionAccuracyTest measures them.
 *
 * <p>The methods are the textbook's (W. J. Cody and W. Waite, "Software Manual for the Elementary Functions", 1980; J.-M.
 * Muller, "Elementary Functions", 2016): reduction to a small interval and a minimax polynomial there, whose coefficients
 * src/test/resources/functions/minimax.py finds.
 */
final class FloatMath {
    static final float LOG2_E = 0x1.715476p+0f;

    /** ln 2 in two parts: a whole number of up to 8 bits times the first, taken from a near number, is exact by FMA. */
    static final float LN2 = 0x1.62e430p-1f;

    static final float LN2_REST = -0x1.05c610p-29f;

    /**
     * {@code exp r = 1 + r + r^2 (1/2 + E3 r + E4 r^2 + E5 r^3 + E6 r^4)}, relative error 2^-28 for |r| up to ln 2 / 2.
     */
    static final float E3 = 0x1.5554a4p-3f;

    static final float E4 = 0x1.555688p-5f;
    static final float E5 = 0x1.122f86p-7f;
    static final float E6 = 0x1.6b6e24p-10f;

    /** Added to a small number it leaves the nearest whole number in the low bits; taken away again it leaves that number. */
    static final float ROUNDER = 0x1.8p23f;

    /** The same plus twice the bias of a float's exponent: then the low bits are those of 2^n, if it comes in two factors. */
    static final float BIASED_ROUNDER = ROUNDER + 2 * 127;

    static final int MANTISSA = 23;
    static final int SIGN = 1 << 31;

    /** What is beyond gives infinity, and below its negative 0, as this does already. */
    static final float EXP_BOUND = 104;

    /** {@code log(1 + f) = f - f^2/2 + f^3 (L3 + L4 f + ...)}, relative error 2^-27 from sqrt(1/2) to sqrt 2. */
    static final float L3 = 0x1.555554p-2f;

    static final float L4 = -0x1.000226p-2f;
    static final float L5 = 0x1.99a00ap-3f;
    static final float L6 = -0x1.547248p-3f;
    static final float L7 = 0x1.22da02p-3f;
    static final float L8 = -0x1.0d8512p-3f;
    static final float L9 = 0x1.055c04p-3f;
    static final float L10 = -0x1.38b7cep-4f;

    /** The bits of sqrt(1/2), where the exponent of a logarithm steps. */
    static final int SQRT_HALF = 0x3f3504f3;

    /** What makes subnormal numbers normal, and its exponent. */
    static final float TO_NORMAL = 0x1p24f;

    static final float TO_NORMAL_EXPONENT = 24;

    /** {@code tanh x = x + x^3 (T3 + T5 x^2 + ...)}, relative error 2^-25 below TANH_SMALL. */
    static final float T3 = -0x1.5554f6p-2f;

    static final float T5 = 0x1.10faeep-3f;
    static final float T7 = -0x1.b6c114p-5f;
    static final float T9 = 0x1.492fd6p-6f;
    static final float T11 = -0x1.50c478p-8f;

    static final float TANH_SMALL = 0.7f;

    /** The bits of 9.5: from here on the hyperbolic tangent is 1 when rounded. */
    static final int TANH_BOUND_BITS = Float.floatToRawIntBits(9.5f);

    private FloatMath() {}

    /** e to the power of x, within 0.9 ulp. */
    static float exp(float x) {
        return expOfBounded(x > EXP_BOUND ? EXP_BOUND : x < -EXP_BOUND ? -EXP_BOUND : x);
    }

    private static float expOfBounded(float x) {
        float shifted = Math.fma(x, LOG2_E, BIASED_ROUNDER); // x = n ln 2 + r
        float n = shifted - BIASED_ROUNDER;
        float r = Math.fma(n, -LN2_REST, Math.fma(n, -LN2, x));
        float power = Math.fma(E6, r, E5);
        power = Math.fma(power, r, E4);
        power = Math.fma(power, r, E3);
        power = Math.fma(power, r, 0.5f);
        power = Math.fma(power, r, 1);
        power = Math.fma(power, r, 1);
        int exponents = Float.floatToRawIntBits(shifted); // 2^n may be no float, so it comes in two factors
        int half = exponents >> 1;
        return power * toExponent(half) * toExponent(exponents - half);
    }

    /** The low 9 bits as the sign and exponent of a float. */
    private static float toExponent(int bits) {
        return Float.intBitsToFloat(bits << MANTISSA);
    }

    /** The natural logarithm, within 0.95 ulp; of 0 -infinity, below it NaN. */
    static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * TO_NORMAL : x);
        int exponent = (bits - SQRT_HALF) >> MANTISSA; // x = 2^exponent (1 + f)
        float f = Float.intBitsToFloat(bits - (exponent << MANTISSA)) - 1;
        float sum = Math.fma(L10, f, L9);
        sum = Math.fma(sum, f, L8);
        sum = Math.fma(sum, f, L7);
        sum = Math.fma(sum, f, L6);
        sum = Math.fma(sum, f, L5);
        sum = Math.fma(sum, f, L4);
        sum = Math.fma(sum, f, L3);
        sum = Math.fma(sum, f, -0.5f);
        float n = subnormal ? exponent - TO_NORMAL_EXPONENT : exponent;
        float log = Math.fma(n, LN2, Math.fma(f * f, sum, f));
        float ordinary = x < Float.POSITIVE_INFINITY ? log : x; // infinity and NaN are their own logarithms
        return x < 0 ? Float.NaN : x == 0 ? Float.NEGATIVE_INFINITY : ordinary;
    }

    /** The hyperbolic tangent, within 1.1 ulp. */
    static float tanh(float x) {
        float size = Math.abs(x);
        return Math.copySign(size >= TANH_SMALL ? tanhOfLarge(size) : tanhOfSmall(size), x);
    }

    private static float tanhOfSmall(float x) {
        float square = x * x;
        float sum = Math.fma(T11, square, T9);
        sum = Math.fma(sum, square, T7);
        sum = Math.fma(sum, square, T5);
        sum = Math.fma(sum, square, T3);
        return Math.fma(sum * square, x, x);
    }

    /** {@code 1 - 2 / (exp 2x + 1)}. */
    private static float tanhOfLarge(float x) {
        float bounded = Float.intBitsToFloat(Math.min(Float.floatToRawIntBits(x), TANH_BOUND_BITS));
        float shifted = Math.fma(bounded, 2 * LOG2_E, ROUNDER); // 2x = n ln 2 + 2r
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2 / 2, bounded); // what LN2_REST would add makes no difference
        float power = Math.fma(64 * E6, r, 32 * E5);
        power = Math.fma(power, r, 16 * E4);
        power = Math.fma(power, r, 8 * E3);
        power = Math.fma(power, r, 2);
        power = Math.fma(power, r, 2);
        power = Math.fma(power, r, 1);
        int n2 = Float.floatToRawIntBits(shifted) << MANTISSA;
        float e = Float.intBitsToFloat(Float.floatToRawIntBits(power) + n2);
        return 1 - 2 / (e + 1);
    }

    /** {@code 1 / (1 + exp(-x))}, within 1.5 ulp. */
    static float sigmoid(float x) {
        float minus = -Math.abs(x);
        float e = expOfBounded(minus < -EXP_BOUND ? -EXP_BOUND : minus);
        float estimate = e / (e + 1);
        float rest = Math.fma(
                -estimate, e, e - estimate); // what is left of e - estimate (1 + e), had 1 + e not been rounded
        float below = Math.fma(rest, 1 - estimate, estimate); // as 1 / (1 + e) is 1 - e / (1 + e)
        return x < 0 ? below : 1 - below;
    }
}
