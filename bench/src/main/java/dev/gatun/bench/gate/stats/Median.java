package dev.gatun.bench.gate.stats;

import java.util.Arrays;
import java.util.List;

/** The middle one, or the mean of the two in the middle. */
public final class Median {
    private Median() {}

    /** The median of at least one number. */
    public static double of(List<Double> values) {
        return of(values.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The median of at least one number. */
    public static double of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
