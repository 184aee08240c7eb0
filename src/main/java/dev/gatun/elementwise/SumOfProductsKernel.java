package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;

/** How the loops of {@link SumOfProducts} are called. */
interface SumOfProductsKernel {
    /**
     * Folds all runs into the accumulators.
     *
     * @param loop the walk over a, b and the accumulators in this order; the latter have stride 0 along reduced dimensions
     * @param accumulators doubles, 0 at first
     */
    void run(StridedLoop loop, MemorySegment a, MemorySegment b, MemorySegment accumulators);

    /** The dot product of n elements of each operand that lie one after another. */
    double along(int n, MemorySegment a, long a0, MemorySegment b, long b0);
}
