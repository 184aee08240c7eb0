package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;

/**
 * {@code c = a op b} over rows that lie one after another in c. An operand lies as c does, or is repeated, one row for all rows
 * or one number for each, or lies in any other way.
 */
interface RowsKernel {
    /** Columns up to which it pays to go over all rows as one run: a row for all stays in the first-level cache. */
    int MOST_COLUMNS = 4096;

    /** The same where a number is repeated, as to repeat it in vectors takes longer than to begin a long row. */
    int MOST_REPEATS = 256;

    /** Whether the runs of a walk, which are rows of c, are better gone over as one. */
    static boolean pays(StridedLoop loop, int flat, int repeated) {
        int cols = loop.length();
        boolean lies = loop.stride(flat) == 1 && loop.runStep(flat) == cols;
        boolean row = loop.stride(repeated) == 1 && loop.runStep(repeated) == 0 && cols <= MOST_COLUMNS;
        boolean column = loop.stride(repeated) == 0 && cols <= MOST_REPEATS;
        return lies && (row || column);
    }

    /**
     * Computes rows.
     *
     * @param rows how many
     * @param cols elements of a row
     * @param c0 where c begins
     * @param a0 where the left operand begins
     * @param as its elements from one row to the next
     * @param aStep its elements from one column to the next
     * @param b0 where the right operand begins
     * @param bs its elements from one row to the next
     * @param bStep its elements from one column to the next
     */
    void run(
            int rows,
            int cols,
            MemorySegment c,
            long c0,
            MemorySegment a,
            long a0,
            long as,
            long aStep,
            MemorySegment b,
            long b0,
            long bs,
            long bStep);
}
