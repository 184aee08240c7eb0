package dev.gatun.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Blocks cut one after another from slabs of memory, and slabs that are used again.
 *
 * <p>An automatic arena costs about a microsecond (a cleaner, malloc, zeroing) and its fresh memory a page fault every
 * 4 KiB, which is more than a small operation takes. So many blocks share a slab. A slab is lent: the lease is an automatic
 * arena over the slab's memory, every block is a slice of it, and when the collector finds that no block is left, the slab
 * comes back, with its pages in place, to be lent again. {@link Collector} bounds what is lent, this class what is idle.
 */
final class Slabs {
    /** Slabs come back from the collector's cleaner thread, some moments after it has run. */
    private static final int PATIENCE_MILLIS = 200;

    private final long largest;
    private final long size;
    private final ConcurrentLinkedDeque<MemorySegment> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private volatile @Nullable Slab current;

    /**
     * Takes no memory yet.
     *
     * @param largest the largest block in bytes
     * @param size the size of a slab in bytes
     */
    Slabs(long largest, long size) {
        this.largest = largest;
        this.size = size;
    }

    /** The largest block in bytes. */
    long largest() {
        return largest;
    }

    /** A block whose bytes may be anything; the last one may have left them there. */
    MemorySegment allocate(long bytes) {
        while (true) {
            Slab slab = current;
            MemorySegment block = slab == null ? null : slab.cut(bytes);
            if (block != null) {
                return block;
            }
            replace(slab);
        }
    }

    private synchronized void replace(@Nullable Slab full) {
        if (current == full) {
            current = lend();
        }
    }

    private Slab lend() {
        Collector.beforeLending();
        MemorySegment slab = take();
        MemorySegment lease = Lifetimes.lease(slab, Arena.ofAuto(), ended -> giveBack(slab));
        Collector.lent(size);
        return new Slab(lease);
    }

    private MemorySegment take() {
        MemorySegment known = poll();
        return known != null ? known : takeFresh();
    }

    private MemorySegment takeFresh() {
        try {
            return Arena.ofAuto().allocate(size, Memory.ALIGNMENT);
        } catch (OutOfMemoryError e) {
            // The JVM has run the collector by now. That frees no slab, but it brings leases to their end.
            MemorySegment returned = awaitReturned();
            if (returned != null) {
                return returned;
            }
            Memory.dropIdle();
            return Arena.ofAuto().allocate(size, Memory.ALIGNMENT);
        }
    }

    private @Nullable MemorySegment awaitReturned() {
        for (int i = 0; i < PATIENCE_MILLIS; i++) {
            MemorySegment returned = poll();
            if (returned != null) {
                return returned;
            }
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
        }
        return null;
    }

    private @Nullable MemorySegment poll() {
        MemorySegment slab = idle.pollFirst();
        if (slab != null) {
            idleCount.decrementAndGet();
        }
        return slab;
    }

    /** Called when no block of a slab is left: the last one first, as the caches may still hold some of it. */
    private void giveBack(MemorySegment slab) {
        Collector.lent(-size);
        if (idleCount.get() * size < Collector.bound()) {
            idleCount.incrementAndGet();
            idle.addFirst(slab);
        }
    }

    /** Leaves all idle slabs to the collector, so that their memory can be had for something else. */
    void dropIdle() {
        while (poll() != null) {
            // each one that nothing refers to any more is freed when the JVM next looks for direct memory
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
