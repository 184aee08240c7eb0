package dev.gatun.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * When to ask the garbage collector for the slabs that are dead.
 *
 * <p>Left alone it runs when the young generation of the heap is full, and as tensors are small objects, gigabytes of dead
 * results would pile up until then, each page of them faulted in anew. So what is lent is counted, and at a bound the
 * collector is asked to run, as the JDK itself does for direct buffers. What is alive after that doubles the bound. A
 * collection takes as long as the live heap is large; where it takes more than a tenth of the time, the bound rises too.
 */
final class Collector {
    /**
     * The bound to begin with, in bytes: at most 384 MiB, or a sixteenth of what the JVM may take for direct memory by
     * default.
     */
    static final long LEAST_BOUND = Math.min(384L << 20, Runtime.getRuntime().maxMemory() / 16);

    /** The bound at the most, unless more than that is alive. */
    static final long MOST_BOUND = Math.max(Runtime.getRuntime().maxMemory() / 4, LEAST_BOUND);

    /** Slabs come back from the cleaner thread; when it has begun and none did for this long, it is done. */
    private static final int QUIET_MILLIS = 3;

    /** When none has come back for this long, all are alive. */
    private static final int PATIENCE_MILLIS = 50;

    private static final AtomicLong LENT = new AtomicLong();

    /** The least that was lent since the last collection: the best guess of what is alive, however late slabs come back. */
    private static volatile long alive;

    /** The bound at which collections take a tenth of the time at the most. */
    private static volatile long affordable = LEAST_BOUND;

    private static long lastEnd = System.nanoTime();

    private Collector() {}

    /** Counts what is lent, or with a negative number what came back. */
    static void lent(long bytes) {
        long now = LENT.addAndGet(bytes);
        if (now < alive) {
            alive = now; // two threads may race; either number is a good guess
        }
    }

    /** Bytes of slabs of which some block is alive, as far as is known. */
    static long lent() {
        return LENT.get();
    }

    /** What may be lent, and so what may come back at a time and is worth keeping. */
    static long bound() {
        return Math.max(affordable, 2 * alive);
    }

    /** Runs the collector if it is time. */
    static void beforeLending() {
        if (LENT.get() >= bound()) {
            collect();
        }
    }

    private static synchronized void collect() {
        if (LENT.get() < bound()) {
            return; // another thread was first
        }
        long start = System.nanoTime();
        System.gc();
        awaitCleaner();
        long end = System.nanoTime();
        boolean expensive = (end - start) * 10 > end - lastEnd;
        affordable = expensive ? Math.min(2 * affordable, MOST_BOUND) : Math.max(affordable / 2, LEAST_BOUND);
        alive = LENT.get();
        lastEnd = end;
    }

    private static void awaitCleaner() {
        long before = LENT.get();
        long last = before;
        int quiet = 0;
        for (int i = 0; i < PATIENCE_MILLIS && quiet < QUIET_MILLIS; i++) {
            try {
                Thread.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            long now = LENT.get();
            quiet = now == last && now < before ? quiet + 1 : 0;
            last = now;
        }
    }
}
