package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;

/** How a copy of {@link UnaryLoop} is called. */
interface UnaryKernel {
    /**
     * Runs over all tiles.
     *
     * @param loop the walk over c, a in this order
     */
    void run(StridedLoop loop, MemorySegment c, MemorySegment a);
}
