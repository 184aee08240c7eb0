package dev.gatun.bench.measure;

import dev.gatun.Memory;
import java.util.function.LongSupplier;

/**
 * Calls until the memory of results is used again: until three times as many bytes of results were made as the library ever
 * held, without its having to hold more. The first results of a process lie in fresh pages, some hundred megabytes of them,
 * until the collector has found the first dead, and a fresh page takes from 0.1 us to, where a host has to find it first,
 * 10 us: a multiple of most operations. What is measured is a program that has run for a while.
 *
 * <p>Results that are small beside what it takes to compute them would need minutes for that, and gain nothing: there it is
 * enough if no more memory was held for 0.3 seconds.
 */
public final class UntilReused {
    private static final long QUIET_NANOS = 300_000_000;
    private static final long BATCH_NANOS = 20_000_000;
    private static final long TURNOVERS = 3;

    /** What makes less than that in so many seconds, once it needs no fresh pages, is not slowed down by them. */
    private static final double WORTH_SECONDS = 5;

    private final LongSupplier peak;
    private final LongSupplier clock;

    UntilReused(LongSupplier peak, LongSupplier clock) {
        this.peak = peak;
        this.clock = clock;
    }

    /** One that looks at the library's memory in this JVM. */
    public static UntilReused ofThisJvm() {
        return new UntilReused(() -> Memory.stats().peak(), System::nanoTime);
    }

    /**
     * Calls.
     *
     * @param bytes what a call takes for its results
     * @param mostSeconds after which it is enough in any case
     * @return the seconds that it took
     */
    public double run(Runnable call, long bytes, double mostSeconds) {
        long start = clock.getAsLong();
        long grown = start;
        long now = start;
        long most = peak.getAsLong();
        double made = 0;
        while (now - start < mostSeconds * 1e9) {
            long before = now;
            long calls = 0;
            while (now - before < BATCH_NANOS) {
                call.run();
                calls++;
                now = clock.getAsLong();
            }
            long held = peak.getAsLong();
            if (held > most) {
                most = held;
                grown = now;
                made = 0;
                continue;
            }
            made += (double) calls * bytes;
            double worth = (double) calls * bytes / (now - before) * WORTH_SECONDS * 1e9;
            double enough = (double) TURNOVERS * most;
            if (now - grown >= QUIET_NANOS && (made >= enough || worth < enough)) {
                break;
            }
        }
        return (now - start) / 1e9;
    }
}
