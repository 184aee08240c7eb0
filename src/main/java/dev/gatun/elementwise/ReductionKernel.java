package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;

/** The loop of one {@link Reduction}. */
interface ReductionKernel {
    /**
     * Folds all elements into the accumulators.
     *
     * @param loop a walk that is not empty over a and the accumulators; the latter have stride 0 along reduced dimensions
     * @param accumulators doubles, the identity at first
     */
    void run(StridedLoop loop, MemorySegment a, MemorySegment accumulators);

    /** Folds n elements that lie one after another, from a0 on. */
    double along(int n, MemorySegment a, long a0);

    /** Folds the columns of rows that lie one after another, from a0 on, into an accumulator each, from the first on. */
    void columns(int rows, int cols, MemorySegment a, long a0, MemorySegment accumulators);
}
