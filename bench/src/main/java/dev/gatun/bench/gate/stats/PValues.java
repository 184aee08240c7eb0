package dev.gatun.bench.gate.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * How probable it is that samples of the same thing lie apart as much as these do. The test is that of Mann and Whitney (1947),
 * by Apache Commons Statistics: it looks at ranks alone, so that neither the shape of the noise nor a few samples that are far
 * out matter.
 */
public final class PValues {
    /** So many rounds before and after tell the level of a round. */
    private static final int REACH = 2;

    private PValues() {}

    /** For a difference in either direction. */
    public static double twoSided(double[] first, double[] second) {
        return test(AlternativeHypothesis.TWO_SIDED, first, second);
    }

    /** For the second lying above the first. */
    public static double above(double[] first, double[] second) {
        return test(AlternativeHypothesis.LESS_THAN, first, second);
    }

    /**
     * For samples taken in rounds, on a machine that is slower for some minutes, whoever is being measured: whether the last
     * sample of each round differs from the others of it. From each sample the level around it is taken off: the median of all
     * samples of the rounds just before and just after, whosever they are, but not of its own round. So a sample is never
     * compared with itself, and what is taken off is the same for all samples of a round; what is left of it is a level that
     * they share, which makes a test that takes samples for independent careful rather than rash. Taking off the level of the
     * own round instead would look better and be wrong: the samples of a round would then depend on each other the other way.
     */
    public static double twoSidedInRounds(double[][] rounds) {
        double[][] level = withoutDrift(rounds);
        return twoSided(others(level), last(level));
    }

    /** The same for the last sample of each round lying above the others. */
    public static double aboveInRounds(double[][] rounds) {
        double[][] level = withoutDrift(rounds);
        return above(others(level), last(level));
    }

    /** The rounds, each without the level of those around it; as it is if there are none. */
    static double[][] withoutDrift(double[][] rounds) {
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

    /**
     * The least that {@link #twoSided} can give for so many samples: when all of the one lie above all of the other. One in
     * so many ways of choosing, from both ends.
     */
    public static double least(int first, int second) {
        double ways = 1;
        for (int i = 1; i <= second; i++) {
            ways *= (first + i) / (double) i;
        }
        return Math.min(1, 2 / ways);
    }

    /**
     * Holm's correction ("A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6, 1979):
     * where many things are tested, one of them looks changed by chance. The smallest value is multiplied by how many there
     * are, the next by one less, and so on; comparing the results with a limit keeps the probability of even one false alarm
     * among all below that limit.
     *
     * @return the corrected values, in the order given
     */
    public static double[] holm(double... p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }

    private static double test(AlternativeHypothesis alternative, double[] first, double[] second) {
        if (DoubleStream.concat(Arrays.stream(first), Arrays.stream(second))
                        .distinct()
                        .count()
                <= 1) {
            return 1; // no ranks, and the test would divide by nothing
        }
        return MannWhitneyUTest.withDefaults()
                .with(alternative)
                .test(first, second)
                .getPValue();
    }
}
