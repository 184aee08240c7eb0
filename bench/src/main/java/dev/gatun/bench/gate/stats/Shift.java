package dev.gatun.bench.gate.stats;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.jspecify.annotations.Nullable;

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
    /** How often the bootstrap draws. */
    static final int DRAWS = 2000;

    /** The same samples give the same interval, today and tomorrow. */
    private static final long SEED = 1963;

    private final int left;
    private final int right;
    private final boolean paired;
    private final double[] differences;
    private final int[] ofLeft;
    private final int[] ofRight;
    private final boolean[] itself;
    private final int[] lengths;

    /** The differences between two sets of samples. */
    private Shift(double[] first, double[] second) {
        left = first.length;
        right = second.length;
        paired = false;
        lengths = new int[0];
        Sorting sorting = new Sorting(Math.multiplyExact(left, right));
        for (int i = 0; i < left; i++) {
            for (int j = 0; j < right; j++) {
                sorting.add(second[j] - first[i], i, j, false);
            }
        }
        differences = sorting.values();
        ofLeft = sorting.lefts();
        ofRight = sorting.rights();
        itself = sorting.selves();
    }

    /** The means of all pairs of differences, Walsh's averages; each difference belongs to a round. */
    private Shift(double[][] rounds) {
        left = rounds.length;
        right = rounds.length;
        paired = true;
        lengths = Arrays.stream(rounds).mapToInt(round -> round.length).toArray();
        int[] round = IntStream.range(0, left)
                .flatMap(i -> IntStream.generate(() -> i).limit(rounds[i].length))
                .toArray();
        double[] all = Arrays.stream(rounds).flatMapToDouble(Arrays::stream).toArray();
        Sorting sorting = new Sorting(all.length * (all.length + 1) / 2);
        for (int i = 0; i < all.length; i++) {
            for (int j = i; j < all.length; j++) {
                sorting.add((all[i] + all[j]) / 2, round[i], round[j], i == j);
            }
        }
        differences = sorting.values();
        ofLeft = sorting.lefts();
        ofRight = sorting.rights();
        itself = sorting.selves();
    }

    /** Differences and what they are the differences of, in increasing order. */
    private static final class Sorting {
        private final double[] unsorted;
        private final int[] i;
        private final int[] j;
        private final boolean[] self;
        private int count;
        private int @Nullable [] order;

        Sorting(int size) {
            unsorted = new double[size];
            i = new int[size];
            j = new int[size];
            self = new boolean[size];
        }

        void add(double value, int one, int other, boolean same) {
            unsorted[count] = value;
            i[count] = one;
            j[count] = other;
            self[count] = same;
            count++;
        }

        private IntStream order() {
            if (order == null) {
                order = IntStream.range(0, count)
                        .boxed()
                        .sorted(Comparator.comparingDouble(k -> unsorted[k]))
                        .mapToInt(Integer::intValue)
                        .toArray();
            }
            return Arrays.stream(order);
        }

        double[] values() {
            return order().mapToDouble(k -> unsorted[k]).toArray();
        }

        int[] lefts() {
            return order().map(k -> i[k]).toArray();
        }

        int[] rights() {
            return order().map(k -> j[k]).toArray();
        }

        boolean[] selves() {
            boolean[] sorted = new boolean[count];
            int at = 0;
            for (int k : order().toArray()) {
                sorted[at++] = self[k];
            }
            return sorted;
        }
    }

    /**
     * Where the middle of differences lies that were taken within rounds. The bootstrap draws whole rounds, since the differences
     * of a round have a fork in common.
     *
     * @param rounds the differences of each round
     * @param confidence of the interval, such as 0.95
     */
    public static Change within(double[][] rounds, double confidence) {
        return new Shift(rounds).change(confidence);
    }

    /** How far the second samples lie above the first; the bootstrap draws from each on its own. */
    public static Change between(double[] first, double[] second, double confidence) {
        return new Shift(first, second).change(confidence);
    }

    /** The estimate of {@link #between} alone. */
    public static double estimate(double[] first, double[] second) {
        Shift shift = new Shift(first, second);
        return shift.median(ones(shift.left), ones(shift.right));
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
        Shift shift = new Shift(rounds);
        double[] drawn = shift.draws();
        double tail = (1 - confidence) / 2;
        return (quantile(drawn, 1 - tail) - quantile(drawn, tail)) / 2;
    }

    private Change change(double confidence) {
        double value = median(ones(left), ones(right));
        int fewest = Math.min(left, right);
        if (fewest < 2) {
            return Change.without(value);
        }
        double[] drawn = draws();
        double tail = tail(confidence, fewest);
        return new Change(value, quantile(drawn, tail), quantile(drawn, 1 - tail));
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
    static double tail(double confidence, int samples) {
        double t = TDistribution.of(samples - 1).inverseSurvivalProbability((1 - confidence) / 2);
        return NormalDistribution.of(0, 1).survivalProbability(t * Math.sqrt(samples / (samples - 1.0)));
    }

    private static int[] ones(int count) {
        int[] counts = new int[count];
        Arrays.fill(counts, 1);
        return counts;
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
        long total = total(countsLeft);
        long passed = 0;
        double lower = Double.NaN;
        for (int k = 0; k < differences.length; k++) {
            passed += weight(k, countsLeft, countsRight);
            if (Double.isNaN(lower) && passed > (total - 1) / 2) {
                lower = differences[k];
            }
            if (passed > total / 2) {
                return (lower + differences[k]) / 2;
            }
        }
        throw new IllegalStateException("weights do not add up");
    }

    /** How many differences there are, as often as samples were drawn. */
    private long total(int[] counts) {
        if (!paired) {
            return (long) left * right; // as many are drawn from each as there are
        }
        long drawn = 0;
        for (int i = 0; i < left; i++) {
            drawn += (long) counts[i] * lengths[i];
        }
        return drawn * (drawn + 1) / 2;
    }

    private long weight(int k, int[] countsLeft, int[] countsRight) {
        long one = countsLeft[ofLeft[k]];
        return itself[k] ? one * (one + 1) / 2 : one * countsRight[ofRight[k]];
    }

    private static double quantile(double[] sorted, double share) {
        return sorted[Math.clamp((int) Math.floor(share * sorted.length), 0, sorted.length - 1)];
    }
}
