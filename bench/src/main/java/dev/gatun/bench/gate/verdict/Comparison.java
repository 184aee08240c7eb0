package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.stats.Holm;
import dev.gatun.bench.gate.stats.MannWhitney;
import dev.gatun.bench.gate.stats.Shift;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

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
        double[] raw = pairs.stream()
                .mapToDouble(pair -> MannWhitney.twoSided(pair.a.logCosts(), pair.b.logCosts()))
                .toArray();
        double[] adjusted = Holm.adjust(raw);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            Pair pair = pairs.get(i);
            findings.add(time(pair, adjusted[i], pairs.size(), rules));
            if (!pair.a.bytes().isEmpty() && !pair.b.bytes().isEmpty()) {
                findings.add(Allocation.judge(pair.benchmark, pair.a.bytes(), pair.b.bytes()));
            }
        }
        return findings;
    }

    private static Finding time(Pair pair, double p, int benchmarks, Rules rules) {
        double[] a = pair.a.logCosts();
        double[] b = pair.b.logCosts();
        Change change = Shift.between(a, b, rules.confidence());
        double noise = Math.max(pair.noise, Math.max(halves(a), halves(b)));
        boolean large = rules.matters(change, noise);
        Verdict verdict = Verdict.INCONCLUSIVE;
        String why;
        int needed = forksFor(benchmarks, rules.alpha());
        if (MannWhitney.least(a.length, b.length) * benchmarks > rules.alpha()) {
            why = Math.min(a.length, b.length) + (Math.min(a.length, b.length) == 1 ? " fork is" : " forks are")
                    + " too few to judge " + benchmarks + (benchmarks == 1 ? " benchmark" : " benchmarks")
                    + ": at least " + needed + " of each";
        } else if (large && p <= rules.alpha()) {
            verdict = change.value() > 0 ? Verdict.REGRESSED : Verdict.IMPROVED;
            why = "";
        } else if (rules.isUnchanged(change)) {
            verdict = Verdict.UNCHANGED;
            why = "";
        } else {
            why = openBecause(change, p, large, noise, rules);
        }
        return Finding.ofTime(
                pair.benchmark,
                verdict,
                pair.a.figure(),
                pair.b.figure(),
                change,
                p,
                rules.matters(noise),
                OptionalDouble.of(noise),
                why);
    }

    /** Why samples do not decide. */
    public static String openBecause(Change change, double p, boolean large, double noise, Rules rules) {
        if (Math.abs(change.value()) >= rules.logEffect() && !large) {
            return String.format(Locale.ROOT, "identical code differs by up to %.1f %% here", 100 * Math.expm1(noise));
        }
        if (large) {
            return String.format(Locale.ROOT, "so much may be chance (p %.2g): more forks", p);
        }
        return String.format(Locale.ROOT, "the interval reaches beyond %.3g %%: more forks", 100 * rules.effect());
    }

    /** How many forks of each side so many benchmarks need for any of them to be significant. */
    static int forksFor(int benchmarks, double alpha) {
        int forks = 2;
        while (MannWhitney.least(forks, forks) * benchmarks > alpha) {
            forks++;
        }
        return forks;
    }

    /** What the two halves of one side lie apart. */
    private static double halves(double[] costs) {
        int half = costs.length / 2;
        if (half < 2) {
            return 0;
        }
        double[] first = Arrays.copyOfRange(costs, 0, half);
        double[] second = Arrays.copyOfRange(costs, costs.length - half, costs.length);
        return Math.abs(Shift.estimate(first, second));
    }
}
