package dev.gatun.parallel;

import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How many threads are at work: callers inside a run, and the workers that help them.
 *
 * <p>A caller cannot be sent away, so callers alone may be more than {@link Workers#count()}. Helpers come only while there
 * is room below it, and go when callers have come after them.
 */
final class Busy {
    /** One counter, in the middle of an array that keeps the cache line to it. */
    private static final AtomicIntegerArray THREADS = new AtomicIntegerArray(64);

    private static final int MIDDLE = 32;

    private Busy() {}

    /** A caller comes, room or not. */
    static void enter() {
        THREADS.getAndIncrement(MIDDLE);
    }

    /** So many threads go. */
    static void leave(int threads) {
        THREADS.getAndAdd(MIDDLE, -threads);
    }

    /** So many helpers may come as are wanted and there is room for. */
    static int admit(int wanted) {
        while (true) {
            int now = THREADS.get(MIDDLE);
            int admitted = Math.min(wanted, Workers.count() - now);
            if (admitted <= 0) {
                return 0;
            }
            if (THREADS.compareAndSet(MIDDLE, now, now + admitted)) {
                return admitted;
            }
        }
    }

    /** Whether a helper has to go, as there are too many threads; it is counted no more then. */
    static boolean dismiss() {
        while (true) {
            int now = THREADS.get(MIDDLE);
            if (now <= Workers.count()) {
                return false;
            }
            if (THREADS.compareAndSet(MIDDLE, now, now - 1)) {
                return true;
            }
        }
    }

    /** All of them; for tests. */
    static int threads() {
        return THREADS.get(MIDDLE);
    }
}
