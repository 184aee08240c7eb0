package dev.gatun.gemm;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * {@code C <- alpha A B} where each element of C has at most four terms, the sum of as many outer products: writing C is
 * the work. B and C lie by rows, all three in native memory, and are used where they lie.
 *
 * <p>The last vector of a row overlaps the one before, so that none is cut: some elements are computed twice, with the
 * same result.
 */
interface OuterProduct {
    /** The most terms. */
    int MOST_TERMS = 4;

    /** The fewest columns: those of the narrowest vector. */
    int FEWEST_COLUMNS = 4;

    /** The most elements of B where there are several terms: more are the micro kernel's, whose sums stay in registers. */
    int MOST_OF_B = 128;

    /** Columns at a time: so much of four rows of B takes half of L1. */
    int COLUMNS = 1024;

    /** A loop for each number of terms and, within one, for vectors of 4, 8 and 16. */
    OuterProduct[] LOOPS = loops();

    private static OuterProduct[] loops() {
        OuterProduct[] loops = new OuterProduct[MOST_TERMS * 3];
        for (int i = 0; Blocking.VECTORS && i < loops.length; i++) {
            int lanes = Math.min(Blocking.LANES, 4 << i % 3);
            loops[i] = Specialized.copy(
                    MethodHandles.lookup(), VectorOuterProduct.class, OuterProduct.class, new Size(i / 3 + 1, lanes));
        }
        return loops;
    }

    /**
     * What a loop is made for.
     *
     * @param terms of each sum
     * @param lanes elements of a vector
     */
    record Size(int terms, int lanes) {}

    /** Whether there is a loop for a product. */
    static boolean takes(
            long m, long n, long k, MemorySegment a, MemorySegment b, long bcs, float beta, MemorySegment c, long ccs) {
        return k <= MOST_TERMS
                && n >= FEWEST_COLUMNS
                && (k == 1 || n * k <= MOST_OF_B)
                && m > 1
                && bcs == 1
                && ccs == 1
                && beta == 0
                && Blocking.VECTORS
                && Kinds.isNative(a)
                && Kinds.isNative(b)
                && Kinds.isNative(c);
    }

    /** {@code C <- alpha A B}, in parts of so many columns that their part of B stays in L1. */
    static void multiply(
            long m,
            long n,
            long k,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            MemorySegment b,
            long bo,
            long brs,
            MemorySegment c,
            long co,
            long crs) {
        int lanes = (int) Math.min(Long.highestOneBit(n), Blocking.LANES);
        OuterProduct loop = LOOPS[((int) k - 1) * 3 + (lanes >> 3)];
        for (long jc = 0; jc < n; jc += COLUMNS) {
            long j = Math.min(jc, n - lanes); // a last part narrower than a vector overlaps, too
            loop.run(m, (int) Math.min(COLUMNS, n - j), alpha, a, ao, ars, acs, b, bo + j, brs, c, co + j, crs);
        }
    }

    /** {@code C <- alpha A B}; the columns are at least those of a vector. */
    void run(
            long m,
            int n,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            MemorySegment b,
            long bo,
            long brs,
            MemorySegment c,
            long co,
            long crs);
}
