package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** The loop of one {@link BinaryOp}. */
interface BinaryKernel {
    /**
     * Computes {@code c = a op b}.
     *
     * @param loop a walk that is not empty over the layouts of c, a and b
     */
    void run(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b);

    /** The same for n elements that lie one after another, from c0, a0 and b0 on. */
    void contiguous(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0);

    /** The same with one element of b for all n of a. */
    void right(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0);

    /** The same for rows with a repeated operand; null where they have no loop of their own. */
    default @Nullable RowsKernel rows() {
        return null;
    }
}
