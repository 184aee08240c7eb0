package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.jit.Simd;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
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
        binary(op, op.kernel());
        binary(op, Specialized.copy(MethodHandles.lookup(), BinaryLoop.class, BinaryKernel.class, op));
    }

    private static void binary(BinaryOp op, BinaryKernel kernel) {
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] shape = RandomOperand.shape(random);
            RandomOperand a = RandomOperand.of(random, shape, true);
            RandomOperand b = RandomOperand.of(random, shape, true);
            RandomOperand out = RandomOperand.of(random, shape, false);
            boolean comparison = op.result() == DType.BOOL;
            float[] expected = out.everything();
            MemorySegment bools = MemorySegment.ofArray(new byte[expected.length + 8]);
            for (long i = 0; i < a.layout().numel(); i++) {
                expected[(int) out.element(i)] = op.function().apply(a.get(i), b.get(i));
            }
            StridedLoop loop = StridedLoop.of(out.layout(), a.layout(), b.layout());
            if (!loop.isEmpty()) {
                kernel.run(loop, comparison ? bools : out.memory(), a.memory(), b.memory());
            }
            if (comparison) {
                for (long i = 0; i < a.layout().numel(); i++) {
                    assertThat(bools.get(ValueLayout.JAVA_BYTE, out.element(i)))
                            .as("%s seed %d element %d", op, seed, i)
                            .isEqualTo((byte) expected[(int) out.element(i)]);
                }
            } else {
                assertThat(out.everything()).as("%s seed %d", op, seed).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"NEG", "ABS", "EXP", "LOG", "SQRT", "RELU", "COPY"})
    void unary(UnaryOp op) {
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] shape = RandomOperand.shape(random);
            RandomOperand a = RandomOperand.of(random, shape, true);
            RandomOperand out = RandomOperand.of(random, shape, false);
            float[] expected = out.everything();
            for (long i = 0; i < a.layout().numel(); i++) {
                expected[(int) out.element(i)] = op.function().apply(a.get(i));
            }
            Elementwise.unary(op, a.memory(), a.layout(), out.memory(), out.layout());
            assertThat(out.everything()).as("%s seed %d", op, seed).isEqualTo(expected);
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
            RandomOperand condition = RandomOperand.of(random, shape, true);
            RandomOperand a = RandomOperand.of(random, shape, true);
            RandomOperand b = RandomOperand.of(random, shape, true);
            RandomOperand out = RandomOperand.of(random, shape, false);
            byte[] truths = new byte[condition.everything().length];
            for (int i = 0; i < truths.length; i++) {
                truths[i] = (byte) random.nextInt(2);
            }
            float[] expected = out.everything();
            for (long i = 0; i < a.layout().numel(); i++) {
                expected[(int) out.element(i)] = truths[(int) condition.element(i)] != 0 ? a.get(i) : b.get(i);
            }
            Elementwise.where(
                    MemorySegment.ofArray(truths),
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
