package dev.gatun.bench.measure;

/**
 * How much time each measurement is given.
 *
 * @param name what it is called in files
 * @param rounds how often each contender is timed; a JVM compiles the same code differently from start to start, and what
 *     else runs on the machine comes and goes, so they are spread over the whole run
 * @param mostCompile seconds in which C2 should be done in a JVM; see {@link UntilCompiled}
 * @param warmup seconds of calls after that, before it is timed: JMH's own loop has to be compiled, too
 * @param measurement seconds of calls that are timed, in Java in ten iterations
 */
public record Pace(String name, int rounds, double mostCompile, double warmup, double measurement) {
    /** A look: one JVM each, and short. */
    public static final Pace QUICK = new Pace("quick", 1, 3, 0.2, 0.2);

    /** Numbers to stand on. */
    public static final Pace FULL = new Pace("full", 3, 6, 0.4, 0.4);

    /** Nothing takes minutes: what does hangs. */
    public static final double BOUND = 120;

    /** A JVM starts, JMH in it, a reference is computed, C2 compiles; a Python has done that once for all. */
    private static final double PLANNED_JVM = 2;

    private static final double PLANNED_PYTHON = 0.3;

    /** The same with another number of rounds. */
    public Pace withRounds(int number) {
        return new Pace(name, number, mostCompile, warmup, measurement);
    }

    /** Whether it is {@link #QUICK}, whatever its rounds. */
    public boolean isQuick() {
        return name.equals(QUICK.name);
    }

    /** How JMH runs one JVM in which a call takes about so many seconds. */
    public Jmh.Schedule schedule(double call) {
        return Jmh.Schedule.ofOneJvm(call, warmup, measurement, 1, BOUND);
    }

    /** About how many seconds one JVM takes. */
    public double secondsInJava(double call) {
        return PLANNED_JVM + schedule(call).seconds(call);
    }

    /** About how many seconds Python takes for one contender, once. */
    public double secondsInPython(double call) {
        return PLANNED_PYTHON + Math.max(measurement, 5 * call);
    }
}
