package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.verdict.Bytes;
import java.util.Optional;

/**
 * What one JVM says about a benchmark.
 *
 * @param value the median of its iterations; positive
 * @param unit such as {@code ns/op}
 * @param higherIsBetter whether a larger value is the better one
 * @param bytes what an operation allocates; empty if that was not measured
 */
public record Fork(double value, String unit, boolean higherIsBetter, Optional<Bytes> bytes) {
    /** The logarithm of its cost. */
    double logCost() {
        return higherIsBetter ? -Math.log(value) : Math.log(value);
    }
}
