package dev.gatun.parallel;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread that helps with one job after another: gatun-worker-1 and so on, made when first needed, never ended.
 *
 * <p>All that others see of it is one field: {@link #IDLE} while it looks for work, {@link #PARKED} while it sleeps, the job
 * it was offered, {@link #HELPING} from when it has accepted until it has done its last part. Each change that may race
 * with another is a CAS, so an offer is either accepted or withdrawn, and no sleeper is missed.
 */
final class Worker extends Thread {
    private static final AtomicReferenceFieldUpdater<Worker, Job> JOB =
            AtomicReferenceFieldUpdater.newUpdater(Worker.class, Job.class, "job");
    private static final Job IDLE = new Job();
    private static final Job PARKED = new Job();
    private static final Job HELPING = new Job();

    private static volatile Worker[] workers = {};

    private volatile Job job;

    /** A worker that begins with an offer. It belongs to the process, and keeps nothing of the thread that made it. */
    @SuppressWarnings("ThreadPriorityCheck") // whatever the priority of the thread that happens to be first
    private Worker(int number, Job offered) {
        super(rootGroup(), null, "gatun-worker-" + number, 0, false);
        setDaemon(true);
        setPriority(NORM_PRIORITY);
        setContextClassLoader(null);
        job = offered;
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /** Offers a job to idle workers, so many at the most; returns to how many. */
    static int offer(Job job, int most) {
        int offered = 0;
        Worker[] known = workers;
        for (int i = 0; i < known.length && offered < most; i++) {
            offered += known[i].offer(job) ? 1 : 0;
        }
        while (offered < most && hire(job)) {
            offered++;
        }
        return offered;
    }

    /** Takes back the offers that were not accepted; returns how many. */
    static int withdraw(Job job) {
        int withdrawn = 0;
        for (Worker worker : workers) {
            // A worker that was parked has been woken for the offer, so it is not parked any more.
            withdrawn += worker.job == job && JOB.compareAndSet(worker, job, IDLE) ? 1 : 0;
        }
        return withdrawn;
    }

    private boolean offer(Job job) {
        Job now = this.job;
        while (now == IDLE || now == PARKED) {
            if (JOB.compareAndSet(this, now, job)) {
                if (now == PARKED) {
                    LockSupport.unpark(this);
                }
                return true;
            }
            now = this.job;
        }
        return false;
    }

    private static boolean hire(Job job) {
        return workers.length < Workers.count() - 1 && add(job);
    }

    private static synchronized boolean add(Job job) {
        Worker[] known = workers;
        if (known.length >= Workers.count() - 1) {
            return false;
        }
        try {
            Worker[] more = Arrays.copyOf(known, known.length + 1);
            more[known.length] = new Worker(more.length, job);
            more[known.length].start();
            workers = more;
            return true;
        } catch (OutOfMemoryError e) {
            // The system gives no more threads. To ask again in each run would cost more than they are worth.
            Workers.limit(known.length + 1);
            return false;
        }
    }

    @Override
    public void run() {
        while (true) {
            Job offered = await();
            if (JOB.compareAndSet(this, offered, HELPING)) {
                offered.help();
                Thread.interrupted(); // a part may have left it set; park would return at once
                job = IDLE; // before leave(): the caller's next run shall find this worker
                offered.leave();
            }
        }
    }

    private Job await() {
        while (true) {
            long start = System.nanoTime();
            long spin = Workers.spinNanos();
            while (job == IDLE && System.nanoTime() - start < spin) {
                Thread.onSpinWait();
            }
            if (JOB.compareAndSet(this, IDLE, PARKED)) {
                while (job == PARKED) {
                    LockSupport.park();
                    Thread.interrupted();
                }
            }
            Job offered = job;
            if (offered != IDLE) {
                return offered; // or it was withdrawn by now
            }
        }
    }
}
