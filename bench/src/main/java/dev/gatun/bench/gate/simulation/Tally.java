package dev.gatun.bench.gate.simulation;

import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts verdicts on benchmarks that are the same on both sides, and on those that were slowed down. */
final class Tally {
    private final Set<String> slowed;
    private final Map<Verdict, Integer> same = new EnumMap<>(Verdict.class);
    private final Map<Verdict, Integer> slower = new EnumMap<>(Verdict.class);

    Tally(Set<String> slowed) {
        this.slowed = slowed;
    }

    void add(List<Finding> findings) {
        for (Finding finding : findings) {
            Map<Verdict, Integer> counts = slowed.contains(finding.benchmark()) ? slower : same;
            counts.merge(finding.verdict(), 1, Integer::sum);
        }
    }

    int same(Verdict verdict) {
        return same.getOrDefault(verdict, 0);
    }

    int slower(Verdict verdict) {
        return slower.getOrDefault(verdict, 0);
    }
}
