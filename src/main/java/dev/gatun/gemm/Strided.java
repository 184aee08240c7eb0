package dev.gatun.gemm;

import dev.gatun.elementwise.Elementwise;
import dev.gatun.layout.Layout;
import dev.gatun.memory.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A matrix, or a batch of them: float memory and how it is laid out.
 *
 * @param memory of any kind
 * @param layout of rank 2 or more
 */
record Strided(MemorySegment memory, Layout layout) {

    /** A matrix as the product's numbers give it. */
    static Strided of(MemorySegment memory, long offset, long rows, long rowStride, long cols, long colStride) {
        return new Strided(memory, Layout.strided(new long[] {rows, cols}, new long[] {rowStride, colStride}, offset));
    }

    /**
     * Scratch memory of the same shape that BLAS can read and write as it lies, zeroed. What was stored by columns stays
     * so, and a copy runs along both.
     */
    Strided scratch(Arena arena) {
        boolean byColumns = Math.abs(layout.stride(-2)) < Math.abs(layout.stride(-1));
        Layout dense = byColumns
                ? Layout.contiguous(layout.transpose(-1, -2).shape()).transpose(-1, -2)
                : Layout.contiguous(layout.shape());
        return new Strided(arena.allocate(dense.numel() * Float.BYTES, Memory.ALIGNMENT), dense);
    }

    Strided copy(Arena arena) {
        Strided copy = scratch(arena);
        copyTo(copy);
        return copy;
    }

    void copyTo(Strided target) {
        Elementwise.copy(memory, layout, target.memory, target.layout);
    }

    long size(int dim) {
        return layout.size(dim);
    }
}
