package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.stats.PValues;
import dev.gatun.bench.gate.stats.Shift;
import dev.gatun.bench.gate.verdict.Finding.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Judges two sets of forks that were not measured together. What is known of the noise between them is what the forks of
 * each side show among themselves: the first half of a side is compared with its second half as though it were another
 * build. A machine that changed between the two sets looks like a change of the code; only {@code gate ab} can tell.
 */
public final class Comparison {
    private Comparison() {}

    /**
     * A benchmark that both sides have.
     *
     * @param benchmark its name
     * @param a the older forks
     * @param b the newer forks
     * @param noise what identical code is known to differ by from one set to the other, as the logarithm of a ratio; 0 if
     *     nothing is known
     */
    public record Pair(String benchmark, Samples a, Samples b, double noise) {}

    /** Judges times and, where both sides have it, allocation. */
    public static List<Finding> judge(List<Pair> pairs, Rules rules) {
        double[] p = PValues.holm(pairs.stream()
                .mapToDouble(pair -> PValues.twoSided(pair.a.logCosts(), pair.b.logCosts()))
                .toArray());
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            Pair pair = pairs.get(i);
            findings.add(time(pair, p[i], pairs.size(), rules));
            Allocation.judge(pair.benchmark, pair.a, pair.b).ifPresent(findings::add);
        }
        return findings;
    }

    private static Finding time(Pair pair, double p, int benchmarks, Rules rules) {
        double[] a = pair.a.logCosts();
        double[] b = pair.b.logCosts();
        double noise = Math.max(pair.noise, Math.max(halves(a), halves(b)));
        Evidence evidence = rules.evidence(Shift.between(a, b, Rules.CONFIDENCE), p, noise);
        Verdict verdict = Verdict.INCONCLUSIVE;
        String why = "";
        if (PValues.least(a.length, b.length) * benchmarks > rules.alpha()) {
            int few = Math.min(a.length, b.length);
            why = few + (few == 1 ? " fork is" : " forks are") + " too few to judge " + benchmarks
                    + (benchmarks == 1 ? " benchmark" : " benchmarks") + ": at least "
                    + forksFor(benchmarks, rules.alpha()) + " of each";
        } else if (rules.isSuspicious(evidence)) {
            verdict = evidence.change().value() > 0 ? Verdict.REGRESSED : Verdict.IMPROVED;
        } else if (rules.isUnchanged(evidence)) {
            verdict = Verdict.UNCHANGED;
        } else {
            why = rules.whyOpen(evidence);
        }
        return Finding.ofTime(pair.benchmark, verdict, pair.a, pair.b, evidence, why);
    }

    /** How many forks of each side so many benchmarks need for any of them to be significant. */
    static int forksFor(int benchmarks, double alpha) {
        int forks = 2;
        while (PValues.least(forks, forks) * benchmarks > alpha) {
            forks++;
        }
        return forks;
    }

    /** What the two halves of one side lie apart. */
    private static double halves(double[] costs) {
        int half = costs.length / 2;
        return half < 2
                ? 0
                : Math.abs(Shift.estimate(
                        Arrays.copyOfRange(costs, 0, half),
                        Arrays.copyOfRange(costs, costs.length - half, costs.length)));
    }
}
