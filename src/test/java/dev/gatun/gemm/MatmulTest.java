package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.bindings.OpenBlas;
import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import dev.gatun.memory.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MatmulTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 784     | 784 10    | 5 10",
                "3         | 3         | ''", // NumPy: vectors lose the dimension that they got
                "3         | 3 4       | 4",
                "2 3       | 3         | 2",
                "3         | 5 3 4     | 5 4",
                "5 2 3     | 3         | 5 2",
                "5 2 3     | 5 3 4     | 5 2 4",
                "5 2 3     | 3 4       | 5 2 4",
                "2 3       | 5 3 4     | 5 2 4",
                "7 1 2 3   | 5 3 4     | 7 5 2 4",
                "1 2 3     | 5 3 4     | 5 2 4",
                "6 1 2 3   | 1 5 3 4   | 6 5 2 4",
                "0 3       | 3 4       | 0 4",
                "2 0       | 0 4       | 2 4",
                "0 2 3     | 1 3 4     | 0 2 4",
                "0         | 0         | ''",
            })
    void shapes(String a, String b, String product) {
        assertThat(Matmul.shape(layout(a), layout(b))).containsExactly(sizes(product));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "5 784 | 10 3 | matmul: shapes [5, 784] and [10, 3] do not multiply: "
                        + "784 columns of the left, 10 rows of the right",
                "3 | 4 | matmul: shapes [3] and [4] do not multiply: "
                        + "3 elements of the left, 4 elements of the right",
                "2 1 | 3 | matmul: shapes [2, 1] and [3] do not multiply: "
                        + "1 column of the left, 3 elements of the right",
                "2 3 4 | 5 4 6 | matmul: shapes [2, 3, 4] and [5, 4, 6] do not multiply: "
                        + "batch dimension -3 has size 2 and 5; sizes must be equal or 1",
                "7 2 3 4 | 5 1 4 6 | matmul: shapes [7, 2, 3, 4] and [5, 1, 4, 6] do not multiply: "
                        + "batch dimension -4 has size 7 and 5; sizes must be equal or 1",
                "'' | 3 | matmul: shapes [] and [3] do not multiply: "
                        + "the left has no dimensions; mul multiplies by a number",
                "3 3 | '' | matmul: shapes [3, 3] and [] do not multiply: "
                        + "the right has no dimensions; mul multiplies by a number",
            })
    void shapesThatDoNotMultiply(String a, String b, String message) {
        MemorySegment memory = MemorySegment.ofArray(new float[1000]);
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> Matmul.shape(layout(a), layout(b)))
                .withMessage(message);
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() ->
                        Matmul.run(Backend.AUTO, memory, layout(a), memory, layout(b), memory, Layout.contiguous(1)))
                .withMessage(message);
    }

    @Test
    void outputOfAnotherShape() {
        MemorySegment memory = MemorySegment.ofArray(new float[1000]);
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() ->
                        Matmul.run(Backend.AUTO, memory, layout("5 7"), memory, layout("7 3"), memory, layout("3 5")))
                .withMessage("matmul: shapes [5, 7] and [7, 3] multiply into [5, 3], the output has [3, 5]");
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() ->
                        Matmul.run(Backend.AUTO, memory, layout("7"), memory, layout("7 3"), memory, layout("1 3")))
                .withMessageContaining("multiply into [3], the output has [1, 3]");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void randomShapesAndViewsAgainstTheReference(Backend backend) {
        GemmTest.assumePresent(backend);
        RandomGenerator random = new Random(1);
        for (int round = 0; round < 1500; round++) {
            int k = random.nextInt(9);
            long[] batch = random.ints(random.nextInt(4), 1, 4).asLongStream().toArray();
            Layout a = operand(
                    random, random.nextInt(6) == 0 ? new long[] {k} : with(random, batch, random.nextInt(9), k));
            Layout b = operand(
                    random, random.nextInt(6) == 0 ? new long[] {k} : with(random, batch, k, random.nextInt(9)));
            Layout c = view(random, Matmul.shape(a, b));
            MemorySegment left = memory(random, a);
            MemorySegment right = memory(random, b);
            MemorySegment out = memory(random, c);
            Matmul.run(backend, left, a, right, b, out, c);
            check("round " + round + ": " + a + " by " + b + " into " + c, left, a, right, b, out, c);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void outputsThatShareMemoryWithAnOperandOfTheBatch(Backend backend) {
        GemmTest.assumePresent(backend);
        RandomGenerator random = new Random(2);
        for (String other : new String[] {"4 4", "3 4 4", "1 4 4"}) {
            Layout a = layout("3 4 4");
            Layout b = layout(other);
            MemorySegment left = memory(random, a);
            MemorySegment right = memory(random, b);
            MemorySegment copy = MemorySegment.ofArray(left.toArray(Views.FLOAT));
            Matmul.run(backend, left, a, right, b, left, a); // in place of the left
            check("left in place", copy, a, right, b, left, a);
            copy.copyFrom(left);
            Layout turned = a.slice(0, Layout.OPEN, Layout.OPEN, -1); // each matrix into the place of another
            Matmul.run(backend, left, a, right, b, left, turned);
            check("left turned", copy, a, right, b, left, turned);
        }
    }

    @Test
    void aBatchWithOneRightOperandIsOneTallMatrix() {
        GemmTest.assumePresent(Backend.OPENBLAS);
        assertThat(explain("64 5 784", "784 10").toString()).startsWith("product  320 x 784 by 784 x 10\n");
        assertThat(explain("64 5 784", "1 784 10").batch()).isEqualTo(1);
        assertThat(explain("64 5 784", "64 784 10").batch()).isEqualTo(64);
        assertThat(explain("5 784", "64 784 10").batch()).isEqualTo(64);
    }

    @Test
    void explainSaysWhatIsReadInPlaceAndWhatIsCopied() {
        GemmTest.assumePresent(Backend.OPENBLAS);
        OpenBlas library = OpenBlas.instance().orElseThrow();
        Layout a = Layout.contiguous(784, 5).transpose(0, 1);
        Layout b = Layout.contiguous(784, 10).slice(0, Layout.OPEN, Layout.OPEN, -1);
        MemorySegment memory = Arena.ofAuto().allocate(784 * 10 * 4);
        assertThat(Matmul.explain(Backend.OPENBLAS, memory, a, memory, b))
                .hasToString("""
                product  5 x 784 by 784 x 10
                backend  OpenBLAS %s (%s): asked for
                left     in place, transposed, ld 5
                right    copied: a dimension runs backwards (negative stride)""".formatted(library.version(), library.coreName()));
        assertThat(Matmul.explain(Backend.REFERENCE, memory, a, memory, b)).hasToString("""
                product  5 x 784 by 784 x 10
                backend  reference: asked for
                left     in place, any strides
                right    in place, any strides""");
        assertThat(Matmul.explain(Backend.PACKED, memory, a, memory, b)).hasToString("""
                product  5 x 784 by 784 x 10
                backend  packed: asked for
                left     packed by columns
                right    packed by rows""");
        assumeTrue(Blocking.VECTORS, "only loops on vectors do without panels");
        for (String[] both : new String[][] {{"5 784", "784 10"}, {"4 4", "4 8"}, {"50 1", "1 50"}}) {
            MatmulPlan inPlace = Matmul.explain(Backend.PACKED, memory, layout(both[0]), memory, layout(both[1]));
            assertThat(inPlace.left().how()).isEqualTo("in place");
            assertThat(inPlace.right().how()).isEqualTo("in place");
        }
        MatmulPlan packed = Matmul.explain(Backend.PACKED, memory, layout("20 100"), memory, layout("100 20"));
        assertThat(packed.left().how()).isEqualTo("packed by rows");
        assertThat(packed.right().how()).isEqualTo("in place");
        MatmulPlan fromHeap = Matmul.explain(
                Backend.OPENBLAS,
                MemorySegment.ofArray(new float[200 * 200]),
                layout("200 200"),
                memory,
                Layout.contiguous(200, 10));
        assertThat(fromHeap.left().copied()).isTrue();
        assertThat(fromHeap.left().how()).startsWith("copied: on the heap");
        assertThat(fromHeap.right().copied()).isFalse();
        assertThat(explain("0 3", "3 4").left().how()).isEqualTo("not read: the result is empty");
        assertThat(explain("2 0", "0 4").left().how()).isEqualTo("not read: sums of nothing");
        assertThat(explain("0 2 3", "3 4").batch()).isZero();
    }

    @Test
    void explainOfDimensionsLongerThanAnIntCounts() {
        GemmTest.assumePresent(Backend.OPENBLAS);
        Layout cell = Layout.contiguous(1, 1);
        MemorySegment memory = Arena.ofAuto().allocate(4);
        long huge = (1L << 31) + 1;
        MatmulPlan plan = Matmul.explain(Backend.OPENBLAS, memory, cell.expand(1, huge), memory, cell.expand(huge, 1));
        assertThat(plan.k()).isEqualTo(huge);
        assertThat(plan.left().how()).isEqualTo("copied: a dimension is broadcast (stride 0)");
        assertThat(Matmul.explain(Backend.OPENBLAS, memory, Layout.contiguous(huge, 1), memory, cell)
                        .left()
                        .copied())
                .isFalse();
    }

    @Test
    void backendsHaveNames() {
        assertThat(Backend.named("openblas")).isEqualTo(Backend.OPENBLAS);
        assertThat(Backend.named("Auto")).isEqualTo(Backend.AUTO);
        assertThat(Backend.named("reference")).isEqualTo(Backend.REFERENCE);
        assertThat(Backend.named("cublas")).isNull();
        assertThat(Backend.named("packed")).isEqualTo(Backend.PACKED);
    }

    // ---------------------------------------------------------------------------------------------- helpers

    private static MatmulPlan explain(String a, String b) {
        MemorySegment memory = Arena.ofAuto().allocate(4);
        return Matmul.explain(Backend.OPENBLAS, memory, layout(a), memory, layout(b));
    }

    private static Layout layout(String sizes) {
        return Layout.contiguous(sizes(sizes));
    }

    private static long[] sizes(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isBlank())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    /** Some of the batch dimensions, some of them 1, before rows and columns. */
    private static long[] with(RandomGenerator random, long[] batch, long rows, long cols) {
        int kept = random.nextInt(batch.length + 1);
        long[] shape = new long[kept + 2];
        for (int d = 0; d < kept; d++) {
            shape[d] = random.nextInt(3) == 0 ? 1 : batch[batch.length - kept + d];
        }
        shape[kept] = rows;
        shape[kept + 1] = cols;
        return shape;
    }

    /** A view that can be written: dimensions stored in any order, some stepped, some reversed. */
    private static Layout view(RandomGenerator random, long[] shape) {
        int rank = shape.length;
        int[] order = random.ints(0, Math.max(rank, 1)).distinct().limit(rank).toArray();
        long[] stored = new long[rank];
        int[] back = new int[rank];
        boolean[] stepped = new boolean[rank];
        for (int d = 0; d < rank; d++) {
            back[order[d]] = d;
            stepped[d] = random.nextInt(6) == 0;
            stored[d] = shape[order[d]] * (stepped[d] ? 2 : 1);
        }
        Layout layout = Layout.contiguous(stored);
        for (int d = 0; d < rank; d++) {
            if (stepped[d]) {
                layout = layout.slice(d, Layout.OPEN, Layout.OPEN, 2);
            }
            if (random.nextInt(6) == 0) {
                layout = layout.slice(d, Layout.OPEN, Layout.OPEN, -1);
            }
        }
        return layout.permute(back);
    }

    /** Such a view, or a plain layout, or one with a broadcast dimension. */
    private static Layout operand(RandomGenerator random, long[] shape) {
        int kind = random.nextInt(3);
        if (kind < 2) {
            return kind == 0 ? Layout.contiguous(shape) : view(random, shape);
        }
        long[] one = shape.clone();
        int d = random.nextInt(shape.length);
        one[d] = Math.min(one[d], 1);
        Layout layout = view(random, one);
        return one[d] == 0 ? layout : layout.expand(shape);
    }

    private static MemorySegment memory(RandomGenerator random, Layout layout) {
        int elements = (int) layout.end() + 1;
        MemorySegment memory =
                random.nextBoolean() ? MemorySegment.ofArray(new float[elements]) : Memory.allocate(elements * 4L);
        for (int i = 0; i < elements; i++) {
            memory.set(Views.FLOAT, i * 4L, random.nextFloat() * 2 - 1);
        }
        return memory;
    }

    /** Every element from its definition: NumPy's rules once more, one index at a time. */
    private static void check(
            String what, MemorySegment left, Layout a, MemorySegment right, Layout b, MemorySegment out, Layout c) {
        long[] index = new long[c.rank()];
        for (long at = 0; at < c.numel(); at++) {
            long rest = at;
            for (int d = index.length - 1; d >= 0; d--) {
                index[d] = rest % c.size(d);
                rest /= c.size(d);
            }
            // Behind the batch come the row, unless the left is a vector, and the column, unless the right is one.
            int columns = b.rank() > 1 ? 1 : 0;
            int rows = a.rank() > 1 ? 1 : 0;
            int batch = index.length - rows - columns;
            double sum = 0;
            double size = 0;
            for (long p = 0; p < a.size(-1); p++) {
                long[] inA = of(a, index, batch, rows == 1 ? new long[] {index[batch], p} : new long[] {p});
                long[] inB =
                        of(b, index, batch, columns == 1 ? new long[] {p, index[index.length - 1]} : new long[] {p});
                double product = (double) left.get(Views.FLOAT, a.at(inA) * 4) * right.get(Views.FLOAT, b.at(inB) * 4);
                sum += product;
                size += Math.abs(product);
            }
            float actual = out.get(Views.FLOAT, c.at(index) * 4);
            if (!(Math.abs(actual - sum) <= size * 0x1p-20)) { // 16 ulps for sums of at most eight products
                fail("%s at %s: %s, expected %s", what, Arrays.toString(index), actual, sum);
            }
        }
    }

    /** The operand's index: the last of the batch dimensions that it has, those of size 1 not counted along. */
    private static long[] of(Layout operand, long[] index, int batch, long[] matrix) {
        long[] own = new long[operand.rank()];
        int lead = own.length - matrix.length;
        for (int d = 0; d < lead; d++) {
            own[d] = operand.size(d) == 1 ? 0 : index[batch - lead + d];
        }
        System.arraycopy(matrix, 0, own, lead, matrix.length);
        return own;
    }
}
