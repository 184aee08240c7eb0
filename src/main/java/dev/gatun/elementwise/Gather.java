package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Strided elements in a buffer, where vectors can be made of them. */
final class Gather {
    /**
     * Elements of a buffer: 1 KiB, which stays in the first-level cache with what it came from, and whole vectors of any
     * width.
     */
    static final int BUFFER = 256;

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Gather() {}

    /** Reads elements that lie a stride apart. */
    static void gather(float[] buffer, int n, MemorySegment memory, long first, long stride) {
        if (stride == 1) {
            MemorySegment.copy(memory, FLOAT, first * Float.BYTES, buffer, 0, n);
            return;
        }
        long at = first * Float.BYTES;
        long step = stride * Float.BYTES;
        for (int i = 0; i < n; i++) {
            buffer[i] = memory.get(FLOAT, at);
            at += step;
        }
    }

    /** Writes them. */
    static void scatter(float[] buffer, int n, MemorySegment memory, long first, long stride) {
        if (stride == 1) {
            MemorySegment.copy(buffer, 0, memory, FLOAT, first * Float.BYTES, n);
            return;
        }
        long at = first * Float.BYTES;
        long step = stride * Float.BYTES;
        for (int i = 0; i < n; i++) {
            memory.set(FLOAT, at, buffer[i]);
            at += step;
        }
    }

    /** Writes truth values a stride apart. */
    static void scatter(byte[] buffer, int n, MemorySegment memory, long first, long stride) {
        if (stride == 1) {
            MemorySegment.copy(buffer, 0, memory, ValueLayout.JAVA_BYTE, first, n);
            return;
        }
        long at = first;
        for (int i = 0; i < n; i++) {
            memory.set(ValueLayout.JAVA_BYTE, at, buffer[i]);
            at += stride;
        }
    }
}
