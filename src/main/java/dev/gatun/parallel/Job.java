package dev.gatun.parallel;

import dev.gatun.parallel.Workers.Part;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What one run shares with its helpers. There are as many jobs as runs can have helpers at once, and runs use them in turn,
 * so that a run allocates nothing.
 *
 * <p>The caller writes the plain fields before it offers the job to a worker ({@link Worker#offer} is a CAS, which
 * publishes them), and nobody touches a job that it has left: the last thing a helper does is to count itself out of
 * {@link #helpers}, which the caller awaits.
 */
final class Job {
    private static final AtomicReferenceFieldUpdater<Job, @Nullable Thread> CALLER =
            AtomicReferenceFieldUpdater.newUpdater(Job.class, Thread.class, "caller");
    private static final AtomicIntegerFieldUpdater<Job> UNTAKEN =
            AtomicIntegerFieldUpdater.newUpdater(Job.class, "untaken");
    private static final AtomicIntegerFieldUpdater<Job> HELPERS =
            AtomicIntegerFieldUpdater.newUpdater(Job.class, "helpers");
    private static final AtomicIntegerFieldUpdater<Job> PLACES =
            AtomicIntegerFieldUpdater.newUpdater(Job.class, "places");

    /** Added to {@link #helpers} when the caller is about to park: who leaves last wakes it. */
    private static final int PARKED = 1 << 30;

    private static final Part NOTHING = part -> {};

    private static volatile Job[] jobs = {};

    /** Makes a job larger than two cache lines, so that the fields in use of two jobs share none. */
    @SuppressWarnings("unused")
    private long p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13, p14, p15;

    /** Whose run it is; null if nobody's. */
    private volatile @Nullable Thread caller;

    private Part work = NOTHING;
    private int parts;
    /** How many helpers it may have at once. */
    private int most;
    /** What was thrown first. Written under this job's lock. */
    private @Nullable Throwable failure;
    /** How many parts nobody has taken yet. Counts down, below 0 too, where a count upwards could overflow. */
    private volatile int untaken;
    /** How many workers hold an offer of this job or are in it; and {@link #PARKED}. */
    private volatile int helpers;
    /** How many of {@link Busy}'s places the caller gives back for helpers at the end. */
    private volatile int places;

    /** Whether a thread is the caller of a run that may have helpers. */
    static boolean isCaller(Thread thread) {
        for (Job job : jobs) {
            if (job.caller == thread) {
                return true;
            }
        }
        return false;
    }

    /** A free job, the caller's until its run ends, or null where all that could have helpers are in use. */
    static @Nullable Job take(Thread caller) {
        Job[] known = jobs;
        for (Job job : known) {
            if (job.caller == null && CALLER.compareAndSet(job, null, caller)) {
                return job;
            }
        }
        return known.length < useful() ? add(caller) : null;
    }

    /** More runs than this cannot have a helper each. */
    private static int useful() {
        return Workers.count() / 2;
    }

    private static synchronized @Nullable Job add(Thread caller) {
        Job[] known = jobs;
        if (known.length >= useful()) {
            return null;
        }
        Job job = new Job();
        job.caller = caller;
        Job[] more = Arrays.copyOf(known, known.length + 1);
        more[known.length] = job;
        jobs = more;
        return job;
    }

    /** The caller's side of {@link Workers#run}; the job is free again when it returns. */
    void run(int threads, int parts, Part work) {
        this.work = work;
        this.parts = parts;
        most = Math.min(threads, parts) - 1;
        UNTAKEN.lazySet(this, parts);
        try {
            for (int part = next(); part >= 0; part = next()) {
                invite();
                work.run(part);
            }
        } catch (Throwable t) {
            fail(t);
        }
        awaitHelpers();
        Throwable thrown = end();
        if (thrown != null) {
            Job.<RuntimeException>throwAsIs(thrown);
        }
    }

    /** A worker's side: parts until there are none, or until the worker is needed elsewhere. Throws nothing. */
    void help() {
        try {
            Part work = this.work;
            for (int part = next(); part >= 0; part = next()) {
                work.run(part);
                if (untaken > 0 && Busy.dismiss()) {
                    PLACES.getAndDecrement(this);
                    return;
                }
            }
        } catch (Throwable t) {
            fail(t);
        }
    }

    /** Says that a worker has left. */
    void leave() {
        Thread waiting = caller; // read before the caller may go
        if (HELPERS.decrementAndGet(this) == PARKED) {
            LockSupport.unpark(waiting);
        }
    }

    /** A part that nobody else does, or -1 if there are no more. */
    private int next() {
        int left = UNTAKEN.getAndDecrement(this);
        return left > 0 ? parts - left : -1;
    }

    /** Offers the job to idle workers: at first, and to more of them when other callers have gone. */
    private void invite() {
        int wanted = Math.min(most - helpers, untaken);
        int admitted = wanted > 0 ? Busy.admit(wanted) : 0;
        if (admitted == 0) {
            return;
        }
        PLACES.getAndAdd(this, admitted);
        HELPERS.getAndAdd(this, admitted); // before the offers: a helper may be gone again before they are all made
        int missing = admitted - Worker.offer(this, admitted);
        if (missing > 0) {
            HELPERS.getAndAdd(this, -missing);
            PLACES.getAndAdd(this, -missing);
            Busy.leave(missing);
        }
    }

    @SuppressWarnings("ReferenceEquality") // nothing can be suppressed in itself
    private synchronized void fail(Throwable t) {
        untaken = 0;
        if (failure == null) {
            failure = t;
        } else if (failure != t) {
            try {
                failure.addSuppressed(t);
            } catch (OutOfMemoryError e) {
                // the first one says enough; a helper must leave in any case
            }
        }
    }

    private void awaitHelpers() {
        if (helpers == 0) {
            return;
        }
        // Whoever has not begun need not: it may be asleep still, or its processor busy with something else.
        HELPERS.getAndAdd(this, -Worker.withdraw(this));
        long start = System.nanoTime();
        long spin = Workers.spinNanos();
        while (helpers != 0) {
            if (System.nanoTime() - start >= spin) {
                park();
                return;
            }
            Thread.onSpinWait();
        }
    }

    private void park() {
        if (HELPERS.getAndAdd(this, PARKED) != 0) {
            boolean interrupted = false;
            while (helpers != PARKED) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted(); // else it would not park again
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        helpers = 0;
    }

    /** Frees the job; returns what was thrown. */
    private @Nullable Throwable end() {
        Throwable thrown = failure;
        if (places > 0) {
            Busy.leave(places);
            places = 0;
        }
        failure = null;
        work = NOTHING; // the process keeps nothing of a caller's
        caller = null;
        return thrown;
    }

    /** Whatever a part throws, checked or not, reaches the caller as it is. */
    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwAsIs(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
