package dev.gatun.bench.gate.stats;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Mann and Whitney's test for samples that were taken in rounds, on a machine that is slower for some minutes, whoever is being
 * measured. From each sample the level around it is taken off: the median of all samples of the rounds just before and just
 * after, whosever they are, but not of its own round. So a sample is never compared with itself, and what is taken off is the
 * same for all samples of a round; all that is left of it in the test is a level that they share, which makes a test that takes
 * samples for independent careful rather than rash. Taking off the level of the own round instead would look better and be wrong:
 * the samples of a round would then depend on each other the other way, and the test would see more than there is.
 */
public final class Drift {
    /** So many rounds before and after. */
    private static final int REACH = 2;

    private Drift() {}

    /** For a difference of the last sample of each round from the others of it, in either direction. */
    public static double twoSided(double[][] rounds) {
        double[][] level = removed(rounds);
        return MannWhitney.twoSided(others(level), last(level));
    }

    /** For the last sample of each round lying above the others. */
    public static double above(double[][] rounds) {
        double[][] level = removed(rounds);
        return MannWhitney.above(others(level), last(level));
    }

    /** The rounds, each without the level of those around it; as it is if there are none. */
    static double[][] removed(double[][] rounds) {
        double[][] level = new double[rounds.length][];
        for (int i = 0; i < rounds.length; i++) {
            int own = i;
            double[] around = IntStream.rangeClosed(i - REACH, i + REACH)
                    .filter(j -> j != own && j >= 0 && j < rounds.length)
                    .boxed()
                    .flatMapToDouble(j -> Arrays.stream(rounds[j]))
                    .toArray();
            double centre = around.length == 0 ? 0 : Median.of(around);
            level[i] = Arrays.stream(rounds[i]).map(value -> value - centre).toArray();
        }
        return level;
    }

    private static double[] last(double[][] rounds) {
        return Arrays.stream(rounds)
                .mapToDouble(round -> round[round.length - 1])
                .toArray();
    }

    private static double[] others(double[][] rounds) {
        return Arrays.stream(rounds)
                .flatMapToDouble(round -> Arrays.stream(round, 0, round.length - 1))
                .toArray();
    }
}
