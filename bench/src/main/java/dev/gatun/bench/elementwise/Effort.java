package dev.gatun.bench.elementwise;

import dev.gatun.bench.measure.Jmh;
import dev.gatun.bench.measure.UntilReused;

/**
 * How much time it takes: some minutes for a look, or more for numbers to stand on.
 *
 * @param name what it is called in files
 * @param rounds how often each contender is timed; a JVM compiles the same code differently from start to start, and what
 *     else runs on the machine comes and goes, so they are spread over the whole run
 * @param mostCompile seconds in which C2 should be done in a JVM
 * @param mostReuse seconds after which memory should be used again; see {@link UntilReused}
 * @param warmup seconds of calls after that, before it is timed
 * @param measurement seconds of calls that are timed
 */
public record Effort(String name, int rounds, double mostCompile, double mostReuse, double warmup, double measurement) {
    /** All of it in a quarter of an hour. */
    public static final Effort QUICK = new Effort("quick", 1, 10, 30, 0.2, 0.15);

    /** All of it in about an hour. */
    public static final Effort FULL = new Effort("full", 3, 20, 60, 0.3, 0.4);

    /** The same with another number of rounds. */
    public Effort withRounds(int number) {
        return new Effort(name, number, mostCompile, mostReuse, warmup, measurement);
    }

    /** Whether it is {@link #QUICK}, whatever its rounds. */
    public boolean isQuick() {
        return name.equals(QUICK.name);
    }

    /** Nothing here takes minutes: what does hangs. */
    static final double BOUND = 120;

    /** Results of more bytes lie in blocks of their own that are used again; smaller ones are cut from slabs. */
    private static final long LARGE = 128 << 10;

    /** So many calls an iteration has where results are fresh and large, so that it bears its share of the collector. */
    private static final int CALLS = 10;

    /** What an element is taken to cost, in seconds, and what a call costs besides, to plan with. */
    private static final double PLANNED_ELEMENT = 6e-10;

    private static final double PLANNED_CALL = 1e-7;

    /** A JVM starts, JMH in it, C2 compiles; a Python has done that once for all. */
    private static final double PLANNED_JVM = 1.6;

    private static final double PLANNED_REUSE = 0.5;

    private static final double PLANNED_REUSE_OF_RESULTS = 2;

    private static final double PLANNED_PYTHON = 0.15;

    /** Numbers are made and compared, in seconds an element. */
    private static final double PLANNED_NUMBERS = 2e-8;

    Jmh.Schedule schedule(ElementwiseCase of, Contender contender) {
        boolean pooled = contender == Contender.FRESH && of.resultBytes() > LARGE;
        return Jmh.Schedule.ofOneJvm(call(of), warmup, measurement, pooled ? CALLS : 1, BOUND);
    }

    private static double call(ElementwiseCase of) {
        return PLANNED_CALL + of.elements() * PLANNED_ELEMENT;
    }

    /** About how many seconds all rounds of a contender take. */
    double seconds(ElementwiseCase of, Contender contender) {
        double numbers = of.elements() * PLANNED_NUMBERS;
        return rounds
                * switch (contender) {
                    case FRESH ->
                        PLANNED_JVM
                                + PLANNED_REUSE_OF_RESULTS
                                + numbers
                                + schedule(of, contender).seconds(call(of));
                    case WORKSPACE, OUT ->
                        PLANNED_JVM
                                + PLANNED_REUSE
                                + numbers
                                + schedule(of, contender).seconds(call(of));
                    case NUMPY, NUMPY_OUT, TORCH, TORCH_OUT ->
                        PLANNED_PYTHON + numbers + Math.max(measurement, 6 * call(of));
                    case TRIAD -> measurement + numbers;
                };
    }
}
