package dev.gatun.bench.gate.report;

import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Metric;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.gate.verdict.Waiver;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that one call of the gate has to say.
 *
 * @param title what was compared, in a line
 * @param facts what with and how, a line each
 * @param findings on each benchmark
 * @param notes what the reader should know besides, a line each
 * @param unused waivers that no benchmark answers to
 * @param command as it was called
 * @param date of the day
 * @param effect the smallest change that matters, as a share
 * @param allowInconclusive whether what could not be decided passes
 */
public record Report(
        String title,
        List<String> facts,
        List<Finding> findings,
        List<String> notes,
        List<Waiver> unused,
        String command,
        String date,
        double effect,
        boolean allowInconclusive) {
    /** Nothing regressed. */
    public static final int WELL = 0;

    /** Something did. */
    public static final int REGRESSED = 1;

    /** It could not be decided. */
    public static final int INCONCLUSIVE = 3;

    /** Sorts findings: what has to be acted upon comes first. */
    public Report {
        findings = findings.stream()
                .sorted(Comparator.comparingInt(Report::urgency))
                .toList();
    }

    private static int urgency(Finding finding) {
        return switch (finding.verdict()) {
            case REGRESSED -> finding.fails() ? 0 : 1;
            case INCONCLUSIVE -> 2;
            case IMPROVED -> 3;
            case UNCHANGED -> 4;
        };
    }

    /** The exit status of the process. */
    public int status() {
        if (findings.stream().anyMatch(Finding::fails)) {
            return REGRESSED;
        }
        boolean open = findings.isEmpty() || findings.stream().anyMatch(Finding::isOpen);
        return open && !allowInconclusive ? INCONCLUSIVE : WELL;
    }

    /** How many findings have a verdict. */
    public long count(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /** The line that tells all: {@code 1 regressed, 6 unchanged}. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            long count = count(verdict);
            if (count > 0) {
                parts.add(count + " " + verdict.id());
            }
        }
        long waived = findings.stream()
                .filter(finding -> finding.waiver().isPresent())
                .count();
        return (parts.isEmpty() ? "nothing to judge" : String.join(", ", parts))
                + (waived > 0 ? " (" + waived + " of them waived)" : "");
    }

    /** The names of what fails, or else of what is open. */
    public List<String> names(int status) {
        return findings.stream()
                .filter(finding -> status == REGRESSED ? finding.fails() : finding.isOpen())
                .map(Finding::title)
                .toList();
    }

    /** Those that a table shows: all times, and allocation where it is not as it was. */
    List<Finding> shown() {
        return findings.stream()
                .filter(finding -> finding.metric() == Metric.TIME || finding.verdict() != Verdict.UNCHANGED)
                .toList();
    }

    /** How many benchmarks allocate as they did. */
    int sameAllocation() {
        return findings.size() - shown().size();
    }
}
