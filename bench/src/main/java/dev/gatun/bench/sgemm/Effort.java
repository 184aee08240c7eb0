package dev.gatun.bench.sgemm;

import dev.gatun.bench.measure.Jmh;
import dev.gatun.bench.measure.UntilCompiled;

/**
 * How much time it takes: minutes for a look, or more for numbers to stand on.
 *
 * @param name what it is called in files
 * @param rounds how many JVMs time a product by a contender. A JVM compiles the same code differently from start to start,
 *     and what else runs on the machine comes and goes, so they are spread over the whole run
 * @param mostCompile seconds in which C2 should be done in a JVM; see {@link UntilCompiled}
 * @param warmup seconds of calls after that, before it is timed: JMH's own loop has to be compiled, too
 * @param measurement seconds of calls that are timed, in ten iterations
 */
public record Effort(String name, int rounds, double mostCompile, double warmup, double measurement) {
    /** All of it in about five minutes. */
    public static final Effort QUICK = new Effort("quick", 1, 3, 0.2, 0.2);

    /** All of it in less than twenty minutes. */
    public static final Effort FULL = new Effort("full", 3, 6, 0.4, 0.3);

    /** The same with another number of rounds. */
    public Effort withRounds(int number) {
        return new Effort(name, number, mostCompile, warmup, measurement);
    }

    /** Whether it is {@link #QUICK}, whatever its rounds. */
    public boolean isQuick() {
        return name.equals(QUICK.name);
    }

    private static final double WARMUP_ITERATION = 0.1;
    private static final int MEASUREMENTS = 10;

    /** So many calls are made at least, one in an iteration. */
    private static final int LEAST_WARMUPS = 2;

    private static final int LEAST_MEASUREMENTS = 3;

    /** Nothing here takes minutes: an iteration that does hangs. */
    private static final double BOUND = 600;

    /** What a contender is taken to reach on one core, in GFLOP/s, to plan with. */
    private static final double PLANNED_GFLOPS = 50;

    /** And what a call costs besides. */
    private static final double PLANNED_CALL = 1e-6;

    /** A JVM starts, JMH in it, operands are made, products checked. */
    private static final double FORK_START = 0.7;

    /** What C2 takes where it has a processor of its own: with a product in Java, and with the start of JMH alone. */
    private static final double PLANNED_COMPILE = 1.2;

    private static final double PLANNED_COMPILE_OF_JMH = 0.6;

    /** The operations in one of JMH's, in C: a fifth of a millisecond, so that the call from Java is nothing beside. */
    private static final double FLOPS_IN_C = 2e7;

    private static final int MOST_CALLS_IN_C = 5000;

    /** How JMH runs one JVM. */
    Jmh.Schedule schedule(Product product, Contender contender) {
        double call = secondsPerCall(product);
        // C is compiled already: what has to become warm are the caches, and the processor.
        double warmupSeconds = contender == Contender.OPENBLAS_C ? Math.min(warmup, 0.2) : warmup;
        int warmups = iterations(warmupSeconds, Math.max(WARMUP_ITERATION, call), LEAST_WARMUPS);
        double iteration = measurement / MEASUREMENTS;
        int measurements = iterations(measurement, Math.max(iteration, call), LEAST_MEASUREMENTS);
        return new Jmh.Schedule(1, warmups, WARMUP_ITERATION, measurements, iteration, BOUND);
    }

    private static int iterations(double seconds, double iteration, int least) {
        return Math.max(least, (int) Math.rint(seconds / iteration));
    }

    private static double secondsPerCall(Product product) {
        return PLANNED_CALL + product.shape().flops() / (PLANNED_GFLOPS * 1e9);
    }

    /** How many calls the loop in C makes in one operation of JMH. */
    static int callsInC(Product product) {
        return (int) Math.clamp(Math.rint(FLOPS_IN_C / product.shape().flops()), 1, MOST_CALLS_IN_C);
    }

    /** About how long one JVM takes. */
    double seconds(Product product, Contender contender) {
        Jmh.Schedule schedule = schedule(product, contender);
        double call = secondsPerCall(product);
        return FORK_START
                + Math.min(mostCompile, contender == Contender.OPENBLAS_C ? PLANNED_COMPILE_OF_JMH : PLANNED_COMPILE)
                + schedule.warmups() * Math.max(WARMUP_ITERATION, call)
                + schedule.measurements() * Math.max(schedule.measurementSeconds(), call);
    }
}
