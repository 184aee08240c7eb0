package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;

/** The loop of one {@link UnaryOp}. */
interface UnaryKernel {
    /**
     * Computes {@code c = op a}.
     *
     * @param loop a walk that is not empty over the layouts of c and a
     */
    void run(StridedLoop loop, MemorySegment c, MemorySegment a);

    /** The same for n elements that lie one after another, from c0 and a0 on. */
    void contiguous(int n, MemorySegment c, long c0, MemorySegment a, long a0);
}
