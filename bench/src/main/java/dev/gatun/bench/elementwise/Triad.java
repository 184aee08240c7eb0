package dev.gatun.bench.elementwise;

import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.yardstick.Yardsticks;
import java.util.Optional;
import java.util.stream.IntStream;

/** The bandwidth that STREAM's triad in C reaches in so much memory, to stand beside what moves as much. */
interface Triad {
    /** Bytes of the triad's three arrays for each of their elements. */
    int BYTES = 3 * Double.BYTES;

    /** Why it cannot be measured; empty if it can. */
    Optional<String> lack();

    /**
     * GB/s, of all threads together.
     *
     * @param bytes how much memory they touch
     * @throws Trouble if the memory cannot be had
     */
    double gbps(long bytes) throws Trouble;

    /** The yardstick of {@code native/}; with several threads, one for each, on parts of the memory at the same time. */
    static Triad onThisMachine(int threads, double seconds) {
        Yardsticks.Found found = Yardsticks.find();
        return new Triad() {
            @Override
            public Optional<String> lack() {
                return found.library().isPresent() ? Optional.empty() : Optional.of(found.reason());
            }

            @Override
            public double gbps(long bytes) throws Trouble {
                Yardsticks c = found.library().orElseThrow();
                long elements = bytes / BYTES / threads;
                double[] parts = new double[threads];
                Thread[] running = IntStream.range(0, threads)
                        .mapToObj(i -> Thread.ofPlatform().start(() -> parts[i] = c.triadGbps(elements, seconds)))
                        .toArray(Thread[]::new);
                double sum = 0;
                for (int i = 0; i < threads; i++) {
                    join(running[i]);
                    if (!(parts[i] > 0)) {
                        throw new Trouble("there is no memory for arrays of " + elements + " doubles");
                    }
                    sum += parts[i];
                }
                return sum;
            }
        };
    }

    private static void join(Thread thread) throws Trouble {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("was interrupted", e);
        }
    }
}
