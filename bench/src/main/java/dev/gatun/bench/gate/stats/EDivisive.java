package dev.gatun.bench.gate.stats;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Where a series changes: E-divisive by Matteson and James, "A Nonparametric Approach for Multiple Change Point Analysis of
 * Multivariate Data", Journal of the American Statistical Association 109 (2014), for one variable and with exponent 1.
 *
 * <p>The energy distance of two pieces X and Y is {@code E = 2 mean|x-y| - mean|x-x'| - mean|y-y'|}. In each piece of the series
 * found so far, the point tau and the end kappa are sought that maximise {@code Q = mn/(m+n) E} between [start, tau) and [tau,
 * kappa); the largest of all is a change point if the same search in random permutations within the pieces finds as much too
 * rarely.
 */
public final class EDivisive {
    /** The shortest piece. */
    static final int LEAST = 3;

    private static final int PERMUTATIONS = 999;
    private static final double LIMIT = 0.01;
    private static final long SEED = 2014;

    private final double[] series;
    private final SplittableRandom random = new SplittableRandom(SEED);

    private EDivisive(double[] series) {
        this.series = series;
    }

    /**
     * A place where the series changes.
     *
     * @param at the index of the first value after it
     * @param p how probable so large a statistic is where nothing changes
     */
    public record Point(int at, double p) {}

    private record Best(int at, double statistic) {}

    /** All change points, in the order of the series. */
    public static List<Point> points(double... series) {
        return new EDivisive(series.clone()).find();
    }

    private List<Point> find() {
        List<Point> found = new ArrayList<>();
        List<Integer> bounds = new ArrayList<>(List.of(0, series.length));
        while (true) {
            Best best = best(series, bounds);
            double p = best.at < 0 ? 1 : p(best, bounds);
            if (p > LIMIT) {
                found.sort(Comparator.comparingInt(Point::at));
                return found;
            }
            found.add(new Point(best.at, p));
            bounds.add(best.at);
            Collections.sort(bounds);
        }
    }

    private double p(Best observed, List<Integer> bounds) {
        int asMuch = 0;
        for (int i = 0; i < PERMUTATIONS; i++) {
            double[] shuffled = series.clone();
            for (int piece = 0; piece + 1 < bounds.size(); piece++) {
                shuffle(shuffled, bounds.get(piece), bounds.get(piece + 1));
            }
            // Many orders have the very same statistic, but for how it is rounded.
            if (best(shuffled, bounds).statistic >= observed.statistic * (1 - 1e-9)) {
                asMuch++;
            }
        }
        return (asMuch + 1.0) / (PERMUTATIONS + 1);
    }

    private void shuffle(double[] values, int from, int to) {
        for (int i = to - 1; i > from; i--) {
            int other = from + random.nextInt(i - from + 1);
            double kept = values[i];
            values[i] = values[other];
            values[other] = kept;
        }
    }

    private static Best best(double[] values, List<Integer> bounds) {
        Best best = new Best(-1, Double.NEGATIVE_INFINITY);
        for (int piece = 0; piece + 1 < bounds.size(); piece++) {
            Best inPiece = best(values, bounds.get(piece), bounds.get(piece + 1));
            best = inPiece.statistic > best.statistic ? inPiece : best;
        }
        return best;
    }

    private static Best best(double[] values, int from, int to) {
        double[][] sums = sums(values, from, to);
        Best best = new Best(-1, Double.NEGATIVE_INFINITY);
        int length = to - from;
        for (int tau = LEAST; tau <= length - LEAST; tau++) {
            for (int kappa = tau + LEAST; kappa <= length; kappa++) {
                double statistic = statistic(sums, tau, kappa);
                best = statistic > best.statistic ? new Best(from + tau, statistic) : best;
            }
        }
        return best;
    }

    /** Q between [0, tau) and [tau, kappa). */
    private static double statistic(double[][] sums, int tau, int kappa) {
        double m = tau;
        double n = kappa - tau;
        double within = sums[tau][tau];
        double all = sums[kappa][kappa];
        double between = sums[tau][kappa] - within;
        double after = all - within - 2 * between;
        // Each pair was summed twice, so that the mean over different pairs is the sum over n(n-1).
        return m * n / (m + n) * (2 * between / (m * n) - within / (m * (m - 1)) - after / (n * (n - 1)));
    }

    /** {@code sums[i][j]}: the sum of all distances between the first i and the first j values of the piece. */
    private static double[][] sums(double[] values, int from, int to) {
        int length = to - from;
        double[][] sums = new double[length + 1][length + 1];
        for (int i = 1; i <= length; i++) {
            for (int j = 1; j <= length; j++) {
                double distance = Math.abs(values[from + i - 1] - values[from + j - 1]);
                sums[i][j] = sums[i - 1][j] + sums[i][j - 1] - sums[i - 1][j - 1] + distance;
            }
        }
        return sums;
    }
}
