package dev.gatun.elementwise;

import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Reads and writes one element of any dtype as a float; with a constant dtype it compiles to the one access. */
final class Elements {
    /** Unaligned, so that slices of byte arrays and of mapped files work too; as fast as aligned on today's CPUs. */
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Elements() {}

    static float load(DType dtype, MemorySegment memory, long element) {
        return dtype == DType.FLOAT32
                ? memory.get(FLOAT, element * Float.BYTES)
                : memory.get(ValueLayout.JAVA_BYTE, element) != 0 ? 1 : 0;
    }

    static void store(DType dtype, MemorySegment memory, long element, float value) {
        if (dtype == DType.FLOAT32) {
            memory.set(FLOAT, element * Float.BYTES, value);
        } else {
            memory.set(ValueLayout.JAVA_BYTE, element, (byte) (value != 0 ? 1 : 0));
        }
    }
}
