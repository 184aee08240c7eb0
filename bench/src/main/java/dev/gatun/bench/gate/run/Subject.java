package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.run.Sampler.Side;
import dev.gatun.bench.gate.stats.PValues;
import dev.gatun.bench.gate.stats.Shift;
import dev.gatun.bench.gate.verdict.Allocation;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Finding.Evidence;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Samples;
import dev.gatun.bench.gate.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** One benchmark in {@link AbRun}: its forks, and what they say so far. */
final class Subject {
    private final String name;
    private final Rules rules;
    private final Map<Side, List<Fork>> forks = new EnumMap<>(Side.class);
    private Optional<Evidence> evidence = Optional.empty();
    private Optional<Samples> freshA = Optional.empty();
    private Optional<Samples> freshB = Optional.empty();
    private Verdict verdict = Verdict.INCONCLUSIVE;
    private String why = "";

    Subject(String name, Rules rules) {
        this.name = name;
        this.rules = rules;
    }

    String name() {
        return name;
    }

    void add(Side side, Fork fork) {
        forks.computeIfAbsent(side, fresh -> new ArrayList<>()).add(fork);
    }

    boolean isOpen() {
        return verdict == Verdict.INCONCLUSIVE;
    }

    private Samples samples(Side side) {
        return new Samples(Objects.requireNonNull(forks.get(side)));
    }

    /**
     * Looks at the samples; for Holm's correction gives the p-value. That of what is decided is what it was decided as: those
     * that were found changed count as found, the unchanged as what chance will do.
     */
    double look() {
        if (!isOpen()) {
            return verdict == Verdict.UNCHANGED ? 1 : 0;
        }
        double[] a = samples(Side.A).logCosts();
        double[] again = samples(Side.A_AGAIN).logCosts();
        double[] b = samples(Side.B).logCosts();
        double[][] all = new double[b.length][];
        double[][] differences = new double[b.length][];
        double[][] nothing = new double[b.length][];
        for (int i = 0; i < b.length; i++) {
            all[i] = new double[] {a[i], again[i], b[i]};
            // Each fork of B against the two of A that ran within seconds of it.
            differences[i] = new double[] {b[i] - a[i], b[i] - again[i]};
            nothing[i] = new double[] {again[i] - a[i]};
        }
        double p = PValues.twoSidedInRounds(all);
        evidence = Optional.of(
                rules.evidence(Shift.within(differences, Rules.CONFIDENCE), p, Shift.noise(nothing, Rules.CONFIDENCE)));
        return p;
    }

    /**
     * Whether it is suspected to have changed.
     *
     * @param corrected the p-value, for the number of benchmarks and of looks
     */
    boolean isSuspected(double corrected) {
        Evidence seen = evidence.orElseThrow();
        Evidence judged = rules.evidence(seen.change(), corrected, seen.noise());
        evidence = Optional.of(judged);
        if (rules.isSuspicious(judged)) {
            return true;
        }
        boolean unchanged = rules.isUnchanged(judged);
        verdict = unchanged ? Verdict.UNCHANGED : Verdict.INCONCLUSIVE;
        why = unchanged ? "" : rules.whyOpen(judged);
        return false;
    }

    void notMeasuredAgain() {
        why = "looks changed, but no time was left to measure it again: a larger --budget";
    }

    /**
     * What fresh forks, in pairs, say about the suspicion. The first estimate is too large on average, since it was looked at
     * because it was large; the fresh one is not, so if it confirms the suspicion it is the one that is reported.
     */
    void measuredAgain(Samples againA, Samples againB) {
        double[] a = againA.logCosts();
        double[] b = againB.logCosts();
        Evidence suspected = evidence.orElseThrow();
        boolean up = suspected.change().value() > 0;
        double[][] differences = new double[a.length][];
        double[][] pairs = new double[a.length][];
        for (int i = 0; i < a.length; i++) {
            differences[i] = new double[] {b[i] - a[i]};
            pairs[i] = up ? new double[] {a[i], b[i]} : new double[] {b[i], a[i]};
        }
        Evidence fresh = suspected.with(Shift.within(differences, Rules.CONFIDENCE));
        boolean confirmed = rules.isConfirmed(suspected, fresh, PValues.aboveInRounds(pairs));
        if (confirmed) {
            verdict = up ? Verdict.REGRESSED : Verdict.IMPROVED;
            evidence = Optional.of(fresh);
            freshA = Optional.of(againA);
            freshB = Optional.of(againB);
        }
        why = Rules.again(confirmed, suspected, fresh);
    }

    /**
     * What became of it.
     *
     * @param tooFew why nothing was judged, if nothing was
     */
    List<Finding> findings(String tooFew) {
        Samples a = samples(Side.A).and(samples(Side.A_AGAIN));
        Samples b = samples(Side.B);
        if (evidence.isEmpty()) {
            return List.of(Finding.missing(name, Optional.of(a), Optional.of(b), tooFew));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ofTime(name, verdict, freshA.orElse(a), freshB.orElse(b), evidence.get(), why));
        Allocation.judge(name, a, b).ifPresent(findings::add);
        return findings;
    }
}
