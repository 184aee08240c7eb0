package dev.gatun.memory;

import java.lang.foreign.MemorySegment;

/**
 * Off-heap memory that lives as long as a segment of it can be reached; then the garbage collector gives it back.
 *
 * <p>Three ways, by size: small and medium blocks are cut from {@link Slabs}, each size from slabs of its own, so that
 * a small block that lives on keeps little else alive. Large blocks are lent by the {@link Pool} one by one, and used
 * again.
 */
public final class Memory {
    /** Every block starts on a cache line, which is also the widest vector. */
    public static final long ALIGNMENT = 64;

    /** All memory of this process. */
    static final Pool POOL = new Pool(Limit.PROCESS);

    /** Blocks of up to 4 KiB from slabs of 64 KiB. */
    private static final Slabs SMALL = new Slabs(POOL, 4 << 10, 64 << 10);

    /** Blocks of up to 128 KiB from slabs of 1 MiB. */
    private static final Slabs MEDIUM = new Slabs(POOL, 128 << 10, 1 << 20);

    private Memory() {}

    /**
     * A block whose bytes may be anything: for results that are written in full.
     *
     * @param bytes its size, 0 or more
     * @return native memory, aligned to {@link #ALIGNMENT} bytes, usable from every thread, freed by the collector
     * @throws OutOfMemoryError if the limit or the machine's memory is reached, and the collector finds nothing dead
     */
    public static MemorySegment allocate(long bytes) {
        MemorySegment block = bytes <= SMALL.largest()
                ? SMALL.allocate(bytes)
                : bytes <= MEDIUM.largest() ? MEDIUM.allocate(bytes) : POOL.lend(bytes, false);
        return Sites.ON ? Sites.tracked(block) : block;
    }

    /**
     * A block of zeros.
     *
     * @param bytes its size, 0 or more
     * @return native memory, aligned to {@link #ALIGNMENT} bytes, usable from every thread, freed by the collector
     * @throws OutOfMemoryError if the limit or the machine's memory is reached, and the collector finds nothing dead
     */
    public static MemorySegment allocateZeroed(long bytes) {
        if (bytes <= MEDIUM.largest()) {
            return allocate(bytes).fill((byte) 0);
        }
        MemorySegment block = POOL.lend(bytes, true);
        return Sites.ON ? Sites.tracked(block) : block;
    }

    /**
     * How much memory there is now.
     *
     * @return counts that belong together
     */
    public static Usage usage() {
        return POOL.usage();
    }

    /** Gives all idle blocks back to the operating system. */
    public static void trim() {
        POOL.trim();
    }
}
