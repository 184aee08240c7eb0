package dev.gatun.bench.measure;

import java.util.Arrays;

/**
 * What a call costs, in nanoseconds.
 *
 * <p>Every language is timed in the same way: in batches of many calls, each batch giving one average, and the median
 * of the batches is the number. A batch is long enough that the clock's own cost vanishes, and whatever interrupts a
 * batch (the system, a collection of garbage) moves one sample and not the median.
 *
 * @param median the number that is reported
 * @param low the first quartile of the batches
 * @param high the third quartile of the batches
 * @param samples how many batches there were
 */
public record Timing(double median, double low, double high, int samples) {
    /** The timing of batches, given as nanoseconds per call. */
    public static Timing of(double... nanosPerCall) {
        if (nanosPerCall.length == 0) {
            throw new IllegalArgumentException("no samples");
        }
        double[] sorted = nanosPerCall.clone();
        Arrays.sort(sorted);
        return new Timing(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75), sorted.length);
    }

    /** Half the distance between the quartiles over the median: 0.02 says that half of the batches lay within 2 %. */
    public double spread() {
        return (high - low) / 2 / median;
    }

    // Linear between the two nearest samples, as numpy.quantile does.
    private static double quantile(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
