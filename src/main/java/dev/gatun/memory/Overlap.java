package dev.gatun.memory;

import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;

/** Whether two strided operands may reach the same bytes, whatever segments they are seen through. */
public final class Overlap {
    private Overlap() {}

    /**
     * Compares the ranges of bytes from the lowest to the highest element. Operands that interleave without sharing an
     * element (the even and the odd columns of a matrix) count as overlapping.
     *
     * @param a memory of one operand
     * @param la its layout
     * @param aBytes the size of its elements
     * @param b memory of the other
     * @param lb its layout
     * @param bBytes the size of its elements
     * @return false only if no byte belongs to both
     */
    public static boolean mayOverlap(MemorySegment a, Layout la, long aBytes, MemorySegment b, Layout lb, long bBytes) {
        if (a.isNative() && b.isNative()) {
            return la.numel() > 0
                    && lb.numel() > 0
                    && a.address() + la.first() * aBytes < b.address() + lb.end() * bBytes
                    && b.address() + lb.first() * bBytes < a.address() + la.end() * aBytes;
        }
        if (a.asOverlappingSlice(b).isEmpty() || la.numel() == 0 || lb.numel() == 0) {
            return false; // mostly the segments are apart, and no ranges are needed
        }
        return range(a, la, aBytes).asOverlappingSlice(range(b, lb, bBytes)).isPresent();
    }

    private static MemorySegment range(MemorySegment memory, Layout layout, long bytes) {
        long first = layout.first();
        return memory.asSlice(first * bytes, (layout.end() - first) * bytes);
    }
}
