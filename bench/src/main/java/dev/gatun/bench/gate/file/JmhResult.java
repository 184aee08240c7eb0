package dev.gatun.bench.gate.file;

import dev.gatun.bench.gate.verdict.Bytes;
import dev.gatun.bench.gate.verdict.Samples;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What JMH wrote of one benchmark.
 *
 * @param benchmark class and method
 * @param mode in JMH's words: {@code thrpt}, {@code avgt}, {@code sample} or {@code ss}
 * @param threads that ran it
 * @param parameters by name
 * @param unit such as {@code us/op}
 * @param values the median of each fork
 * @param bytes what each fork allocated, if the gc profiler was there; else empty
 */
public record JmhResult(
        String benchmark,
        String mode,
        int threads,
        SortedMap<String, String> parameters,
        String unit,
        List<Double> values,
        List<Bytes> bytes) {
    /** Whether larger is better, as it is of operations in a time. */
    public boolean higherIsBetter() {
        return mode.equals("thrpt");
    }

    /** Benchmark and parameters: {@code org.example.Sort.quick [n=1000]}. */
    public String name() {
        return parameters.isEmpty()
                ? benchmark
                : benchmark + " "
                        + parameters.entrySet().stream()
                                .map(Map.Entry::toString)
                                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** For the comparison. */
    public Samples samples() {
        return new Samples(values, unit, higherIsBetter(), bytes);
    }
}
