package dev.gatun.bench.einsum;

import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.Jmh;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Timing;

/** How a case is timed by a contender, once: in Java by JMH in a JVM of its own, or, in tests of what is around, at once. */
@FunctionalInterface
interface Timer {
    /**
     * Nanoseconds of a call.
     *
     * @throws Trouble if the contender fails or computes something else
     */
    double time(EinsumCase of, Contender contender, Progress progress) throws Trouble;

    /** JMH. */
    static Timer jmh(Effort effort, int threads, ForkedJvm jvm) {
        return (of, contender, progress) -> Timing.of(Jmh.run(
                                EinsumBenchmark.class,
                                contender.id(),
                                effort.schedule(of),
                                jvm,
                                options -> options.param("id", of.id())
                                        .param("threads", Integer.toString(threads))
                                        .param("mostWarmup", Double.toString(effort.mostCompile())),
                                progress)
                        .nanos())
                .median();
    }
}
