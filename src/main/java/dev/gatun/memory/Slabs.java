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
 * comes back, with its pages in place, to be lent again. What is lent and what is kept idle
 * is bounded: see {@link #LEAST_BOUND}.
 */
final class Slabs {
    /**
     * Bytes that are lent before the collector is asked to run: at most 384 MiB, or a sixteenth of what the JVM may take
     * for direct memory by default. Left alone it runs when the heap's young generation is full, and as tensors are small
     * objects, gigabytes of dead results would pile up until then, each page of them faulted in anew.
     */
    private static final long LEAST_BOUND =
            Math.min(384L << 20, Runtime.getRuntime().maxMemory() / 16);

    private static final AtomicLong LENT = new AtomicLong();

    private static volatile long bound = LEAST_BOUND;

    /** Slabs come back from the collector's cleaner thread, a moment after it has run. */
    private static final int PATIENCE_MILLIS = 20;

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
        if (LENT.get() >= bound) {
            collect();
        }
        LENT.addAndGet(size);
        MemorySegment slab = take();
        return new Slab(slab.reinterpret(Arena.ofAuto(), ended -> giveBack(slab)));
    }

    /** Runs the collector. What is lent after that is alive, and the next run waits until as much again has been lent. */
    private static synchronized void collect() {
        if (LENT.get() < bound) {
            return; // another thread was first
        }
        System.gc();
        try {
            for (int i = 0; i < PATIENCE_MILLIS && LENT.get() > bound / 8; i++) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        bound = Math.max(LEAST_BOUND, 2 * LENT.get());
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
            for (int i = 0; i < 10 * PATIENCE_MILLIS; i++) {
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
        LENT.addAndGet(-size);
        if (idleCount.get() * size < LEAST_BOUND) {
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
