package dev.gatun.bench.gate.verdict;

import java.util.Arrays;
import java.util.Optional;

/** Samples for tests, without allocation. */
public final class TestSamples {
    private TestSamples() {}

    /** Nanoseconds of an operation. */
    public static Samples times(double... values) {
        return new Samples(Arrays.stream(values)
                .mapToObj(value -> new Fork(value, "ns/op", false, Optional.empty()))
                .toList());
    }
}
