package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.jit.Specialized;
import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReductionsTest {
    private static final int CASES = 600;

    @ParameterizedTest
    @EnumSource(names = {"SUM", "MAX", "MIN"})
    void agreeWithAFoldElementByElement(Reduction op) {
        agree(op, null);
        agree(op, Specialized.copy(MethodHandles.lookup(), ReductionLoop.class, ReductionKernel.class, op));
    }

    private static void agree(Reduction op, @Nullable ReductionKernel plain) {
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] shape = seed % 4 == 0
                    ? new long[] {random.nextInt(1, 40), random.nextInt(1, 150)}
                    : RandomOperand.shape(random);
            RandomOperand a = RandomOperand.of(random, shape, true);
            boolean[] reduced = new boolean[a.layout().rank()];
            for (int d = 0; d < reduced.length; d++) {
                reduced[d] = random.nextBoolean();
            }
            Layout kept = Layout.contiguous(kept(a.layout(), reduced));
            double[] sums = new double[(int) kept.numel()];
            Arrays.fill(sums, op.identity());
            double[] magnitude = new double[sums.length];
            for (long i = 0; i < a.layout().numel(); i++) {
                int place = (int) place(i, a.layout(), reduced, kept);
                sums[place] = op.function().apply(sums[place], a.get(i));
                magnitude[place] += Math.abs(a.get(i));
            }
            float[] actual = new float[sums.length];
            ReductionKernel kernel = plain == null ? op.kernel(a.memory()) : plain;
            Reductions.reduce(op, kernel, 1, a.memory(), a.layout(), reduced, MemorySegment.ofArray(actual), kept);
            for (int i = 0; i < actual.length; i++) {
                float expected = (float) sums[i];
                boolean near = Float.compare(actual[i], expected) == 0
                        || actual[i] == expected
                        // Three roundings to float on vectors, and that of the result.
                        || Math.abs(actual[i] - sums[i]) <= Math.ulp(expected) + 3 * 0x1p-24 * magnitude[i];
                assertThat(near)
                        .as("%s seed %d element %d: %s, expected %s", op, seed, i, actual[i], expected)
                        .isTrue();
            }
        }
    }

    private static long[] kept(Layout layout, boolean[] reduced) {
        long[] shape = new long[layout.rank()];
        int n = 0;
        for (int d = 0; d < shape.length; d++) {
            if (!reduced[d]) {
                shape[n++] = layout.size(d);
            }
        }
        return Arrays.copyOf(shape, n);
    }

    private static long place(long i, Layout layout, boolean[] reduced, Layout kept) {
        long place = 0;
        long rest = i;
        int k = kept.rank() - 1;
        for (int d = layout.rank() - 1; d >= 0; d--) {
            if (!reduced[d]) {
                place += rest % layout.size(d) * kept.stride(k--);
            }
            rest /= layout.size(d);
        }
        return place;
    }

    @Test
    void sumsOfManyElementsKeepTheirDigits() {
        float[] values = new float[10_000_019];
        double exact = 0;
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat();
            exact += values[i];
        }
        float[] sum = new float[1];
        Reductions.reduce(
                Reduction.SUM,
                MemorySegment.ofArray(values),
                Layout.contiguous(values.length),
                new boolean[] {true},
                MemorySegment.ofArray(sum),
                Layout.contiguous());
        assertThat((double) sum[0]).isCloseTo(exact, org.assertj.core.data.Percentage.withPercentage(1e-5));
    }

    /** Neighbours of which two are beyond what a float holds: in double precision they are not. */
    @Test
    void sumsThatFitAFloatDoNotOverflowOnTheWay() {
        long rows = 72; // with 70 columns more than what is folded column by column, with a third of them less
        long cols = 70;
        MemorySegment memory = RandomOperand.memory(RandomOperand.Kind.NATIVE, rows * cols);
        for (int i = 0; i < rows * cols; i++) {
            float sign = (i / cols + i % cols) / 2 % 2 == 0 ? 1 : -1; // two of each sign in a row, and in a column
            memory.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, sign * 0x1p127f);
        }
        for (long[] shape : new long[][] {{rows, cols}, {rows / 3, cols}, {rows * cols / 10, 10}, {rows * cols}}) {
            Layout layout = Layout.contiguous(shape);
            for (int bits = 1; bits < 1 << shape.length; bits++) {
                boolean[] reduced = new boolean[shape.length];
                for (int d = 0; d < reduced.length; d++) {
                    reduced[d] = (bits >> d & 1) != 0;
                }
                Layout kept = Layout.contiguous(kept(layout, reduced));
                double[] sums = new double[(int) kept.numel()];
                for (long i = 0; i < layout.numel(); i++) {
                    sums[(int) place(i, layout, reduced, kept)] +=
                            memory.getAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i);
                }
                float[] actual = new float[sums.length];
                Reductions.reduce(Reduction.SUM, memory, layout, reduced, MemorySegment.ofArray(actual), kept);
                for (int i = 0; i < actual.length; i++) {
                    assertThat(actual[i]).as("%s, sum %d", layout, i).isEqualTo((float) sums[i]);
                }
            }
        }
    }

    @Test
    void columnsOfShortRows() {
        for (int cols = 1; cols < 40; cols++) {
            for (int rows : new int[] {1, 2, 15, 16, 17, 33, 64, 130, 517}) {
                agreesExactly(new long[] {rows, cols}, rows * 40L + cols);
            }
        }
    }

    /** Enough elements for parts: rows and columns that are cut, in one number or many, with a last part of another size. */
    @Test
    void largeOperands() {
        long[][] shapes = {
            {1000, 1003}, {5, 150_001}, {150_001, 5}, {2, 400_003}, {70_003, 17}, {700_001}, {300, 5, 501}, {9, 60_007}
        };
        for (long[] shape : shapes) {
            agreesExactly(shape, 6);
        }
    }

    /**
     * Sums and extremes over all choices of dimensions, of numbers whose sums a float holds, and of large ones of which two are beyond
     * what it holds: in double precision they are not. Also for JVMs whose vectors are narrower.
     */
    static void agreesExactly(long[] shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Layout layout = Layout.strided(shape, Layout.contiguous(shape).strides(), 1);
        MemorySegment memory = RandomOperand.memory(RandomOperand.Kind.NATIVE, layout.end());
        for (int bits = 1; bits < 1 << shape.length; bits++) {
            boolean[] reduced = new boolean[shape.length];
            for (int d = 0; d < reduced.length; d++) {
                reduced[d] = (bits >> d & 1) != 0;
            }
            Layout kept = Layout.contiguous(kept(layout, reduced));
            for (boolean large : new boolean[] {false, true}) {
                double[] sums = new double[(int) kept.numel()];
                float[] least = new float[sums.length];
                Arrays.fill(least, Float.POSITIVE_INFINITY);
                for (long i = 0; i < layout.numel(); i++) {
                    int place = (int) place(i, layout, reduced, kept);
                    // Large ones come in twos and go, so that the sum is what one of them is, or two, or nothing.
                    boolean up = large
                            ? sums[place] <= 0 && (sums[place] < 0 || random.nextBoolean())
                            : random.nextBoolean();
                    float x = (up ? 1 : -1) * (large ? 0x1p127f : random.nextInt(1, 100) / 8f);
                    memory.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i + 1, x);
                    sums[place] += x;
                    least[place] = Math.min(least[place], x);
                }
                String what = layout + " over " + Arrays.toString(reduced);
                float[] actual = new float[sums.length];
                Reductions.reduce(Reduction.MIN, memory, layout, reduced, MemorySegment.ofArray(actual), kept);
                same("least of " + what, actual, least);
                Reductions.reduce(Reduction.SUM, memory, layout, reduced, MemorySegment.ofArray(actual), kept);
                float[] expected = new float[sums.length];
                for (int i = 0; i < sums.length; i++) {
                    expected[i] = (float) sums[i] + 0f; // no -0
                    actual[i] += 0f;
                }
                same("sum of " + what, actual, expected);
            }
        }
    }

    private static void same(String what, float[] actual, float[] expected) {
        int i = Arrays.mismatch(actual, expected);
        if (i >= 0) {
            throw new AssertionError(what + ": " + actual[i] + " instead of " + expected[i] + " at " + i);
        }
    }

    @Test
    void truthsOfLargeOperands() {
        long rows = 400;
        long cols = 1500;
        byte[] truths = new byte[(int) (rows * cols)];
        Arrays.fill(truths, (byte) 1);
        truths[399 * 1500 + 7] = 0;
        byte[] all = new byte[(int) cols];
        Reductions.reduce(
                Reduction.ALL,
                MemorySegment.ofArray(truths),
                Layout.contiguous(rows, cols),
                new boolean[] {true, false},
                MemorySegment.ofArray(all),
                Layout.contiguous(cols));
        for (int j = 0; j < cols; j++) {
            assertThat(all[j]).as("column %d", j).isEqualTo((byte) (j == 7 ? 0 : 1));
        }
    }

    @Test
    void argmaxTakesTheFirstAndCountsNaNAsTheLargest() {
        float nan = Float.NaN;
        MemorySegment values = MemorySegment.ofArray(new float[] {1, 5, 5, 2, nan, nan, -1, -2, -3});
        assertThat(Reductions.argmax(values, Layout.contiguous(3, 3), 1)).containsExactly(1, 1, 0);
        assertThat(Reductions.argmax(values, Layout.contiguous(3, 3), 0)).containsExactly(1, 1, 1);
        assertThat(Reductions.argmax(values, Layout.contiguous(3, 3).transpose(0, 1), 0))
                .containsExactly(1, 1, 0);
        assertThat(Reductions.argmax(values, Layout.contiguous(3, 0, 2), 0)).isEmpty();
    }

    @Test
    void argmaxOfWhatIsReversed() {
        int n = 600_000; // enough for parts
        MemorySegment memory = RandomOperand.memory(RandomOperand.Kind.NATIVE, n);
        memory.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, 100, 5);
        Layout reversed = Layout.strided(new long[] {n}, new long[] {-1}, n - 1);
        assertThat(Reductions.argmax(memory, reversed, 0)).containsExactly(n - 1 - 100);
    }

    /** Sizes around the blocks that vectors look through, with equal, infinite, negative and no numbers. */
    @Test
    void theLargestOnVectorsIsTheLargestOneByOne() {
        SplittableRandom random = new SplittableRandom(17);
        for (int seed = 0; seed < 200; seed++) {
            int n = random.nextInt(4) == 0 ? 2048 * random.nextInt(1, 4) : random.nextInt(1, 7000);
            MemorySegment memory = RandomOperand.memory(RandomOperand.Kind.NATIVE, n + 1);
            for (int i = 0; i <= n; i++) {
                float x = random.nextInt(900) == 0 ? Float.NEGATIVE_INFINITY : random.nextInt(-100, seed % 3 * 50);
                boolean none = seed % 5 == 0 && random.nextInt(n) == 0;
                memory.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, none ? Float.NaN : x);
            }
            assertThat(ArgMax.LOOPS.of(memory).run(n, memory, 1, 1))
                    .as("%d elements, seed %d", n, seed)
                    .isEqualTo(ArgMax.SCALAR.run(n, memory, 1, 1));
        }
    }
}
