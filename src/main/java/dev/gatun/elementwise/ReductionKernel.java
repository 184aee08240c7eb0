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

    /** Folds runs of n elements that lie one after another, from a0 on, into a number each, from the array's first on. */
    void runs(int runs, int n, MemorySegment a, long a0, double[] folded);

    /** Folds the columns of rows that lie one after another, from a0 on, into an accumulator each, from s0 on. */
    void columns(int rows, int cols, MemorySegment a, long a0, MemorySegment accumulators, long s0);

    /** Folds accumulators, from f0 on, into as many others, from i0 on. */
    void merge(int count, MemorySegment from, long f0, MemorySegment into, long i0);
}
