package dev.gatun.bench.ladder;

import dev.gatun.bench.measure.Units;

/**
 * How much time the ladder takes: seconds for a look, or minutes for numbers to stand on.
 *
 * @param name what it is called in files
 * @param bound the seconds that one row may take; a row that would take longer is left out and says so
 * @param seconds about how many seconds of batches are timed for a row of Python or C
 * @param forks how many JVMs time a row of Java: a JVM compiles the same code differently from start to start
 * @param warmups iterations of 100 ms before a JVM is timed, once C2 is done with the tier: what they warm is the loop around it
 * @param measurements iterations of 50 ms that are timed: long beside the clock, short beside what disturbs a machine
 */
public record Effort(String name, double bound, double seconds, int forks, int warmups, int measurements) {
    /** The whole ladder in about a minute: one row may take a minute at most. */
    public static final Effort QUICK = new Effort("quick", 60, 1, 2, 30, 10);

    /** More processes and longer runs: one row may take ten minutes at most. */
    public static final Effort FULL = new Effort("full", 600, 5, 5, 40, 40);

    static final double WARMUP_SECONDS = 0.1;
    static final double MEASUREMENT_SECONDS = 0.05;

    /** Whether a call of so many seconds can be measured: to check one, to warm up with one, to time one. */
    boolean affords(double secondsPerCall) {
        return 3 * secondsPerCall <= bound;
    }

    /** Why a row is left out whose calls take so long. */
    String tooSlow(double secondsPerCall) {
        String advice = equals(QUICK) && FULL.affords(secondsPerCall) ? "; without --quick it is measured" : "";
        return String.format(
                "one call would take about %s, and a row is given %.0f s for three%s",
                Units.time(secondsPerCall * 1e9), bound, advice);
    }
}
