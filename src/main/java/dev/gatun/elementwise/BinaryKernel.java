package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;

/** How a copy of {@link BinaryLoop} is called. */
interface BinaryKernel {
    /**
     * Runs over all tiles.
     *
     * @param loop the walk over c, a, b in this order
     */
    void run(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b);
}
