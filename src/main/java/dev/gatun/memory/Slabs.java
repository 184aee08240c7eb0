package dev.gatun.memory;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Blocks cut one after another from slabs of memory.
 *
 * <p>An automatic arena costs about a microsecond, which is more than a small operation takes. So many blocks share a
 * slab: the slab is lent by the {@link Pool}, every block is a slice of it, and when the collector finds that no block
 * is left, the slab goes back. Threads cut from different slabs where they can, so that they do not wait for each
 * other's counts, nor write to the same cache line.
 */
final class Slabs {
    /** A power of two, as many as threads that run at once, within reason. */
    private static final int STRIPES =
            Integer.highestOneBit(Math.clamp(Runtime.getRuntime().availableProcessors() * 2L - 1, 1, 16));

    private final Pool pool;
    private final long largest;
    private final long size;
    private final AtomicReferenceArray<@Nullable Slab> current = new AtomicReferenceArray<>(STRIPES);

    /**
     * Takes no memory yet.
     *
     * @param pool where slabs come from
     * @param largest the largest block in bytes
     * @param size the size of a slab in bytes
     */
    Slabs(Pool pool, long largest, long size) {
        this.pool = pool;
        this.largest = largest;
        this.size = size;
    }

    /** The largest block in bytes. */
    long largest() {
        return largest;
    }

    /** A block whose bytes may be anything; the last one may have left them there. */
    MemorySegment allocate(long bytes) {
        int stripe = (int) Thread.currentThread().threadId() & (STRIPES - 1);
        while (true) {
            Slab slab = current.get(stripe);
            MemorySegment block = slab == null ? null : slab.cut(bytes);
            if (block != null) {
                return block;
            }
            replace(stripe, slab);
        }
    }

    private synchronized void replace(int stripe, @Nullable Slab full) {
        if (current.get(stripe) == full) {
            current.set(stripe, new Slab(pool.lend(size, false)));
        }
    }

    /** A slab while it is lent. */
    private static final class Slab {
        private final MemorySegment lease;
        private final AtomicLong used = new AtomicLong();

        Slab(MemorySegment lease) {
            this.lease = lease;
        }

        /** The next bytes, or null where too few are left. */
        @Nullable
        MemorySegment cut(long bytes) {
            long rounded = Math.max((bytes + Memory.ALIGNMENT - 1) & -Memory.ALIGNMENT, Memory.ALIGNMENT);
            long start = used.getAndAdd(rounded);
            return start + rounded <= lease.byteSize() ? lease.asSlice(start, bytes) : null;
        }
    }
}
