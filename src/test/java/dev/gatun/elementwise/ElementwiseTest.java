package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.elementwise.RandomOperand.Kind;
import dev.gatun.jit.Simd;
import dev.gatun.layout.DType;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every loop against the operation applied element by element, to the last bit. */
class ElementwiseTest {
    private static final int CASES = 300;

    @Test
    void theVectorLoopsAreTested() {
        assertThat(Simd.AVAILABLE)
                .as("tests run with --add-modules jdk.incubator.vector")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void binary(BinaryOp op) {
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] shape = RandomOperand.shape(random);
            Kind kind = random.nextInt(4) == 0 ? null : Kind.any(random);
            RandomOperand a = RandomOperand.of(random, kind == null ? Kind.any(random) : kind, shape, true);
            RandomOperand b = RandomOperand.of(random, kind == null ? Kind.any(random) : kind, shape, true);
            RandomOperand out = RandomOperand.of(random, kind == null ? Kind.any(random) : kind, shape, false);
            boolean comparison = op.result() == DType.BOOL;
            float[] expected = out.everything();
            MemorySegment bools = comparison && kind == Kind.NATIVE
                    ? Arena.ofAuto().allocate(expected.length + 8L)
                    : MemorySegment.ofArray(new byte[expected.length + 8]);
            for (long i = 0; i < a.layout().numel(); i++) {
                expected[(int) out.element(i)] = op.function().apply(a.get(i), b.get(i));
            }
            Elementwise.binary(
                    op,
                    a.memory(),
                    a.layout(),
                    b.memory(),
                    b.layout(),
                    comparison ? bools : out.memory(),
                    out.layout());
            if (comparison) {
                for (long i = 0; i < a.layout().numel(); i++) {
                    assertThat(bools.get(ValueLayout.JAVA_BYTE, out.element(i)))
                            .as("%s seed %d element %d", op, seed, i)
                            .isEqualTo((byte) expected[(int) out.element(i)]);
                }
            } else {
                agree(op + " seed " + seed, out.everything(), expected, op.isCostly() ? 1 : 0);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NEG", "ABS", "EXP", "LOG", "TANH", "SIGMOID", "SQRT", "RELU", "COPY"})
    void unary(UnaryOp op) {
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] shape = RandomOperand.shape(random);
            Kind kind = Kind.any(random);
            RandomOperand a = RandomOperand.of(random, kind, shape, true);
            RandomOperand out =
                    RandomOperand.of(random, random.nextInt(4) == 0 ? Kind.any(random) : kind, shape, false);
            float[] expected = out.everything();
            for (long i = 0; i < a.layout().numel(); i++) {
                expected[(int) out.element(i)] = op.function().apply(a.get(i));
            }
            Elementwise.unary(op, a.memory(), a.layout(), out.memory(), out.layout());
            agree(op + " seed " + seed, out.everything(), expected, 0);
        }
    }

    /** To the last bit, but for NaN, which has many forms, or within some units in the last place. */
    private static void agree(String what, float[] actual, float[] expected, int ulps) {
        if (ulps == 0) {
            assertThat(actual).as(what).isEqualTo(expected);
            return;
        }
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            boolean same = Float.compare(actual[i], expected[i]) == 0;
            boolean near = Math.abs(actual[i] - expected[i]) <= ulps * Math.ulp(expected[i]);
            assertThat(same || near)
                    .as("%s element %d: %s, expected %s", what, i, actual[i], expected[i])
                    .isTrue();
        }
    }

    @Test
    void theOutputMayBeAnOperand() {
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] shape = RandomOperand.shape(random);
            RandomOperand a = RandomOperand.of(random, shape, false);
            RandomOperand b = RandomOperand.of(random, shape, true);
            float[] expected = a.everything();
            for (long i = 0; i < a.layout().numel(); i++) {
                expected[(int) a.element(i)] = a.get(i) + b.get(i);
            }
            Elementwise.binary(BinaryOp.ADD, a.memory(), a.layout(), b.memory(), b.layout(), a.memory(), a.layout());
            assertThat(a.everything()).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void whereChoosesElementByElement() {
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] shape = RandomOperand.shape(random);
            Kind kind = random.nextBoolean() ? Kind.NATIVE : Kind.any(random);
            RandomOperand condition = RandomOperand.of(random, shape, true);
            RandomOperand a = RandomOperand.of(random, kind, shape, true);
            RandomOperand b = RandomOperand.of(random, kind, shape, true);
            RandomOperand out = RandomOperand.of(random, kind, shape, false);
            byte[] truths = new byte[condition.everything().length];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = (byte) random.nextInt(2);
            }
            float[] expected = out.everything();
            for (long i = 0; i < a.layout().numel(); i++) {
                expected[(int) out.element(i)] = truths[(int) condition.element(i)] != 0 ? a.get(i) : b.get(i);
            }
            MemorySegment truth = kind == Kind.NATIVE
                    ? Arena.ofAuto().allocate(truths.length + 1L).asSlice(1).copyFrom(MemorySegment.ofArray(truths))
                    : MemorySegment.ofArray(truths);
            Elementwise.where(
                    truth,
                    condition.layout(),
                    a.memory(),
                    a.layout(),
                    b.memory(),
                    b.layout(),
                    out.memory(),
                    out.layout());
            assertThat(out.everything()).as("seed %d", seed).isEqualTo(expected);
        }
    }
}
