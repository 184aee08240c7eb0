package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;

/** One tile of a {@link TransposedCopy}. */
interface TileCopy {
    /**
     * {@code out[j, i] = a[i, j]} for each row i and column j.
     *
     * @param rows {@link TransposedCopy#SHORT} to {@link TransposedCopy#ROWS}
     * @param cols {@link TransposedCopy#SHORT} or more, as many as the buffer has room for
     * @param a memory of the source; its columns are contiguous
     * @param from the element where the tile begins
     * @param step from one row to the next, in elements
     * @param out memory of the target; its rows are contiguous
     * @param to the element where the tile begins
     * @param next from one column to the next, in elements
     * @param buffer room for a tile
     */
    void run(
            int rows,
            int cols,
            MemorySegment a,
            long from,
            long step,
            MemorySegment out,
            long to,
            long next,
            float[] buffer);
}
