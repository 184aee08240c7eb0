package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.stats.Median;
import java.util.List;

/**
 * One side of a benchmark, a value for each fork in the order in which they ran.
 *
 * @param values positive
 * @param unit such as {@code ns/op}
 * @param higherIsBetter whether a larger value is the better one, as for operations in a time
 * @param bytes what each fork allocated; empty if that was not measured
 */
public record Samples(List<Double> values, String unit, boolean higherIsBetter, List<Bytes> bytes) {
    /** The logarithms of the costs: what is better the higher it is costs its reciprocal. */
    public double[] logCosts() {
        return values.stream()
                .mapToDouble(value -> higherIsBetter ? -Math.log(value) : Math.log(value))
                .toArray();
    }

    /** What is shown of it. */
    public Figure figure() {
        return new Figure(Median.of(values), unit, values.size());
    }

    /** How many forks. */
    public int forks() {
        return values.size();
    }
}
