package dev.gatun.parallel;

import org.jspecify.annotations.Nullable;

/**
 * Runs the parts of a loop on the caller and on idle workers.
 *
 * <p>Nothing is queued. A run is helped by workers that are idle while it lasts, and where none is, the caller does all of
 * it. So callers never wait for each other and cannot block each other, however many there are. {@link Job} is what a run
 * shares with its helpers, {@link Worker} a thread that helps, {@link Busy} counts who is at work.
 */
public final class Workers {
    /** The system property for {@link #count()}: a whole number of 1 or more. */
    public static final String PROPERTY = "gatun.threads";

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /**
     * How long a thread looks for what it waits for before it parks. To be woken takes 50 us and more on a virtual machine, so that
     * looking for a few times as long costs little more than the best choice would. It must be longer than the parts of a
     * loop over products, or a worker that woke late would find all parts taken and park again before the next product.
     */
    private static final long SPIN_NANOS = 250_000;

    /** 0 where the property or the machine decides. */
    private static volatile int limit;

    private Workers() {}

    /** One loop's body. A caller that keeps its own and runs it again allocates nothing. */
    @FunctionalInterface
    public interface Part {
        /**
         * Does one part, on whatever thread, while other threads do others.
         *
         * @param part its number, from 0
         */
        void run(int part);
    }

    private static final class Configured {
        static final @Nullable String VALUE = System.getProperty(PROPERTY);
        /** 0 for a value that is no count: to be reported at each use, which a failed initialiser could not. */
        static final int COUNT = parse(VALUE);
    }

    /** The count that the property gives, or 0 if it gives none that can be used. */
    static int parse(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return PROCESSORS;
        }
        try {
            return Math.max(Integer.parseInt(value.strip()), 0);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * How many threads may work at once, callers and workers together: what {@link #limit} was last given, else the
     * system property {@value #PROPERTY}, else the number of processors.
     *
     * @return 1 or more
     * @throws IllegalArgumentException if the property decides and is no whole number of 1 or more
     */
    public static int count() {
        int set = limit;
        if (set > 0) {
            return set;
        }
        if (Configured.COUNT == 0) {
            throw new IllegalArgumentException("-D" + PROPERTY + "=" + Configured.VALUE + " is no number of threads; "
                    + "give a whole number from 1 to " + Integer.MAX_VALUE
                    + ", or leave the property out for one thread per processor");
        }
        return Configured.COUNT;
    }

    /**
     * Sets {@link #count()}. Helpers that are too many then leave before their next part.
     *
     * @param threads 1 or more
     * @throws IllegalArgumentException if threads is less than 1
     */
    public static void limit(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("limit(" + threads + "): a number of threads is 1 or more");
        }
        limit = threads;
    }

    /** How long to spin: not at all where threads outnumber processors, and so one processor never spins. */
    static long spinNanos() {
        return count() <= PROCESSORS ? SPIN_NANOS : 0;
    }

    /**
     * Runs the parts 0 to parts - 1, each once, in any order, and returns when all are done; what they wrote is then
     * visible to the caller. Threads take a part when they have done their last, so that a slow thread does fewer.
     *
     * <p>A run inside a part that workers could share stays on its thread, as it would compete with the parts around it.
     * The caller may be a virtual thread. Being interrupted does not end its wait; it stays interrupted.
     *
     * <p>When a part throws, no further part is started, and when all threads have left, the first throwable is thrown
     * here; what others threw meanwhile is suppressed in it.
     *
     * @param threads how many threads may work on it, the caller's among them; with 1 or less it is a plain loop. Idle
     *     workers up to {@link #count()} help, no others
     * @param parts how many parts; none if 0 or less
     * @param work what does one part
     * @throws IllegalArgumentException if {@link #count()} does, unless threads or parts is 1 or less
     */
    public static void run(int threads, int parts, Part work) {
        if (threads <= 1 || parts <= 1 || count() == 1) {
            alone(parts, work);
            return;
        }
        Thread caller = Thread.currentThread();
        if (caller instanceof Worker || Job.isCaller(caller)) {
            alone(parts, work);
            return;
        }
        Busy.enter();
        try {
            Job job = Job.take(caller);
            if (job == null) {
                alone(parts, work);
            } else {
                job.run(threads, parts, work);
            }
        } finally {
            Busy.leave(1);
        }
    }

    private static void alone(int parts, Part work) {
        for (int part = 0; part < parts; part++) {
            work.run(part);
        }
    }
}
