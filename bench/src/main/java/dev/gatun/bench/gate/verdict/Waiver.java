package dev.gatun.bench.gate.verdict;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A regression that is known and let through, for a while.
 *
 * @param benchmark its name; {@code *} stands for any text
 * @param metric what is let through; both if empty
 * @param reason why
 * @param until the last day on which it holds
 */
public record Waiver(String benchmark, Optional<Metric> metric, String reason, LocalDate until) {
    /** Whether it lets the regression of a benchmark through. */
    boolean covers(String name, Metric what) {
        String expression =
                Arrays.stream(benchmark.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return metric.orElse(what) == what && name.matches(expression);
    }

    /** Whether it has ended. */
    public boolean hasEnded(LocalDate today) {
        return today.isAfter(until);
    }
}
