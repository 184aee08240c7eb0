package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kernels touch nothing beside their operands: A, B and C end at protected pages or begin behind them, in a JVM of its own,
 * which one element too far would end. Its last line then says which product it was.
 */
@EnabledOnOs(OS.LINUX)
class GuardPagesTest {
    private static final int[] WIDTHS = {
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 31, 32, 33, 47, 48, 49, 50, 63, 64, 65
    };

    private static final int[] HEIGHTS = {1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 14, 15, 16, 17, 29, 33};

    private static final int[] DEPTHS = {1, 2, 3, 4, 7, 8, 15, 16, 17, 31, 33, 64, 100};

    /** m, n, k: thin ones, and such as are packed, beyond the depth of a panel. */
    private static final int[][] OTHERS = {
        {5, 10, 784},
        {1, 10, 785},
        {1, 500, 30},
        {500, 1, 30},
        {1, 1, 1000},
        {200, 130, 1},
        {3, 2, 1500},
        {65, 97, 385},
        {129, 33, 257},
        {31, 200, 65},
        {9, 5, 513},
        {17, 33, 520},
        {17, 50, 512},
        {30, 1030, 1},
        {65, 7, 4},
        {33, 18, 3}
    };

    private static final float[] VALUES = values();

    /** Runs all products twice: the second time with compiled kernels. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            System.out.println("ran " + (sweep(1) + sweep(1)));
        }
    }

    /** Reads or writes one float too far. */
    static final class Trespasser {
        private Trespasser() {}

        public static void main(String[] args) {
            GuardPages pages = GuardPages.of(1);
            MemorySegment memory = pages.withGuards();
            memory.set(Views.FLOAT, pages.first(), 1);
            memory.set(Views.FLOAT, pages.end() - Float.BYTES, 2);
            System.out.println("inside");
            switch (System.getProperty("where", "")) {
                case "above" -> System.out.println(memory.get(Views.FLOAT, pages.end()));
                case "below" -> memory.set(Views.FLOAT, pages.first() - Float.BYTES, 3);
                default -> System.out.println("nowhere");
            }
        }
    }

    @Test
    void compiledKernelsTouchOnlyTheirOperands() {
        String output = GemmChild.run(
                Main.class, "--add-modules=jdk.incubator.vector", "-Xbatch", "-XX:CompileThresholdScaling=0.05");
        assertThat(output).contains("ran ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"above", "below"})
    void theTrapSprings(String where) {
        GemmChild.End end = GemmChild.start(Trespasser.class, "-XX:ErrorFile=/dev/null", "-Dwhere=" + where);
        assertThat(end.output()).startsWith("inside").contains("SIGSEGV");
        assertThat(end.status()).isNotZero();
    }

    /**
     * Each nth of the shapes.
     *
     * @return how many products were computed
     */
    static int sweep(int every) {
        Operands operands = new Operands();
        int count = 0;
        List<int[]> shapes = shapes();
        for (int i = 0; i < shapes.size(); i += every) {
            count += operands.multiply(shapes.get(i));
        }
        return count;
    }

    private static List<int[]> shapes() {
        RandomGenerator random = new SplittableRandom(1);
        List<int[]> shapes = new ArrayList<>();
        for (int n : WIDTHS) {
            for (int i = 0; i < 2; i++) {
                shapes.add(new int[] {pick(random, HEIGHTS), n, pick(random, DEPTHS)});
            }
        }
        shapes.addAll(List.of(OTHERS));
        return shapes;
    }

    private static int pick(RandomGenerator random, int[] values) {
        return values[random.nextInt(values.length)];
    }

    private static float[] values() {
        RandomGenerator random = new SplittableRandom(2);
        float[] values = new float[40_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    /** Places for A, B and C, used again for each product. */
    private static final class Operands {
        private final GuardPages forA = GuardPages.of(1 << 20);
        private final GuardPages forB = GuardPages.of(1 << 20);
        private final GuardPages forC = GuardPages.of(1 << 20);
        private final RandomGenerator random = new SplittableRandom(3);

        /** In all transposes, at all places, dense and not, with C overwritten and added to. */
        int multiply(int[] shape) {
            int m = shape[0];
            int n = shape[1];
            int k = shape[2];
            DoubleReference[] expected = {expected(m, n, k, 0), expected(m, n, k, 1)};
            int count = 0;
            for (int way = 0; way < 64; way++) { // six bits: two transposes, three ends, whether dense
                boolean dense = (way & 32) == 0;
                Strided a = forA.place(lie(dense, (way & 1) != 0, m, k), (way & 4) != 0);
                Strided b = forB.place(lie(dense, (way & 2) != 0, k, n), (way & 8) != 0);
                Strided c = forC.place(lie(dense, !dense && random.nextBoolean(), m, n), (way & 16) != 0);
                fill(a, 0);
                fill(b, 1);
                for (Backend backend : GemmCase.BACKENDS) {
                    if (backend == Backend.AUTO) {
                        continue; // one of the others
                    }
                    float beta = random.nextInt(2);
                    int threads = 1 + random.nextInt(2);
                    fill(c, 2);
                    String what = m + " x " + k + " x " + n + " " + backend + " beta " + beta + " threads " + threads
                            + ", A " + show(a, way & 4) + ", B " + show(b, way & 8) + ", C " + show(c, way & 16);
                    System.out.println(what);
                    Gemm.run(
                            backend,
                            threads,
                            1,
                            a.memory(),
                            a.layout(),
                            b.memory(),
                            b.layout(),
                            beta,
                            c.memory(),
                            c.layout());
                    expected[(int) beta].assertNear(what, c.memory(), c.layout());
                    count++;
                }
            }
            return count;
        }

        private static String show(Strided matrix, int atEnd) {
            return matrix.layout() + (atEnd == 0 ? " behind" : " before") + " the guard";
        }

        /** The first element of the memory belongs to the layout, and so does the last. */
        private Layout lie(boolean dense, boolean transposed, long rows, long cols) {
            if (transposed) {
                return lie(dense, false, cols, rows).transpose(0, 1);
            }
            return switch (dense ? 0 : 1 + random.nextInt(3)) {
                case 0 -> Layout.contiguous(rows, cols);
                case 1 -> Layout.strided(new long[] {rows, cols}, new long[] {cols + 3, 1}, 0);
                case 2 -> Layout.strided(new long[] {rows, cols}, new long[] {2 * cols + 1, 2}, 0);
                default -> Layout.strided(new long[] {rows, cols}, new long[] {-cols, -1}, rows * cols - 1);
            };
        }

        private static DoubleReference expected(int m, int n, int k, float beta) {
            Layout la = Layout.contiguous(m, k);
            Layout lb = Layout.contiguous(k, n);
            Layout lc = Layout.contiguous(m, n);
            Strided a = new Strided(MemorySegment.ofArray(new float[m * k]), la);
            Strided b = new Strided(MemorySegment.ofArray(new float[k * n]), lb);
            Strided c = new Strided(MemorySegment.ofArray(new float[m * n]), lc);
            fill(a, 0);
            fill(b, 1);
            fill(c, 2);
            return DoubleReference.of(1, a.memory(), la, b.memory(), lb, beta, c.memory(), lc);
        }

        /** The same values wherever the matrix lies. */
        private static void fill(Strided matrix, int which) {
            int at = which;
            for (long i = 0; i < matrix.size(0); i++) {
                for (long j = 0; j < matrix.size(1); j++) {
                    Views.set(matrix, i, j, VALUES[at]);
                    at = at + 1 == VALUES.length ? 0 : at + 1;
                }
            }
        }
    }
}
