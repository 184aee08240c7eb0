package dev.gatun.bench.gate.verdict;

import java.util.Optional;

/**
 * What one JVM says about a benchmark.
 *
 * @param value the median of its iterations; positive
 * @param unit such as {@code ns/op}
 * @param higherIsBetter whether a larger value is the better one, as for operations in a time
 * @param bytes what an operation allocates; empty if that was not measured
 */
public record Fork(double value, String unit, boolean higherIsBetter, Optional<Bytes> bytes) {
    /**
     * What an operation allocates on the Java heap.
     *
     * @param perOperation bytes
     * @param uncertain bytes of it that may be the harness's own
     */
    public record Bytes(double perOperation, double uncertain) {}

    /** The logarithm of its cost: what is better the higher it is costs its reciprocal. */
    double logCost() {
        return higherIsBetter ? -Math.log(value) : Math.log(value);
    }
}
