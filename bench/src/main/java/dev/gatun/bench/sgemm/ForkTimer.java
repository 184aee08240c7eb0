package dev.gatun.bench.sgemm;

import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.Jmh;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Timing;
import java.util.stream.DoubleStream;

/** How a product is timed by a contender, once: by JMH in a JVM of its own, or, in tests of what is around, at once. */
@FunctionalInterface
interface ForkTimer {
    /** So many calls make less than a byte a call of what JMH allocates in an iteration. */
    int MANY = 2000;

    /**
     * Times a product.
     *
     * @throws Trouble if the contender fails or computes something else
     */
    Fork time(Product product, Contender contender, Progress progress) throws Trouble;

    /**
     * What came of it.
     *
     * @param nanos of a call, the median of the iterations
     * @param allocatedBytes on the Java heap, by a call: the median of the iterations, or, where their calls are few, that of
     *     the one call at the end if that is less; see {@link SgemmBenchmark.Allocation}
     */
    record Fork(double nanos, double allocatedBytes) {}

    /** JMH. */
    static ForkTimer jmh(Effort effort, int threads, ForkedJvm jvm) {
        return (product, contender, progress) -> {
            int calls = contender == Contender.OPENBLAS_C ? Effort.callsInC(product) : 1;
            Jmh.Iterations iterations = Jmh.run(
                    SgemmBenchmark.class,
                    contender.method(),
                    effort.schedule(product, contender),
                    jvm,
                    options -> options.param("shape", product.shape().toString())
                            .param("transposes", product.transposes().toString())
                            .param("threads", Integer.toString(threads))
                            .param("calls", Integer.toString(calls))
                            .param("mostWarmup", Double.toString(effort.mostCompile()))
                            .operationsPerInvocation(calls),
                    progress);
            return new Fork(Timing.of(iterations.nanos()).median(), allocatedBytes(iterations));
        };
    }

    private static double allocatedBytes(Jmh.Iterations iterations) {
        double calls = Timing.of(iterations.operations()).median();
        double inIteration = Timing.of(iterations.counter("inIteration")).median();
        double inCall = DoubleStream.of(iterations.counter("inCall")).max().orElseThrow();
        return calls >= MANY ? inIteration / calls : Math.min(inIteration / calls, inCall);
    }
}
