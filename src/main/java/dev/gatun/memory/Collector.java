package dev.gatun.memory;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * When to ask the garbage collector for the blocks that are dead.
 *
 * <p>Left alone it runs when the young generation of the heap is full, and as tensors are small objects, gigabytes of
 * dead results would pile up until then, each page of them faulted in anew. So what is lent is counted, and at a bound
 * the collector is asked to run, as the JDK itself does for direct buffers. What is alive after that doubles the bound.
 * A collection takes as long as the live heap is large; where it takes more than a twelfth of the time, the bound rises
 * too, up to a quarter of the limit. But the pages by which it rises must be paid for once, and on some machines that is
 * dear: so it doubles when collections have taken as long as those pages will, as one buys skis when the rent has come to
 * their price.
 */
final class Collector {
    /** The bound to begin with, in bytes: more fresh pages than that take longer than a collection. */
    private static final long USUAL_BOUND = 64L << 20;

    /** A collection may take one part in so many of the time since the last one. */
    private static final int SHARE_OF_TIME = 12;

    /** Up to 2 to this power full collections between two that were of little use. */
    private static final int MOST_FAILURES = 6;

    /** How often the state of things is looked at while the cleaner thread works. */
    private static final long LOOK_NANOS = 100_000;

    /** The cleaner thread is at work, or waits for a processor; after this long without a block it is not waited for. */
    private static final long PATIENCE_NANOS = 200_000_000;

    private final Pool pool;
    private final Limit limit;

    /** The bound at which collections take little of the time; 0 before the first one. */
    private volatile long affordable;

    private volatile long collections;

    /** Nanoseconds that collections took since the bound last changed or was as it should be. */
    private long paid;

    /** How many full collections are run before young objects are collected alone again. */
    private int fullBeforeYoung;

    /** How often in a row that was of little use. */
    private int failures;

    private long lastEnd = System.nanoTime();

    Collector(Pool pool, Limit limit) {
        this.pool = pool;
        this.limit = limit;
    }

    /** What may be lent before the collector is asked, and so what may come back at a time and is worth keeping. */
    long bound() {
        return Math.max(Math.clamp(affordable, least(), most()), 2 * pool.alive());
    }

    private long least() {
        return Math.min(USUAL_BOUND, Math.max(limit.bytes() / 8, 1));
    }

    private long most() {
        return Math.max(limit.bytes() / 4, least());
    }

    /** How often the collector was asked to run. */
    long collections() {
        return collections;
    }

    /**
     * Waits for what the last collection found, and if that is not enough runs the collector again.
     *
     * @param due whether it is still time, once other threads have had theirs
     * @param enough when no more need come back for now
     */
    synchronized void collect(BooleanSupplier due, BooleanSupplier enough) {
        await(enough);
        if (enough.getAsBoolean() || !due.getAsBoolean()) {
            return; // another thread was first
        }
        long start = System.nanoTime();
        if (!runYoung(enough)) {
            run(enough);
        }
        long end = System.nanoTime();
        adapt(end - start, end - lastEnd);
        lastEnd = end;
    }

    /** A collection took so long, of so long a time since the last one. */
    private void adapt(long nanos, long period) {
        long now = Math.clamp(affordable, least(), most());
        paid += nanos;
        if (SHARE_OF_TIME * nanos > period) {
            if (paid >= Pages.freshNanos(now)) {
                affordable = Math.min(2 * now, most());
                paid = 0;
            }
        } else {
            paid = 0;
            if (16 * SHARE_OF_TIME * nanos < period) {
                affordable = Math.max(now / 2, least());
            }
        }
    }

    /** The same without asking whether it pays: all that can be done before an error. */
    synchronized void collectHard(BooleanSupplier enough) {
        // Twice, as in debug mode a block's own end comes before that of the slab that it was cut from.
        for (int round = 0; round < 2 && !enough.getAsBoolean(); round++) {
            run(enough);
        }
        if (!enough.getAsBoolean() && Gc.ignored()) {
            Gc.runForOldObjects();
            pool.findDead();
            await(enough);
        }
        lastEnd = System.nanoTime();
    }

    /**
     * Results that were dropped soon are young objects, and to collect those alone is much cheaper.
     *
     * @return whether at least half of what was lent has come back or will; else it was of little use, and it is tried
     *     again only after twice as many full collections
     */
    private synchronized boolean runYoung(BooleanSupplier enough) {
        if (fullBeforeYoung > 0) {
            fullBeforeYoung--;
            return false;
        }
        boolean found = false;
        if (Gc.runYoung()) {
            collections++;
            pool.findDead();
            found = pool.dead() >= pool.alive();
        }
        if (found) {
            failures = 0;
            await(enough);
        } else {
            fullBeforeYoung = (1 << failures) - 1;
            failures = Math.min(failures + 1, MOST_FAILURES);
        }
        return found;
    }

    private synchronized void run(BooleanSupplier enough) {
        Gc.run();
        collections++;
        pool.findDead();
        await(enough);
    }

    /** What the collector has found comes back from the JDK's cleaner thread, some moments later. */
    private void await(BooleanSupplier enough) {
        long dead = pool.dead();
        long change = System.nanoTime();
        while (dead > 0 && !enough.getAsBoolean()) {
            LockSupport.parkNanos(LOOK_NANOS);
            long now = System.nanoTime();
            long left = pool.dead();
            if (left != dead) {
                change = now;
            } else if (now - change > PATIENCE_NANOS) {
                return;
            }
            dead = left;
        }
    }
}
