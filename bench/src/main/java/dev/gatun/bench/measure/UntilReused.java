package dev.gatun.bench.measure;

import com.sun.management.ThreadMXBean;
import dev.gatun.Memory;
import java.lang.management.ManagementFactory;

/**
 * Calls until memory is used again, that of results and that of the heap. The first results of a process lie in fresh pages, some
 * hundred megabytes of them, until the collector has found the first dead, and a fresh page takes from 0.1 us to, where a host
 * has to find it first, 10 us: a multiple of most operations. What is measured is a program that has run for a while.
 *
 * <p>Of results so many bytes are made as the library ever held, {@value #TURNOVERS} times, without its having to hold a
 * quarter more: by then it knows more or less how much it should hold to be spared collections. Results that are large beside
 * what it takes to make them get {@value #MOST_SECONDS} seconds for that; those that are small beside it would need minutes,
 * and gain nothing: there it is enough if no more was held for 0.3 seconds. In the heap, where tensors are small objects,
 * {@value #LEAST_TURNOVERS} times as much is made as it is large, unless that takes longer than {@value #MOST_SECONDS}
 * seconds: it grows while it is used.
 */
public final class UntilReused {
    private static final long QUIET_NANOS = 300_000_000;
    private static final long BATCH_NANOS = 20_000_000;
    private static final long TURNOVERS = 32;
    private static final long LEAST_TURNOVERS = 3;
    private static final double MOST_SECONDS = 5;

    /** Where more is held than so many times what was held before, that starts anew. */
    private static final double MORE = 1.25;

    private final Gauge gauge;

    UntilReused(Gauge gauge) {
        this.gauge = gauge;
    }

    /** What is looked at. */
    interface Gauge {
        /** The time. */
        long nanos();

        /** The most bytes that the library has held. */
        long peak();

        /** Bytes of objects that this thread has made. */
        long allocated();

        /** Bytes of the heap. */
        long heap();
    }

    /** One that looks at this JVM. */
    public static UntilReused ofThisJvm() {
        return new UntilReused(new ThisJvm());
    }

    private static final class ThisJvm implements Gauge {
        private final ThreadMXBean threads = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public long peak() {
            return Memory.stats().peak();
        }

        @Override
        public long allocated() {
            return threads.getCurrentThreadAllocatedBytes();
        }

        @Override
        public long heap() {
            return Runtime.getRuntime().totalMemory();
        }
    }

    /**
     * Calls.
     *
     * @param bytes what a call takes for its results; 0 if they lie in memory that is there
     * @param mostSeconds after which it is enough in any case
     * @return the seconds that it took
     */
    public double run(Runnable call, long bytes, double mostSeconds) {
        long start = gauge.nanos();
        long allocated = gauge.allocated();
        long grown = start;
        long now = start;
        long most = gauge.peak();
        double made = 0;
        while (now - start < mostSeconds * 1e9) {
            long before = now;
            long calls = 0;
            while (now - before < BATCH_NANOS) {
                call.run();
                calls++;
                now = gauge.nanos();
            }
            long held = gauge.peak();
            if (held > MORE * most) {
                most = held;
                grown = now;
                made = 0;
                continue;
            }
            made += (double) calls * bytes;
            boolean quiet = now - grown >= QUIET_NANOS;
            if (quiet
                    && isHeapReused(gauge.allocated() - allocated, now - start)
                    && isReused(held, made, now - grown, inMostSeconds(calls * bytes, now - before))) {
                break;
            }
        }
        return (now - start) / 1e9;
    }

    private static boolean isReused(long held, double made, long nanos, double worth) {
        double least = (double) LEAST_TURNOVERS * held;
        return made >= (double) TURNOVERS * held || worth < least || (made >= least && nanos >= MOST_SECONDS * 1e9);
    }

    private boolean isHeapReused(long made, long nanos) {
        long enough = LEAST_TURNOVERS * gauge.heap();
        return made >= enough || inMostSeconds(made, nanos) < enough;
    }

    /** As many bytes as there would be in so many seconds. */
    private static double inMostSeconds(long bytes, long nanos) {
        return (double) bytes / nanos * MOST_SECONDS * 1e9;
    }
}
