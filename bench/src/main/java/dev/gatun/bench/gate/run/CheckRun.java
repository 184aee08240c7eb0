package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.stats.MannWhitney;
import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.gate.stats.Shift;
import dev.gatun.bench.gate.verdict.Comparison;
import dev.gatun.bench.gate.verdict.Comparison.Pair;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Metric;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Samples;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.host.Command.Trouble;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Fresh forks against a baseline. Both are ratios to yardsticks, so that a machine that is slower today is slower in both. How much
 * recordings of the same code differ besides, with the placement in memory, with neighbours, only several recordings can
 * tell: from three on, what the next one may differ by (Student's prediction interval) widens what matters.
 */
public final class CheckRun {
    /** Forks of a suspect that are measured again. */
    private static final int AGAIN = 10;

    private static final int RECORDINGS_FOR_SPREAD = 3;

    private final List<Recording> baseline;
    private final Recorder recorder;
    private final Rules rules;

    /**
     * A check.
     *
     * @param baseline at least one recording, with the same fingerprint
     */
    public CheckRun(List<Recording> baseline, Recorder recorder, Rules rules) {
        this.baseline = List.copyOf(baseline);
        this.recorder = recorder;
        this.rules = rules;
    }

    /**
     * Measures and judges.
     *
     * @param units what one JVM measures each
     * @param forks of each
     * @param budget seconds
     * @throws Trouble if a JVM fails, or the budget is too small
     */
    public List<Finding> run(List<String> units, int forks, int least, double budget) throws Trouble {
        List<Entry> fresh = recorder.record(units, forks, least, budget);
        Map<String, Entry> byName = new LinkedHashMap<>();
        fresh.forEach(entry -> byName.put(entry.benchmark(), entry));
        List<Pair> pairs = new ArrayList<>();
        for (Entry entry : fresh) {
            Optional<Entry> old = merged(entry.benchmark());
            old.ifPresent(before -> {
                Yardstick yardstick = steadier(before);
                pairs.add(new Pair(
                        entry.benchmark(),
                        before.ratios(yardstick),
                        entry.ratios(yardstick),
                        spread(entry.benchmark(), yardstick)));
            });
        }
        List<Finding> findings = new ArrayList<>();
        for (Finding finding : Comparison.judge(pairs, rules)) {
            Entry entry = byName.get(finding.benchmark());
            Finding shown = entry == null || finding.metric() != Metric.TIME
                    ? finding
                    : finding.showing(merged(finding.benchmark()).orElseThrow().figure(), entry.figure());
            boolean suspected = shown.metric() == Metric.TIME
                    && (shown.verdict() == Verdict.REGRESSED || shown.verdict() == Verdict.IMPROVED);
            findings.add(suspected ? again(shown) : shown);
        }
        for (Entry old : baseline.getLast().entries()) {
            if (!byName.containsKey(old.benchmark())) {
                findings.add(Finding.missing(
                        old.benchmark(),
                        Optional.of(old.figure()),
                        Optional.empty(),
                        "only in the baseline: a benchmark that is gone cannot be judged"));
            }
        }
        for (Entry entry : fresh) {
            if (merged(entry.benchmark()).isEmpty()) {
                findings.add(Finding.missing(
                        entry.benchmark(),
                        Optional.empty(),
                        Optional.of(entry.figure()),
                        "not in the baseline: record it anew"));
            }
        }
        return findings;
    }

    /** A suspect alone, on fresh forks; what they say is what is reported. */
    private Finding again(Finding suspect) throws Trouble {
        Entry old = merged(suspect.benchmark()).orElseThrow();
        Yardstick yardstick = steadier(old);
        List<Entry> measured =
                recorder.record(List.of(recorder.unitOf(suspect.benchmark())), AGAIN, AGAIN, Double.POSITIVE_INFINITY);
        Entry fresh = measured.stream()
                .filter(entry -> entry.benchmark().equals(suspect.benchmark()))
                .findFirst()
                .orElseThrow(() -> new Trouble(suspect.benchmark() + " was not measured again"));
        double[] a = old.ratios(yardstick).logCosts();
        double[] b = fresh.ratios(yardstick).logCosts();
        Change first = suspect.change().orElseThrow();
        Change change = Shift.between(a, b, rules.confidence());
        boolean up = first.value() > 0;
        double p = up ? MannWhitney.above(a, b) : MannWhitney.above(b, a);
        boolean confirmed =
                up == change.value() > 0 && p <= rules.again() && Math.abs(change.value()) >= suspect.matters();
        String why = Again.inWords(confirmed, first, change);
        Verdict verdict = confirmed ? suspect.verdict() : Verdict.INCONCLUSIVE;
        return suspect.as(verdict, change, why);
    }

    /** All forks of all recordings. */
    private Optional<Entry> merged(String benchmark) {
        List<Recording.Point> points = baseline.stream()
                .flatMap(recording -> recording.entry(benchmark).stream())
                .flatMap(entry -> entry.points().stream())
                .toList();
        return points.isEmpty() ? Optional.empty() : Optional.of(new Entry(benchmark, points));
    }

    /** The yardstick to which the baseline's forks are in the steadier proportion; the fresh ones have no say in it. */
    static Yardstick steadier(Entry baseline) {
        return deviation(baseline, Yardstick.TRIAD) < deviation(baseline, Yardstick.FMA)
                ? Yardstick.TRIAD
                : Yardstick.FMA;
    }

    private static double deviation(Entry entry, Yardstick yardstick) {
        double[] logs = entry.ratios(yardstick).logCosts();
        double median = Median.of(logs);
        return Median.of(Arrays.stream(logs).map(log -> Math.abs(log - median)).toArray());
    }

    /** What one more recording of the same code may differ by; 0 if there are too few to tell. */
    private double spread(String benchmark, Yardstick yardstick) {
        double[] medians = baseline.stream()
                .flatMap(recording -> recording.entry(benchmark).stream())
                .map(entry -> entry.ratios(yardstick))
                .map(Samples::logCosts)
                .mapToDouble(Median::of)
                .toArray();
        int n = medians.length;
        if (n < RECORDINGS_FOR_SPREAD) {
            return 0;
        }
        double mean = Arrays.stream(medians).average().orElseThrow();
        double squares =
                Arrays.stream(medians).map(log -> (log - mean) * (log - mean)).sum();
        double t = TDistribution.of(n - 1).inverseSurvivalProbability((1 - rules.confidence()) / 2);
        return t * Math.sqrt(squares / (n - 1)) * Math.sqrt(1 + 1.0 / n);
    }

    /** Whether there are enough recordings to know how much they differ. */
    public static boolean knowsSpread(List<Recording> baseline) {
        return baseline.size() >= RECORDINGS_FOR_SPREAD;
    }
}
