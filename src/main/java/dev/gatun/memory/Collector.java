package dev.gatun.memory;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * When and how the garbage collector is asked for the blocks that are dead: where more is lent than the {@link Bound}, for
 * young objects alone where that is of use, else in full.
 */
final class Collector {
    /** Up to 2 to this power full collections between two that were of little use. */
    private static final int MOST_FAILURES = 6;

    /** How often the state of things is looked at while the cleaner thread works. */
    private static final long LOOK_NANOS = 100_000;

    /** The cleaner thread is at work, or waits for a processor; after this long without a block it is not waited for. */
    private static final long PATIENCE_NANOS = 200_000_000;

    private final Pool pool;
    private final Bound bound;

    private volatile long collections;

    /** How many full collections are run before young objects are collected alone again. */
    private int fullBeforeYoung;

    /** How often in a row that was of little use. */
    private int failures;

    private long lastEnd = System.nanoTime();

    Collector(Pool pool, Limit limit) {
        this.pool = pool;
        this.bound = new Bound(limit, Pages::freshBytes);
    }

    /** What may be lent before the collector is asked, and so what may come back at a time and is worth keeping. */
    long bound() {
        return Math.max(bound.bytes(), 2 * pool.alive());
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
        long givenBack = runYoung(enough) ? 0 : run(enough);
        long end = System.nanoTime();
        bound.adapt(end - start + Pages.freshNanos(givenBack), end - lastEnd);
        lastEnd = end;
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

    /** Returns how much of the heap has to be faulted in anew. */
    private synchronized long run(BooleanSupplier enough) {
        long givenBack = Gc.run();
        collections++;
        pool.findDead();
        await(enough);
        return givenBack;
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
