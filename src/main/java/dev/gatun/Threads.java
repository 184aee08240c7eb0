package dev.gatun;

import dev.gatun.parallel.Workers;

/**
 * How many threads Gatun may use in this process.
 *
 * <p>An operation that is large enough is split over the calling thread and idle workers: daemon threads named
 * {@code gatun-worker-1} and so on, made when first needed and asleep when there is nothing to do. The count bounds all
 * operations together. When several threads call at once they share the workers, and when there are as many callers as the
 * count, each works alone. Callers themselves are never held back, so there can be more of them at work than the count.
 */
public final class Threads {
    private Threads() {}

    /**
     * How many threads may work at once, callers and workers together, and how many an operation uses that is not told a
     * number: what {@link #limit} was last given, else the system property {@code gatun.threads}, else the number of
     * processors that the JVM found when it was first asked.
     *
     * @return 1 or more
     * @throws IllegalArgumentException if the system property decides and is no whole number of 1 or more
     */
    public static int count() {
        return Workers.count();
    }

    /**
     * Sets {@link #count()} for the whole process, from now on, whatever the system property says. Operations under way
     * follow: after a smaller limit workers leave them at the next occasion, after a larger one workers may join. No
     * thread is ended; those that are too many stay asleep. Where the system refuses to start a thread, the limit falls
     * to those that there are.
     *
     * @param threads 1 or more; with 1, every operation runs on the thread that calls it
     * @throws IllegalArgumentException if threads is less than 1
     */
    public static void limit(int threads) {
        Workers.limit(threads);
    }
}
