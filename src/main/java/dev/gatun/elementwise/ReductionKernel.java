package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;

/** How a copy of {@link ReductionLoop} is called. */
interface ReductionKernel {
    /**
     * Folds all tiles into the accumulators.
     *
     * @param loop the walk over a and the accumulators in this order; the latter have stride 0 along reduced dimensions
     * @param accumulators doubles, the identity at first
     */
    void run(StridedLoop loop, MemorySegment a, MemorySegment accumulators);
}
