package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.verdict.Finding.Metric;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Regressions that are known and let through, for a while.
 *
 * @param all of them
 */
public record Waivers(List<Waiver> all) {
    /**
     * One of them.
     *
     * @param benchmark its name; {@code *} stands for any text
     * @param metric what is let through; both if empty
     * @param reason why
     * @param until the last day on which it holds
     */
    public record Waiver(String benchmark, Optional<Metric> metric, String reason, LocalDate until) {
        private boolean covers(Finding finding) {
            String expression = Arrays.stream(benchmark.split("\\*+", -1))
                    .map(Pattern::quote)
                    .collect(Collectors.joining(".*"));
            return metric.orElse(finding.metric()) == finding.metric()
                    && finding.benchmark().matches(expression);
        }

        /** Whether it has ended. */
        public boolean hasEnded(LocalDate today) {
            return today.isAfter(until);
        }
    }

    /** The findings, with what lets a regression through beside it. */
    public List<Finding> applyTo(List<Finding> findings) {
        return findings.stream()
                .map(finding -> all.stream()
                        .filter(waiver -> finding.verdict() == Verdict.REGRESSED && waiver.covers(finding))
                        .findFirst()
                        .map(finding::waivedBy)
                        .orElse(finding))
                .toList();
    }

    /** Those that no benchmark answers to any more: they should be taken out. */
    public List<Waiver> without(List<Finding> findings) {
        return all.stream()
                .filter(waiver -> findings.stream().noneMatch(waiver::covers))
                .toList();
    }
}
