package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.gemm.Tile.Panel;
import dev.gatun.gemm.Tile.Store;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each loop on vectors against its plain twin. Elements are small whole numbers, so that every order of a sum is exact. */
class TwinsTest {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final Random random = new Random(5);

    @BeforeEach
    void vectors() {
        assumeTrue(Blocking.VECTORS, "no vectors here");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 33})
    void microKernels(int k) {
        for (int rows = 1; rows <= Blocking.MAX_ROWS; rows++) {
            for (int vectors = 1; vectors <= 2; vectors++) {
                for (int lanes = 4; lanes <= Blocking.LANES; lanes *= 2) {
                    for (Panel panel : Panel.values()) {
                        for (Store store : Store.values()) {
                            Tile tile = new Tile(rows, vectors, lanes, panel, store);
                            float[] a = numbers(Blocking.MAX_ROWS * Blocking.LONG_LD);
                            MemorySegment b = memory(k * (tile.width() + 3) + 5);
                            assertThat(run(tile, true, k, a, b)).as("%s", tile).isEqualTo(run(tile, false, k, a, b));
                        }
                    }
                }
            }
        }
    }

    private static float[] run(Tile tile, boolean vector, int k, float[] a, MemorySegment b) {
        float[] array = new float[Blocking.MAX_ROWS * 32];
        MemorySegment c = Arena.ofAuto().allocate((2L + tile.rows() * 40L) * Float.BYTES);
        MicroKernel kernel = MicroKernels.make(tile, vector);
        kernel.run(k, a, 3, b, 5, tile.width() + 3, 2, array, c, 2, 40);
        return tile.store() == Store.ARRAY ? Arrays.copyOf(array, tile.rows() * tile.width()) : c.toArray(FLOAT);
    }

    @Test
    void packingOfA() {
        Packing scalar = new ScalarPacking();
        for (int k : new int[] {1, 3, 4, 8, 15, 16, 17, 100, 300}) {
            for (int rows : new int[] {1, 4, 5, 8}) {
                for (Panel layout : Panel.values()) {
                    for (long[] strides : new long[][] {{k + 2, 1}, {1, rows + 1}, {2L * k, 2}}) {
                        long limit = (rows - 1) * strides[0] + (k - 1) * strides[1] + 1;
                        if (layout == Panel.BY_COLUMNS && strides[0] != 1) {
                            continue;
                        }
                        MemorySegment a = memory((int) limit);
                        float[] fast = new float[Blocking.MAX_ROWS * Blocking.LONG_LD + 64];
                        float[] plain = fast.clone();
                        Packing.LOOPS.of(a).packA(a, 0, strides[0], strides[1], limit, rows, k, layout, rows, fast, 7);
                        scalar.packA(a, 0, strides[0], strides[1], limit, rows, k, layout, rows, plain, 7);
                        for (int i = 0; i < rows; i++) {
                            for (int p = 0; p < k; p++) {
                                int at = 7 + p * layout.step(rows) + i * layout.row();
                                assertThat(fast[at])
                                        .as("%s %d %d", layout, i, p)
                                        .isEqualTo(plain[at]);
                            }
                        }
                    }
                }
            }
        }
    }

    @Test
    void packingOfB() {
        Packing scalar = new ScalarPacking();
        for (int k : new int[] {1, 7, 8, 9, 40}) {
            for (int n : new int[] {1, 5, 8, 9, 16, 17, 31, 32, 50, 75}) {
                for (long[] strides : new long[][] {{n + 1, 1}, {1, k + 1}, {3L * n, 3}}) {
                    long limit = (k - 1) * strides[0] + (n - 1) * strides[1] + 1;
                    MemorySegment b = memory((int) limit);
                    MemorySegment fast = Arena.ofAuto().allocate((long) k * (n + 32) * Float.BYTES);
                    MemorySegment plain = Arena.ofAuto().allocate((long) k * (n + 32) * Float.BYTES);
                    Packing.LOOPS.of(b).packB(b, 0, strides[0], strides[1], limit, k, n, fast);
                    scalar.packB(b, 0, strides[0], strides[1], limit, k, n, plain);
                    int panel = 0;
                    for (int j = 0; j < n; j++) {
                        if (j == panel + Blocking.cols(n - panel)) {
                            panel = j;
                        }
                        int width = Blocking.width(Blocking.cols(n - panel));
                        for (int p = 0; p < k; p++) {
                            long at = (long) panel * k + (long) p * width + j - panel;
                            assertThat(fast.getAtIndex(FLOAT, at))
                                    .as("%d x %d: %d %d", k, n, p, j)
                                    .isEqualTo(plain.getAtIndex(FLOAT, at));
                        }
                    }
                }
            }
        }
    }

    @Test
    void updates() {
        for (int cols : new int[] {1, 7, 8, 16, 17, 31, 32}) {
            for (int rows : new int[] {1, 2, 5, 8}) {
                for (float beta : new float[] {0, 1, 0.5f}) {
                    for (long ccs : new long[] {1, 2}) {
                        float[] tile = numbers(Blocking.MAX_ROWS * 32 + 16);
                        MemorySegment c = memory(rows * 70);
                        MemorySegment other =
                                Arena.ofAuto().allocate(c.byteSize()).copyFrom(c);
                        TileUpdate.LOOPS.of(c).run(tile, 32, rows, cols, beta, c, 1, 69, ccs);
                        new ScalarTileUpdate().run(tile, 32, rows, cols, beta, other, 1, 69, ccs);
                        assertThat(c.toArray(FLOAT)).isEqualTo(other.toArray(FLOAT));
                    }
                }
            }
        }
    }

    @Test
    void vectorsTimesMatrices() {
        for (int k : new int[] {1, 7, 8, 9, 31, 32, 70}) {
            for (int n : new int[] {1, 3, 4, 15, 16, 33}) {
                float[] x = numbers(k + 16);
                MemorySegment b = memory((k + 2) * (n + 2));
                float[] fast = numbers(n + 16);
                float[] plain = fast.clone();
                Gemv.LOOPS.of(b).sumOfRows(k, n, x, b, 1, n + 1, fast);
                new ScalarGemv().sumOfRows(k, n, x, b, 1, n + 1, plain);
                assertThat(fast).isEqualTo(plain);
                Gemv.LOOPS.of(b).dotProducts(k, n, x, b, 1, k + 1, fast);
                new ScalarGemv().dotProducts(k, n, x, b, 1, k + 1, plain);
                assertThat(fast).isEqualTo(plain);
            }
        }
    }

    @Test
    void smallProducts() {
        for (int m : new int[] {1, 3, 4, 5, 8, 13}) {
            for (int k : new int[] {1, 2, 8}) {
                for (int n : new int[] {4, 8}) {
                    MemorySegment a = memory(m * (k + 1));
                    MemorySegment b = memory(k * (n + 1));
                    MemorySegment fast = Arena.ofAuto().allocate((long) m * (n + 2) * Float.BYTES);
                    MemorySegment plain = Arena.ofAuto().allocate((long) m * (n + 2) * Float.BYTES);
                    SmallGemm small = n == 4 ? SmallGemm.FOUR : SmallGemm.EIGHT;
                    small.run(m, k, 3, a, 0, k + 1, 1, b, 0, n + 1, fast, 0, n + 2);
                    new ScalarSmallGemm(n).run(m, k, 3, a, 0, k + 1, 1, b, 0, n + 1, plain, 0, n + 2);
                    assertThat(fast.toArray(FLOAT)).isEqualTo(plain.toArray(FLOAT));
                }
            }
        }
    }

    @Test
    void inPlaceKernels() {
        int k = 19;
        for (int rows = 1; rows <= Blocking.MAX_ROWS; rows++) {
            for (int lanes = 4; lanes <= Blocking.LANES; lanes *= 2) {
                for (int second : new int[] {0, 1, lanes - 1, lanes}) {
                    InPlaceKernel.Tile tile = new InPlaceKernel.Tile(rows, lanes, second > 0);
                    MemorySegment a = memory(rows * (k + 1));
                    MemorySegment b = memory(k * 40);
                    MemorySegment fast = memory(rows * 35);
                    MemorySegment plain =
                            Arena.ofAuto().allocate(fast.byteSize()).copyFrom(fast);
                    InPlaceGemm.make(tile, true).run(k, 3, a, 1, k + 1, b, 2, 37, second, fast, 1, 34);
                    InPlaceGemm.make(tile, false).run(k, 3, a, 1, k + 1, b, 2, 37, second, plain, 1, 34);
                    assertThat(fast.toArray(FLOAT)).as("%s %d", tile, second).isEqualTo(plain.toArray(FLOAT));
                }
            }
        }
    }

    @Test
    void outerProducts() {
        for (int k = 1; k <= OuterProduct.MOST_TERMS; k++) {
            for (int n : new int[] {4, 5, 8, 11, 16, 17, 32, 45, 1024, 1025, 1040}) {
                int m = 5;
                for (long[] strides : new long[][] {{k + 1, 1}, {1, m + 1}}) {
                    MemorySegment a = memory(40);
                    MemorySegment b = memory(k * (n + 1));
                    MemorySegment c = memory(m * (n + 2));
                    MemorySegment plain = Arena.ofAuto().allocate(c.byteSize()).copyFrom(c);
                    OuterProduct.multiply(m, n, k, 2, a, 0, strides[0], strides[1], b, 0, n + 1, c, 0, n + 2);
                    ReferenceGemm.run(m, n, k, 2, a, 0, strides[0], strides[1], b, 0, n + 1, 1, 0, plain, 0, n + 2, 1);
                    assertThat(c.toArray(FLOAT)).as("%d %d", k, n).isEqualTo(plain.toArray(FLOAT));
                }
            }
        }
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = random.nextInt(-8, 9);
        }
        return numbers;
    }

    private MemorySegment memory(int elements) {
        MemorySegment memory = Arena.ofAuto().allocate((long) elements * Float.BYTES, 64);
        MemorySegment.copy(numbers(elements), 0, memory, FLOAT, 0, elements);
        return memory;
    }
}
