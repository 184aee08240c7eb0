package dev.gatun.bench.einsum;

import dev.gatun.bench.measure.Jmh;

/**
 * How much time it takes: a few minutes for a look, or more for numbers to stand on.
 *
 * @param name what it is called in files
 * @param rounds how often each contender is timed; a JVM compiles the same code differently from start to start, and what
 *     else runs on the machine comes and goes, so they are spread over the whole run
 * @param mostCompile seconds in which C2 should be done in a JVM
 * @param warmup seconds of calls after that, before it is timed
 * @param measurement seconds of calls that are timed, in Java in ten iterations
 */
public record Effort(String name, int rounds, double mostCompile, double warmup, double measurement) {
    /** All of it in three minutes. */
    public static final Effort QUICK = new Effort("quick", 1, 3, 0.2, 0.2);

    /** All of it in a quarter of an hour. */
    public static final Effort FULL = new Effort("full", 3, 6, 0.4, 0.4);

    /** The same with another number of rounds. */
    public Effort withRounds(int number) {
        return new Effort(name, number, mostCompile, warmup, measurement);
    }

    /** Whether it is {@link #QUICK}, whatever its rounds. */
    public boolean isQuick() {
        return name.equals(QUICK.name);
    }

    /** Nothing here takes minutes: what does hangs. */
    static final double BOUND = 120;

    /** A JVM starts, JMH in it, a reference is computed, C2 compiles; a Python has done that once for all. */
    private static final double PLANNED_JVM = 3;

    private static final double PLANNED_PYTHON = 0.3;

    /** What a multiplication is taken to cost, in seconds, to plan with. */
    private static final double PLANNED_MULTIPLICATION = 3e-11;

    Jmh.Schedule schedule(EinsumCase of) {
        return Jmh.Schedule.ofOneJvm(secondsPerCall(of), warmup, measurement, 1, BOUND);
    }

    private static double secondsPerCall(EinsumCase of) {
        return of.shapes().size() > 2 ? 1e-3 : of.count(of.labels()) * PLANNED_MULTIPLICATION;
    }

    /** About how many seconds all rounds of a contender take. */
    double seconds(EinsumCase of, Contender contender) {
        if (contender.library().isPresent()) {
            return rounds * (PLANNED_PYTHON + measurement);
        }
        return rounds * (PLANNED_JVM + warmup + measurement);
    }
}
