package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.elementwise.RandomOperand.Kind;
import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both loops against a sum element by element in double precision. */
class SumOfProductsTest {
    private static final int CASES = 600;

    static Stream<SumOfProductsKernel> kernels() {
        return Stream.of(new SumOfProductsLoop(), new VectorSumOfProductsLoop());
    }

    /** The loop on vectors takes native memory only. */
    private static Kind kind(SumOfProductsKernel kernel, SplittableRandom random) {
        return kernel instanceof VectorSumOfProductsLoop ? Kind.NATIVE : Kind.any(random);
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void agreesWithASumElementByElement(SumOfProductsKernel kernel) {
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] shape = seed % 4 == 0
                    ? new long[] {random.nextInt(3000)}
                    : seed % 4 == 1
                            ? new long[] {random.nextInt(1, 40), random.nextInt(1, 150)}
                            : RandomOperand.shape(random);
            RandomOperand a = RandomOperand.of(random, kind(kernel, random), shape, true);
            RandomOperand b = RandomOperand.of(random, kind(kernel, random), shape, true);
            boolean[] reduced = new boolean[shape.length];
            for (int d = 0; d < reduced.length; d++) {
                reduced[d] = random.nextInt(3) > 0;
            }
            Layout kept = kept(a.layout(), reduced);
            double[] sums = new double[(int) kept.numel()];
            double[] magnitudes = new double[sums.length];
            for (long i = 0; i < a.layout().numel(); i++) {
                int place = place(i, shape, reduced);
                sums[place] += (double) a.get(i) * b.get(i);
                magnitudes[place] += Math.abs((double) a.get(i) * b.get(i));
            }
            float[] actual = new float[sums.length];
            Arrays.fill(actual, Float.NaN);
            SumOfProducts.run(
                    kernel,
                    a.memory(),
                    a.layout(),
                    b.memory(),
                    b.layout(),
                    reduced,
                    MemorySegment.ofArray(actual),
                    kept);
            for (int i = 0; i < actual.length; i++) {
                // 64 products in each lane of eight sums, and those together, are added in float.
                boolean near = Double.compare(actual[i], (float) sums[i]) == 0
                        || Math.abs(actual[i] - sums[i]) <= 80 * 0x1p-24 * magnitudes[i];
                assertThat(near)
                        .as("seed %d element %d: %s, expected %s", seed, i, actual[i], sums[i])
                        .isTrue();
            }
        }
    }

    @Test
    void longSumsKeepTheirDigits() {
        int n = 5_000_011;
        float[] values = new float[n];
        SplittableRandom random = new SplittableRandom(9);
        double exact = 0;
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat();
            exact += (double) values[i] * values[i];
        }
        float[] sum = new float[1];
        MemorySegment memory = MemorySegment.ofArray(values);
        Layout layout = Layout.contiguous(n);
        SumOfProducts.run(
                memory, layout, memory, layout, new boolean[] {true}, MemorySegment.ofArray(sum), Layout.contiguous());
        assertThat(Math.abs(sum[0] - exact) / exact).isLessThan(1e-6);
    }

    private static Layout kept(Layout layout, boolean[] reduced) {
        long[] shape = new long[layout.rank()];
        int n = 0;
        for (int d = 0; d < shape.length; d++) {
            if (!reduced[d]) {
                shape[n++] = layout.size(d);
            }
        }
        return Layout.contiguous(Arrays.copyOf(shape, n));
    }

    /** Where the i-th index in row-major order has its sum. */
    private static int place(long i, long[] shape, boolean[] reduced) {
        long place = 0;
        long step = 1;
        long rest = i;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (!reduced[d]) {
                place += rest % shape[d] * step;
                step *= shape[d];
            }
            rest /= shape[d];
        }
        return (int) place;
    }
}
