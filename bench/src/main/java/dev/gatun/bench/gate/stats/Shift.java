package dev.gatun.bench.gate.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * By how much samples lie apart: the estimate of Hodges and Lehmann (1963), the median of all differences, with a bootstrap
 * interval. It goes with rank tests as the mean goes with the t test: nearly as exact as the mean where the noise is normal,
 * and unmoved by a few samples that are far out.
 *
 * <p>The interval is Hesterberg's expanded percentile interval ("What Teachers Should Know About the Bootstrap", The
 * American Statistician 69, 2015, section 4.4): plain percentiles of the bootstrap are too narrow for few samples, so they are
 * taken farther out, as far as Student's t is wider than the normal distribution.
 */
public final class Shift {
    private static final int DRAWS = 2000;

    /** The same samples give the same interval, today and tomorrow. */
    private static final long SEED = 1963;

    private final boolean paired;
    private final int left;
    private final int right;
    private final double[] values;
    private final int[] lefts;
    private final int[] rights;
    private final boolean[] itself;

    /** A difference, what it is the difference of, and whether that is one sample and itself. */
    private record Difference(double value, int left, int right, boolean itself) {}

    private Shift(boolean paired, int left, int right, List<Difference> differences) {
        this.paired = paired;
        this.left = left;
        this.right = right;
        differences.sort(Comparator.comparingDouble(Difference::value));
        // Arrays, since all of it is gone through for each of the draws.
        values = differences.stream().mapToDouble(Difference::value).toArray();
        lefts = differences.stream().mapToInt(Difference::left).toArray();
        rights = differences.stream().mapToInt(Difference::right).toArray();
        itself = new boolean[values.length];
        for (int i = 0; i < itself.length; i++) {
            itself[i] = differences.get(i).itself;
        }
    }

    /** The differences between two sets of samples. */
    private static Shift of(double[] first, double[] second) {
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < second.length; j++) {
                differences.add(new Difference(second[j] - first[i], i, j, false));
            }
        }
        return new Shift(false, first.length, second.length, differences);
    }

    /** The means of all pairs of differences, Walsh's averages; each difference belongs to a round. */
    private static Shift of(double[][] rounds) {
        List<Difference> all = new ArrayList<>();
        for (int round = 0; round < rounds.length; round++) {
            for (double value : rounds[round]) {
                all.add(new Difference(value, round, round, true));
            }
        }
        List<Difference> averages = new ArrayList<>(all);
        for (int i = 0; i < all.size(); i++) {
            for (int j = i + 1; j < all.size(); j++) {
                averages.add(new Difference(
                        (all.get(i).value + all.get(j).value) / 2, all.get(i).left, all.get(j).right, false));
            }
        }
        return new Shift(true, rounds.length, rounds.length, averages);
    }

    /**
     * Where the middle of differences lies that were taken within rounds. The bootstrap draws whole rounds, since the differences
     * of a round have a fork in common.
     *
     * @param rounds the differences of each round
     * @param confidence of the interval, such as 0.95
     */
    public static Change within(double[][] rounds, double confidence) {
        return of(rounds).change(confidence);
    }

    /** How far the second samples lie above the first; the bootstrap draws from each on its own. */
    public static Change between(double[] first, double[] second, double confidence) {
        return of(first, second).change(confidence);
    }

    /** The estimate of {@link #between} alone. */
    public static double estimate(double[] first, double[] second) {
        return of(first, second).estimate();
    }

    /**
     * How far apart samples of the same thing lie by chance: half the width of the plain percentile interval.
     *
     * @param rounds the differences of each round between samples of the same thing
     * @param confidence 0.95 for what 19 of 20 such comparisons stay below
     */
    public static double noise(double[][] rounds, double confidence) {
        if (rounds.length < 2) {
            return Double.POSITIVE_INFINITY;
        }
        double[] drawn = of(rounds).draws();
        double tail = (1 - confidence) / 2;
        return (quantile(drawn, 1 - tail) - quantile(drawn, tail)) / 2;
    }

    private Change change(double confidence) {
        int fewest = Math.min(left, right);
        if (fewest < 2) {
            return new Change(estimate(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        double[] drawn = draws();
        double tail = tail(confidence, fewest);
        return new Change(estimate(), quantile(drawn, tail), quantile(drawn, 1 - tail));
    }

    private double estimate() {
        int[] once = new int[Math.max(left, right)];
        Arrays.fill(once, 1);
        return median(once, once);
    }

    /** The estimates of the bootstrap, in increasing order. */
    private double[] draws() {
        SplittableRandom random = new SplittableRandom(SEED);
        double[] drawn = new double[DRAWS];
        for (int draw = 0; draw < DRAWS; draw++) {
            int[] countsLeft = draw(left, random);
            drawn[draw] = median(countsLeft, paired ? countsLeft : draw(right, random));
        }
        Arrays.sort(drawn);
        return drawn;
    }

    /** The share of the bootstrap that is left out at each end, for so many samples. */
    private static double tail(double confidence, int samples) {
        double t = TDistribution.of(samples - 1).inverseSurvivalProbability((1 - confidence) / 2);
        return NormalDistribution.of(0, 1).survivalProbability(t * Math.sqrt(samples / (samples - 1.0)));
    }

    /** How often each sample was drawn. */
    private static int[] draw(int count, SplittableRandom random) {
        int[] counts = new int[count];
        for (int i = 0; i < count; i++) {
            counts[random.nextInt(count)]++;
        }
        return counts;
    }

    /** The median of all differences, each as often as its two samples were drawn. */
    private double median(int[] countsLeft, int[] countsRight) {
        long total = 0;
        for (int k = 0; k < values.length; k++) {
            total += weight(k, countsLeft, countsRight);
        }
        long passed = 0;
        double lower = Double.NaN;
        for (int k = 0; k < values.length; k++) {
            passed += weight(k, countsLeft, countsRight);
            if (Double.isNaN(lower) && passed > (total - 1) / 2) {
                lower = values[k];
            }
            if (passed > total / 2) {
                return (lower + values[k]) / 2;
            }
        }
        throw new IllegalStateException("no differences");
    }

    private long weight(int k, int[] countsLeft, int[] countsRight) {
        long one = countsLeft[lefts[k]];
        return itself[k] ? one * (one + 1) / 2 : one * countsRight[rights[k]];
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[Math.clamp((int) Math.floor(share * sorted.length), 0, sorted.length - 1)];
    }
}
