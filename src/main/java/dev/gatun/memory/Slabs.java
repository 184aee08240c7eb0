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
 * comes back, with its pages in place, to be lent again. What is kept idle is bounded; slabs beyond that are freed.
 */
final class Slabs {
    /**
     * Bytes of idle slabs that are kept, at most 1 GiB or an eighth of what the JVM may take for direct memory by default;
     * what a program frees beyond this goes back to the system. As much comes back at a time as was lent between two
     * collections, and what does not fit has to be faulted in again, which takes longer than most small operations.
     */
    private static final long IDLE = Math.min(1L << 30, Runtime.getRuntime().maxMemory() / 8);

    /** While the collector runs, slabs come back from its cleaner thread a moment later. */
    private static final int PATIENCE_MILLIS = 200;

    private final long largest;
    private final long size;
    private final ConcurrentLinkedDeque<MemorySegment> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger idleCount = new AtomicInteger();
    private volatile Slab current;

    Slabs(long largest, long size) {
        this.largest = largest;
        this.size = size;
        this.current = lend();
    }

    /** The largest block in bytes. */
    long largest() {
        return largest;
    }

    /** A block whose bytes may be anything; the last one may have left them there. */
    MemorySegment allocate(long bytes) {
        while (true) {
            Slab slab = current;
            MemorySegment block = slab.cut(bytes);
            if (block != null) {
                return block;
            }
            replace(slab);
        }
    }

    private synchronized void replace(Slab full) {
        if (current == full) {
            current = lend();
        }
    }

    @SuppressWarnings("restricted") // a slab's memory under another lifetime; the lease ends before the slab does
    private Slab lend() {
        MemorySegment slab = take();
        return new Slab(slab.reinterpret(Arena.ofAuto(), ended -> giveBack(slab)));
    }

    private MemorySegment take() {
        MemorySegment known = poll();
        if (known != null) {
            return known;
        }
        try {
            return Arena.ofAuto().allocate(size, Memory.ALIGNMENT);
        } catch (OutOfMemoryError e) {
            // The JVM has run the collector by now. That frees no slab, but it brings leases to their end.
            for (int i = 0; i < PATIENCE_MILLIS; i++) {
                MemorySegment returned = poll();
                if (returned != null) {
                    return returned;
                }
                try {
                    Thread.sleep(1);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw e;
                }
            }
            throw e;
        }
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
        if (idleCount.get() * size < IDLE) {
            idleCount.incrementAndGet();
            idle.addFirst(slab);
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
