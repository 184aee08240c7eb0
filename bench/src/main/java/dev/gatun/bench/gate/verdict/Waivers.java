package dev.gatun.bench.gate.verdict;

import java.util.ArrayList;
import java.util.List;

/** All that is let through. */
public final class Waivers {
    /** Nothing is. */
    public static final Waivers NONE = new Waivers(List.of());

    private final List<Waiver> all;

    /** The given. */
    public Waivers(List<Waiver> all) {
        this.all = List.copyOf(all);
    }

    /** How many. */
    public int count() {
        return all.size();
    }

    /** The findings, with what lets a regression through beside it. */
    public List<Finding> applyTo(List<Finding> findings) {
        List<Finding> applied = new ArrayList<>();
        for (Finding finding : findings) {
            applied.add(
                    finding.verdict() != Verdict.REGRESSED
                            ? finding
                            : all.stream()
                                    .filter(waiver -> waiver.covers(finding.benchmark(), finding.metric()))
                                    .findFirst()
                                    .map(finding::waivedBy)
                                    .orElse(finding));
        }
        return applied;
    }

    /** Those that no benchmark answers to any more: they should be taken out. */
    public List<Waiver> without(List<Finding> findings) {
        return all.stream()
                .filter(waiver ->
                        findings.stream().noneMatch(finding -> waiver.covers(finding.benchmark(), finding.metric())))
                .toList();
    }
}
