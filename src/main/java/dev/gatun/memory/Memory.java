package dev.gatun.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Off-heap memory that lives as long as a tensor refers to it; the garbage collector gives it back.
 *
 * <p>Three ways, by size: small and medium blocks are cut from {@link Slabs}, each size from slabs of its own, so that a
 * small block that lives on keeps little else alive. Large blocks have an arena of their own, whose microseconds
 * no longer show.
 */
public final class Memory {
    /** Every block starts on a cache line, which is also the widest vector. */
    public static final long ALIGNMENT = 64;

    /** Blocks of up to 4 KiB from slabs of 64 KiB. */
    private static final Slabs SMALL = new Slabs(4 << 10, 64 << 10);

    /** Blocks of up to 128 KiB from slabs of 1 MiB. */
    private static final Slabs MEDIUM = new Slabs(128 << 10, 1 << 20);

    private Memory() {}

    /**
     * A block whose bytes may be anything: for results that are written in full.
     *
     * @param bytes its size, 0 or more
     * @return native memory, aligned to {@link #ALIGNMENT} bytes, usable from every thread, freed by the collector
     * @throws OutOfMemoryError if the JVM's limit for direct memory (-XX:MaxDirectMemorySize) or the machine's is reached
     */
    public static MemorySegment allocate(long bytes) {
        if (bytes <= SMALL.largest()) {
            return SMALL.allocate(bytes);
        }
        return bytes <= MEDIUM.largest() ? MEDIUM.allocate(bytes) : large(bytes);
    }

    private static MemorySegment large(long bytes) {
        try {
            return Arena.ofAuto().allocate(bytes, ALIGNMENT);
        } catch (OutOfMemoryError e) {
            dropIdle();
            return Arena.ofAuto().allocate(bytes, ALIGNMENT);
        }
    }

    /** Gives up idle slabs of all sizes, for a request that cannot be met otherwise. */
    static void dropIdle() {
        SMALL.dropIdle();
        MEDIUM.dropIdle();
    }

    /**
     * A block of zeros.
     *
     * @param bytes its size, 0 or more
     * @return native memory, aligned to {@link #ALIGNMENT} bytes, usable from every thread, freed by the collector
     * @throws OutOfMemoryError if the JVM's limit for direct memory (-XX:MaxDirectMemorySize) or the machine's is reached
     */
    public static MemorySegment allocateZeroed(long bytes) {
        MemorySegment block = allocate(bytes);
        return bytes <= MEDIUM.largest() ? block.fill((byte) 0) : block; // an arena's own memory is zero
    }
}
