package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Yardstick;
import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.gate.stats.PValues;
import dev.gatun.bench.gate.stats.Shift;
import dev.gatun.bench.gate.verdict.Comparison;
import dev.gatun.bench.gate.verdict.Comparison.Pair;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Finding.Evidence;
import dev.gatun.bench.gate.verdict.Finding.Metric;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.host.Command.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Fresh forks against a baseline. Both are ratios to yardsticks, so that a machine that is slower today is slower in both. How much
 * recordings of the same code differ besides, with the placement in memory, with neighbours, only several recordings can
 * tell: from three on, what the next one may differ by (Student's prediction interval) widens what matters.
 */
public final class CheckRun {
    /** Forks of a suspect that are measured again, and how many of them are of use. */
    private static final int AGAIN = 10;

    private static final int LEAST_AGAIN = 5;
    private static final int RECORDINGS_FOR_SPREAD = 3;

    private final List<Recording> baseline;
    private final Recorder recorder;
    private final Rules rules;
    private final Map<String, Entry> old = new LinkedHashMap<>();
    private final Map<String, Entry> fresh = new LinkedHashMap<>();

    /**
     * A check.
     *
     * @param baseline at least one recording, with the same fingerprint
     */
    public CheckRun(List<Recording> baseline, Recorder recorder, Rules rules) {
        this.baseline = List.copyOf(baseline);
        this.recorder = recorder;
        this.rules = rules;
        // All forks of all recordings.
        baseline.stream()
                .flatMap(recording -> recording.entries().stream())
                .forEach(entry -> old.merge(
                        entry.benchmark(),
                        entry,
                        (one, next) -> new Entry(
                                one.benchmark(),
                                Stream.concat(one.points().stream(), next.points().stream())
                                        .toList())));
    }

    /**
     * Measures and judges.
     *
     * @param units what one JVM measures each
     * @param forks of each
     * @param least forks of each that are of use
     * @param budget seconds
     * @throws Trouble if a JVM fails, or the budget is too small
     */
    public List<Finding> run(List<String> units, int forks, int least, double budget) throws Trouble {
        double end = recorder.clock() + budget;
        recorder.record(units, forks, least, budget).forEach(entry -> fresh.put(entry.benchmark(), entry));
        List<Pair> pairs = new ArrayList<>();
        fresh.forEach((benchmark, entry) -> Optional.ofNullable(old.get(benchmark))
                .ifPresent(before -> {
                    // The yardstick is chosen by the baseline alone; the fresh forks have no say in it.
                    Yardstick yardstick = before.steadier();
                    pairs.add(new Pair(
                            benchmark,
                            before.ratios(yardstick),
                            entry.ratios(yardstick),
                            spread(benchmark, yardstick)));
                }));
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : Comparison.judge(pairs, rules)) {
            boolean changed = finding.verdict() == Verdict.REGRESSED || finding.verdict() == Verdict.IMPROVED;
            findings.add(finding.metric() == Metric.TIME ? shown(finding, changed, end) : finding);
        }
        baseline.getLast().entries().stream()
                .filter(entry -> !fresh.containsKey(entry.benchmark()))
                .forEach(entry -> findings.add(Finding.missing(
                        entry.benchmark(),
                        Optional.of(entry.times()),
                        Optional.empty(),
                        "only in the baseline: a benchmark that is gone cannot be judged")));
        fresh.values().stream()
                .filter(entry -> !old.containsKey(entry.benchmark()))
                .forEach(entry -> findings.add(Finding.missing(
                        entry.benchmark(),
                        Optional.empty(),
                        Optional.of(entry.times()),
                        "not in the baseline: record it anew")));
        return findings;
    }

    /** With the times that a user knows rather than ratios; and a suspect after it was measured again, alone. */
    private Finding shown(Finding judged, boolean isSuspected, double end) throws Trouble {
        String benchmark = judged.benchmark();
        Entry before = Objects.requireNonNull(old.get(benchmark));
        Entry after = Objects.requireNonNull(fresh.get(benchmark));
        Evidence evidence = judged.evidence().orElseThrow();
        Verdict verdict = judged.verdict();
        String why = judged.why();
        if (isSuspected) {
            Optional<Entry> again = again(benchmark, end);
            if (again.isEmpty()) {
                verdict = Verdict.INCONCLUSIVE;
                why = "looks changed, but no time was left to measure it again: a larger --budget";
            } else {
                Yardstick yardstick = before.steadier();
                double[] a = before.ratios(yardstick).logCosts();
                double[] b = again.get().ratios(yardstick).logCosts();
                boolean up = evidence.change().value() > 0;
                Evidence suspected = evidence;
                evidence = suspected.with(Shift.between(a, b, Rules.CONFIDENCE));
                boolean confirmed =
                        rules.isConfirmed(suspected, evidence, up ? PValues.above(a, b) : PValues.above(b, a));
                verdict = confirmed ? verdict : Verdict.INCONCLUSIVE;
                why = Rules.again(confirmed, suspected, evidence);
                after = again.get();
            }
        }
        return Finding.ofTime(benchmark, verdict, before.times(), after.times(), evidence, why);
    }

    private Optional<Entry> again(String benchmark, double end) throws Trouble {
        return recorder.record(List.of(recorder.unitOf(benchmark)), AGAIN, 1, end - recorder.clock()).stream()
                .filter(entry ->
                        entry.benchmark().equals(benchmark) && entry.points().size() >= LEAST_AGAIN)
                .findFirst();
    }

    /** What one more recording of the same code may differ by; 0 if there are too few to tell. */
    private double spread(String benchmark, Yardstick yardstick) {
        double[] medians = baseline.stream()
                .flatMap(recording -> recording.entry(benchmark).stream())
                .mapToDouble(entry -> Median.of(entry.ratios(yardstick).logCosts()))
                .toArray();
        int n = medians.length;
        if (n < RECORDINGS_FOR_SPREAD) {
            return 0;
        }
        double mean = Arrays.stream(medians).average().orElseThrow();
        double squares =
                Arrays.stream(medians).map(log -> (log - mean) * (log - mean)).sum();
        double t = TDistribution.of(n - 1).inverseSurvivalProbability((1 - Rules.CONFIDENCE) / 2);
        return t * Math.sqrt(squares / (n - 1)) * Math.sqrt(1 + 1.0 / n);
    }

    /** Whether there are enough recordings to know how much they differ. */
    public static boolean knowsSpread(List<Recording> baseline) {
        return baseline.size() >= RECORDINGS_FOR_SPREAD;
    }
}
