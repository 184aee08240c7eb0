package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.layout.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Transcendental functions against double precision, the loops on vectors against the plain twin, and the same result
 * wherever an element stands. All floats there are, in some ten minutes, are tried with {@code -Dgatun.everyFloat=true}.
 */
class FunctionAccuracyTest {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** What {@link BinaryOp} states of powers, in ulp. */
    private static final double STATED_OF_POWERS = 0.51;

    /** What {@link UnaryOp} states, in ulp. */
    private static double stated(UnaryOp op) {
        return switch (op) {
            case EXP -> 0.9;
            case LOG -> 0.95;
            case TANH -> 1.1;
            case SIGMOID -> 1.5;
            default -> throw new IllegalArgumentException(op.label());
        };
    }

    /** Off by so little that it does not matter next to half an ulp of a float. */
    private static double exact(UnaryOp op, double x) {
        return switch (op) {
            case EXP -> Math.exp(x);
            case LOG -> Math.log(x);
            case TANH -> Math.tanh(x);
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            default -> throw new IllegalArgumentException(op.label());
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "LOG", "TANH", "SIGMOID"})
    void staysWithinTheStatedErrorAndDoesAsThePlainTwin(UnaryOp op) {
        assertThat(check(op, values())).as("%s, in ulp", op).isLessThanOrEqualTo(stated(op));
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "LOG", "TANH", "SIGMOID"})
    @EnabledIfSystemProperty(named = "gatun.everyFloat", matches = "true")
    void everyFloat(UnaryOp op) {
        float[] x = new float[1 << 20];
        double worst = 0;
        for (long from = 0; from < 1L << 32; from += x.length) {
            for (int i = 0; i < x.length; i++) {
                x[i] = Float.intBitsToFloat((int) (from + i));
            }
            worst = Math.max(worst, check(op, x));
        }
        System.out.printf("%s of every float: at most %.4f ulp%n", op, worst);
        assertThat(worst).as("%s, in ulp", op).isLessThanOrEqualTo(stated(op));
    }

    /** The largest error in ulp of the result; fails where the twins differ, or in NaN or infinity from what is right. */
    private static double check(UnaryOp op, float[] x) {
        float[] y = apply(op, x);
        UnaryOp.Function twin = op.function();
        double worst = 0;
        for (int i = 0; i < x.length; i++) {
            if (Float.floatToIntBits(y[i]) != Float.floatToIntBits(twin.apply(x[i]))) {
                throw new AssertionError(op + " of " + x[i] + ": " + y[i] + ", the plain twin " + twin.apply(x[i]));
            }
            double exact = exact(op, x[i]);
            float rounded = (float) exact;
            if (Float.isFinite(rounded)) {
                double error = Math.abs(y[i] - exact) / Math.ulp(rounded);
                worst = error <= worst ? worst : error; // NaN is worst
            } else if (Float.compare(y[i], rounded) != 0) {
                throw new AssertionError(op + " of " + x[i] + ": " + y[i] + ", not " + rounded);
            }
        }
        return worst;
    }

    /** Zeros keep their sign where the function does, and what is smallest is not lost. */
    @Test
    void zerosAndSubnormalNumbers() {
        float least = Float.MIN_VALUE;
        assertThat(apply(UnaryOp.TANH, new float[] {0f, -0f, least, -least, 7 * least}))
                .containsExactly(0f, -0f, least, -least, 7 * least);
        assertThat(apply(UnaryOp.EXP, new float[] {0f, -0f, least, -least, -103.9f, -104.1f}))
                .containsExactly(1f, 1f, 1f, 1f, least, 0f);
        assertThat(apply(UnaryOp.SIGMOID, new float[] {0f, -0f, least, -least, -103.9f, -104.1f}))
                .containsExactly(0.5f, 0.5f, 0.5f, 0.5f, least, 0f);
        assertThat(apply(UnaryOp.LOG, new float[] {0f, -0f, 1f, least, -least}))
                .containsExactly(
                        Float.NEGATIVE_INFINITY,
                        Float.NEGATIVE_INFINITY,
                        0f,
                        (float) Math.log(Float.MIN_VALUE),
                        Float.NaN);
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "LOG", "TANH", "SIGMOID"})
    void doesNotDependOnThePlace(UnaryOp op) {
        float[] x = new float[100];
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble(-20, 20);
        }
        float[] whole = apply(op, x);
        for (int i = 0; i < x.length; i++) {
            float alone = apply(op, new float[] {x[i]})[0];
            assertThat(Float.compare(alone, whole[i])).as("%s of %s", op, x[i]).isZero();
        }
    }

    /** Powers of all kinds of numbers, infinite, NaN, negative and whole ones among them. */
    @Test
    void powers() {
        SplittableRandom random = new SplittableRandom(13);
        float[] special = {
            0,
            -0f,
            1,
            -1,
            2,
            -2,
            0.5f,
            -0.5f,
            3,
            -3,
            1e30f,
            -1e30f,
            1e-40f,
            16777217,
            Float.NaN,
            Float.POSITIVE_INFINITY,
            Float.NEGATIVE_INFINITY,
            2.5f,
            -2.5f,
            1e9f
        };
        int n = 50_000 + special.length * special.length;
        float[] x = new float[n];
        float[] y = new float[n];
        for (int i = 0; i < n; i++) {
            int s = i - 50_000;
            x[i] = s >= 0 ? special[s / special.length] : (float) Math.exp(random.nextGaussian() * 20);
            y[i] = s >= 0 ? special[s % special.length] : (float) (random.nextGaussian() * 5);
        }
        MemorySegment a = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, x);
        MemorySegment b = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, y);
        Layout layout = Layout.contiguous(n);
        Elementwise.binary(BinaryOp.POW, a, layout, b, layout, a, layout);
        for (int i = 0; i < n; i++) {
            float actual = a.getAtIndex(FLOAT, i);
            float expected = BinaryOp.POW.function().apply(x[i], y[i]);
            double exact = Math.pow(x[i], y[i]);
            boolean near = Math.abs(actual - exact) <= STATED_OF_POWERS * Math.ulp(expected);
            assertThat(Float.compare(actual, expected) == 0 || near)
                    .as("%s to the power of %s: %s, not %s", x[i], y[i], actual, expected)
                    .isTrue();
        }
    }

    private static float[] apply(UnaryOp op, float[] x) {
        MemorySegment memory = Arena.ofAuto().allocateFrom(ValueLayout.JAVA_FLOAT, x);
        Layout layout = Layout.contiguous(x.length);
        Elementwise.unary(op, memory, layout, memory, layout);
        return memory.toArray(FLOAT);
    }

    /** Of each sign and exponent, infinity and NaN among them, the least and the largest mantissa and some between. */
    private static float[] values() {
        SplittableRandom random = new SplittableRandom(11);
        int mantissas = 1 << 10;
        float[] values = new float[(1 << 9) * mantissas + 7];
        for (int i = 0; i < values.length; i++) {
            int place = i % mantissas;
            int mantissa = place == 0 ? 0 : place == 1 ? -1 : random.nextInt();
            values[i] = Float.intBitsToFloat(((i / mantissas) << 23) | (mantissa & 0x7fffff));
        }
        return values;
    }
}
