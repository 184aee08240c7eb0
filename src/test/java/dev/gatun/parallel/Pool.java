package dev.gatun.parallel;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What tests see of the pool, in JVMs of their own too: it needs nothing but the JDK. */
final class Pool {
    private static final int PATIENCE_SECONDS = 60;

    private Pool() {}

    /** The threads of the pool that are alive. */
    static List<Thread> workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Worker.class::isInstance)
                .toList();
    }

    static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError(latch.getCount() + " threads did not come");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new AssertionError("it did not come true");
            }
            LockSupport.parkNanos(100_000);
        }
    }

    /** As many parts as threads that all wait for each other: it ends only if each part has a thread of its own. */
    static void meet(int threads) {
        CountDownLatch all = new CountDownLatch(threads);
        Workers.run(threads, threads, part -> {
            all.countDown();
            await(all);
        });
    }
}
