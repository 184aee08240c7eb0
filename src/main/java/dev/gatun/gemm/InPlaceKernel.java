package dev.gatun.gemm;

import java.lang.foreign.MemorySegment;

/**
 * One tile of C as the product of some rows of A and some columns of B, all three used where they lie, where
 * filling panels would cost more than it saves.
 */
interface InPlaceKernel {
    /**
     * The shape of a kernel.
     *
     * @param rows rows of C, at most {@link Blocking#MR}
     * @param lanes elements of a vector
     * @param pair whether a row has two vectors
     */
    record Tile(int rows, int lanes, boolean pair) {}

    /**
     * {@code C <- alpha A B} for one tile.
     *
     * @param k length of the sums, 1 or more
     * @param alpha factor of the product
     * @param a memory of A, native, its rows contiguous
     * @param ao where the tile's first row begins, in elements
     * @param ars from one row of A to the next
     * @param b memory of B, native, its rows contiguous
     * @param bo the element of B's first row in the tile's first column
     * @param brs from one row of B to the next
     * @param second the column in the tile where the second vector of a pair begins; less than {@code lanes} if they overlap
     * @param c memory of C, native, its rows contiguous
     * @param co the tile's first element
     * @param crs from one row of C to the next
     */
    void run(
            int k,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            MemorySegment b,
            long bo,
            long brs,
            long second,
            MemorySegment c,
            long co,
            long crs);
}
