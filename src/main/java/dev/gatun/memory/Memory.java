package dev.gatun.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Off-heap memory that lives as long as a tensor refers to it; the garbage collector frees it.
 *
 * <p>An automatic arena costs about a microsecond (a cleaner, a call of malloc, zeroing), which is more than a small
 * operation takes. So small blocks are cut from slabs that many of them share: a slab is one automatic arena, every
 * block is a slice that keeps it alive, and it is freed once the last block is unreachable. Bytes of a slab are handed
 * out once, never again, so that a block is zero without being cleared.
 */
public final class Memory {
    /** Every block starts on a cache line, which is also the widest vector. */
    public static final long ALIGNMENT = 64;

    /**
     * Blocks up to this many bytes come from a slab. A block that lives on keeps its slab, at worst SLAB bytes for one
     * element, so slabs are kept small; above this size the arena's microsecond no longer shows.
     */
    private static final long SMALL = 4 << 10;

    private static final long SLAB = 64 << 10;

    private static volatile Slab slab = new Slab();

    private Memory() {}

    /**
     * A fresh block.
     *
     * @param bytes its size, 0 or more
     * @return zeroed native memory, aligned to {@link #ALIGNMENT} bytes, usable from every thread, freed by the collector
     * @throws OutOfMemoryError if the JVM's limit for direct memory (-XX:MaxDirectMemorySize) or the machine's is reached
     */
    public static MemorySegment allocate(long bytes) {
        if (bytes > SMALL) {
            return Arena.ofAuto().allocate(bytes, ALIGNMENT);
        }
        while (true) {
            Slab current = slab;
            MemorySegment block = current.cut(bytes);
            if (block != null) {
                return block;
            }
            replace(current);
        }
    }

    private static synchronized void replace(Slab full) {
        if (slab == full) {
            slab = new Slab();
        }
    }

    private static final class Slab {
        private final MemorySegment memory = Arena.ofAuto().allocate(SLAB, ALIGNMENT);
        private final AtomicLong used = new AtomicLong();

        /** The next bytes, or null where too few are left. */
        @Nullable
        MemorySegment cut(long bytes) {
            long rounded = Math.max(bytes + ALIGNMENT - 1 & -ALIGNMENT, ALIGNMENT);
            long start = used.getAndAdd(rounded);
            return start + rounded <= SLAB ? memory.asSlice(start, bytes) : null;
        }
    }
}
