package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Strided elements in a buffer, where vectors can be made of them. */
final class Gather {
    /** Elements of a buffer: 1 KiB, which stays in the first-level cache with what it came from. */
    static final int BUFFER = 256;

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final float[] NONE = {};

    private Gather() {}

    /** A buffer; whole vectors of any width fit it. */
    static float[] buffer(boolean needed) {
        return needed ? new float[BUFFER] : NONE;
    }

    /** Reads elements that lie a stride apart. */
    static void gather(float[] buffer, int n, MemorySegment memory, long first, long stride) {
        if (stride == 1) {
            MemorySegment.copy(memory, FLOAT, first * Float.BYTES, buffer, 0, n);
            return;
        }
        long at = first * Float.BYTES;
        long step = stride * Float.BYTES;
        int i = 0;
        for (; i < n - 3; i += 4) {
            float x0 = memory.get(FLOAT, at);
            float x1 = memory.get(FLOAT, at + step);
            float x2 = memory.get(FLOAT, at + 2 * step);
            float x3 = memory.get(FLOAT, at + 3 * step);
            buffer[i] = x0;
            buffer[i + 1] = x1;
            buffer[i + 2] = x2;
            buffer[i + 3] = x3;
            at += 4 * step;
        }
        for (; i < n; i++) {
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
