package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.layout.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transcendental functions against double precision, over all exponents; and the same result wherever an element stands. */
class FunctionAccuracyTest {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final int COUNT = 1 << 18;

    /** What {@link UnaryOp} states, in ulp. */
    private static final double STATED = 0.51;

    private static DoubleUnaryOperator exact(UnaryOp op) {
        return switch (op) {
            case EXP -> Math::exp;
            case LOG -> Math::log;
            case TANH -> Math::tanh;
            case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
            default -> throw new IllegalArgumentException(op.label());
        };
    }

    @ParameterizedTest
    @EnumSource(names = {"EXP", "LOG", "TANH", "SIGMOID"})
    void staysWithinTheStatedError(UnaryOp op) {
        float[] x = values();
        float[] y = apply(op, x);
        double worst = 0;
        float at = 0;
        for (int i = 0; i < x.length; i++) {
            double exact = exact(op).applyAsDouble(x[i]);
            float rounded = (float) exact;
            if (Float.isNaN(rounded) || Float.isInfinite(rounded)) {
                assertThat(Float.compare(y[i], rounded))
                        .as("%s of %s: %s", op, x[i], y[i])
                        .isZero();
            } else {
                double error = Math.abs(y[i] - exact) / Math.ulp(rounded);
                if (error > worst) {
                    worst = error;
                    at = x[i];
                }
            }
        }
        assertThat(worst).as("%s at %s, in ulp", op, at).isLessThanOrEqualTo(STATED);
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
            boolean near = Math.abs(actual - exact) <= STATED * Math.ulp(expected);
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

    /** Any bits; and twice as many of moderate size. */
    private static float[] values() {
        SplittableRandom random = new SplittableRandom(11);
        float[] values = new float[COUNT + 7];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 3 == 0
                    ? Float.intBitsToFloat(random.nextInt())
                    : (float) (random.nextGaussian() * (i % 3 == 1 ? 1 : 30));
        }
        return values;
    }
}
