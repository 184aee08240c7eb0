package dev.gatun.gemm;

import dev.gatun.elementwise.Elementwise;
import dev.gatun.layout.Layout;
import dev.gatun.memory.Memory;
import dev.gatun.memory.Overlap;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A matrix, or a batch of them: float memory and how it is laid out.
 *
 * @param memory of any kind
 * @param layout of rank 2 or more
 */
record Strided(MemorySegment memory, Layout layout) {

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

    Strided narrow(int dim, long start, long length) {
        return new Strided(memory, layout.narrow(dim, start, length));
    }

    Strided transposed() {
        return new Strided(memory, layout.transpose(-1, -2));
    }

    /** The memory from the element of index (0, 0) on. */
    MemorySegment start() {
        return layout.offset() == 0 ? memory : memory.asSlice(layout.offset() * Float.BYTES);
    }

    /**
     * Whether the two reach common bytes. Bytes are compared, not segments: two wraps of one array meet, and so do two
     * slices of one mapping. (The same file mapped twice has two addresses, and nobody can tell.) Interleaved layouts,
     * such as the even and the odd columns of one matrix, count as meeting.
     */
    boolean meets(Strided other) {
        return Overlap.mayOverlap(memory, layout, Float.BYTES, other.memory, other.layout, Float.BYTES);
    }
}
