package dev.gatun.gemm;

import java.lang.foreign.MemorySegment;

/**
 * The innermost part of the packed product: one tile of C, {@code rows x width} (see {@link Tile}), as the product of a
 * micro panel of A and a micro panel of B.
 */
interface MicroKernel {
    /**
     * Computes a tile.
     *
     * @param k length of the sums, 1 or more
     * @param a micro panel of A, packed as the tile's {@link Tile#panel} says
     * @param ao where it begins in the array
     * @param b memory of B; all {@code width} elements of each of the k rows are read
     * @param bo where the first row of B begins, in elements
     * @param brs from one row of B to the next, in elements
     * @param alpha factor of the product
     * @param tile where the tile is stored, rows one after another, if {@link Tile#store} says so
     * @param c memory of C, native, where the tile is stored if not
     * @param co where the tile begins in C, in elements
     * @param crs from one row of C to the next, in elements
     */
    void run(
            int k,
            float[] a,
            int ao,
            MemorySegment b,
            long bo,
            long brs,
            float alpha,
            float[] tile,
            MemorySegment c,
            long co,
            long crs);
}
