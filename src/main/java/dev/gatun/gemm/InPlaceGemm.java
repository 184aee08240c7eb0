package dev.gatun.gemm;

import dev.gatun.gemm.InPlaceKernel.Tile;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * {@code C <- alpha A B} without panels, for long sums of few columns, where copying A is felt: A, B and C lie by rows in
 * native memory, and B stays in L2.
 *
 * <p>The last tile of a row or column overlaps the one before, so that all tiles are full: some elements of C are computed
 * twice, with the same result, and nothing outside of the operands is read or written.
 */
final class InPlaceGemm {
    /** The fewest terms of a sum: before its loop a kernel checks the bounds of each row, which panels need not. */
    private static final int FEWEST_TERMS = 512;

    /** The fewest columns: those of the narrowest vector. */
    private static final int FEWEST_COLUMNS = 4;

    /** The most elements of B: half of L2. */
    private static final long MOST_OF_B = 1 << 17;

    private static final int WIDTHS = 3 * 2; // 4, 8 or 16 lanes, one vector or two

    private static final AtomicReferenceArray<@Nullable InPlaceKernel> MADE =
            new AtomicReferenceArray<>((Blocking.MAX_ROWS + 1) * WIDTHS);

    private InPlaceGemm() {}

    /** Whether it takes a product. A single row is {@link Gemv}'s. */
    static boolean takes(
            long m,
            long n,
            long k,
            MemorySegment a,
            long acs,
            MemorySegment b,
            long bcs,
            float beta,
            MemorySegment c,
            long ccs) {
        return k >= FEWEST_TERMS
                && n >= FEWEST_COLUMNS
                && m > 1
                && n * k <= MOST_OF_B
                && acs == 1
                && bcs == 1
                && ccs == 1
                && beta == 0
                && Blocking.VECTORS
                && Kinds.isNative(a)
                && Kinds.isNative(b)
                && Kinds.isNative(c);
    }

    /** {@code C <- alpha A B}. */
    static void run(
            long m,
            long n,
            int k,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            MemorySegment b,
            long bo,
            long brs,
            MemorySegment c,
            long co,
            long crs) {
        int rows = rows(m);
        for (long ic = 0; ic < m; ic += rows) {
            long i = Math.min(ic, m - rows);
            for (long jr = 0; jr < n; jr += Blocking.NR) {
                long j = Math.min(jr, n - FEWEST_COLUMNS);
                int cols = (int) Math.min(Blocking.NR, n - j);
                int lanes = lanes(cols);
                InPlaceKernel kernel = kernel(rows, lanes, cols > lanes);
                kernel.run(k, alpha, a, ao + i * ars, ars, b, bo + j, brs, cols - lanes, c, co + i * crs + j, crs);
            }
        }
    }

    /** Rows of a tile: as many as fit, and all tiles alike; 10 rows are 5 and 5. */
    private static int rows(long m) {
        long tiles = (m + Blocking.MR - 1) / Blocking.MR;
        return (int) ((m + tiles - 1) / tiles);
    }

    /** Elements of the vectors of which one, or two that may overlap, make so many columns. */
    private static int lanes(int cols) {
        return Math.min(Integer.highestOneBit(cols), Blocking.lanes(cols));
    }

    private static InPlaceKernel kernel(int rows, int lanes, boolean pair) {
        int at = (rows * 3 + (lanes >> 3)) * 2 + (pair ? 1 : 0);
        InPlaceKernel kernel = MADE.getAcquire(at);
        if (kernel == null) {
            kernel = make(new Tile(rows, lanes, pair), Blocking.VECTORS);
            MADE.setRelease(at, kernel);
        }
        return kernel;
    }

    static InPlaceKernel make(Tile tile, boolean vector) {
        return vector
                ? Specialized.copy(MethodHandles.lookup(), VectorInPlaceKernel.class, InPlaceKernel.class, tile)
                : new ScalarInPlaceKernel(tile);
    }
}
