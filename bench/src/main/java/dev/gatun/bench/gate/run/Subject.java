package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.verdict.Allocation;
import dev.gatun.bench.gate.verdict.Bytes;
import dev.gatun.bench.gate.verdict.Comparison;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** One benchmark in {@link AbRun}: its forks, and what they say so far. */
final class Subject {
    private final String name;
    private final Rules rules;
    private final Series a = new Series();
    private final Series again = new Series();
    private final Series b = new Series();
    private @Nullable Evidence evidence;
    private @Nullable Change reported;
    private double p = 1;
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
        switch (side) {
            case A -> a.add(fork);
            case A_AGAIN -> again.add(fork);
            case B -> b.add(fork);
        }
    }

    boolean isOpen() {
        return verdict == Verdict.INCONCLUSIVE;
    }

    /** For Holm's correction: of what is decided, what it was decided as. */
    double p() {
        if (!isOpen()) {
            return verdict == Verdict.UNCHANGED ? 1 : 0;
        }
        List<Evidence.Round> rounds = new ArrayList<>();
        for (int i = 0; i < b.count(); i++) {
            rounds.add(new Evidence.Round(a.logCost(i), again.logCost(i), b.logCost(i)));
        }
        evidence = Evidence.of(rounds, rules.confidence());
        return evidence.p();
    }

    private double noise() {
        return evidence == null ? 0 : evidence.noise();
    }

    /**
     * Whether it is suspected to have changed.
     *
     * @param corrected the p-value, for the number of benchmarks and of looks
     */
    boolean judge(double corrected) {
        Change change = Objects.requireNonNull(evidence).change();
        p = corrected;
        boolean large = rules.matters(change, noise());
        if (large && p <= rules.alpha()) {
            return true;
        }
        if (rules.isUnchanged(change)) {
            verdict = Verdict.UNCHANGED;
            why = "";
        } else {
            why = Comparison.openBecause(change, p, large, noise(), rules);
        }
        return false;
    }

    void notMeasuredAgain() {
        why = "looks changed, but no time was left to measure it again: a larger --budget";
    }

    /** What fresh forks say about the suspicion. */
    void measuredAgain(Series freshA, Series freshB) {
        Change suspected = Objects.requireNonNull(evidence).change();
        Again fresh = Again.of(freshA.logCosts(), freshB.logCosts(), suspected, noise(), rules);
        if (fresh.confirmed()) {
            verdict = suspected.value() > 0 ? Verdict.REGRESSED : Verdict.IMPROVED;
            reported = fresh.change();
        }
        why = Again.inWords(fresh.confirmed(), suspected, fresh.change());
    }

    /**
     * What became of it.
     *
     * @param rounds how many there were
     * @param first how many there are before the first look
     */
    Finding finding(int rounds, int first) {
        if (evidence == null) {
            return Finding.missing(
                    name,
                    Optional.of(a.figure(again)),
                    Optional.of(b.figure()),
                    "the budget allowed for " + rounds + (rounds == 1 ? " round" : " rounds")
                            + ", the first look is after " + first);
        }
        return Finding.ofTime(
                name,
                verdict,
                a.figure(again),
                b.figure(),
                reported == null ? evidence.change() : reported,
                p,
                rules.matters(noise()),
                OptionalDouble.of(noise()),
                why);
    }

    /** What became of its allocation; empty if that was not measured. */
    Optional<Finding> allocation() {
        List<Bytes> ofA = new ArrayList<>(a.bytes());
        ofA.addAll(again.bytes());
        return ofA.isEmpty() || b.bytes().isEmpty()
                ? Optional.empty()
                : Optional.of(Allocation.judge(name, ofA, b.bytes()));
    }
}
