package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.stats.Drift;
import dev.gatun.bench.gate.stats.Shift;
import dev.gatun.bench.gate.verdict.Rules;
import java.util.Locale;

/**
 * What fresh forks say about a suspicion. The first estimate is too large on average, since it was looked at because it was large;
 * the fresh one is not, so it is the one that is reported.
 *
 * @param change the fresh estimate
 * @param confirmed whether it is significant by itself, in the same direction, and large enough
 */
record Again(Change change, boolean confirmed) {
    /** So many pairs of forks are measured. */
    static final int PAIRS = 10;

    /** With so few even the clearest difference could hardly be told from chance: 1 in 252. */
    static final int FEWEST_PAIRS = 5;

    static Again of(double[] a, double[] b, Change suspected, double noise, Rules rules) {
        double[][] differences = new double[a.length][];
        double[][] pairs = new double[a.length][];
        boolean up = suspected.value() > 0;
        for (int i = 0; i < a.length; i++) {
            differences[i] = new double[] {b[i] - a[i]};
            pairs[i] = up ? new double[] {a[i], b[i]} : new double[] {b[i], a[i]};
        }
        Change change = Shift.within(differences, rules.confidence());
        double p = Drift.above(pairs);
        boolean same = up == change.value() > 0;
        return new Again(change, same && p <= rules.again() && rules.matters(change, noise));
    }

    /** Both figures, for whoever has to act. */
    static String inWords(boolean confirmed, Change suspected, Change fresh) {
        String first = percent(suspected);
        String second = percent(fresh);
        return confirmed
                ? "measured again, alone: " + second + " after " + first
                : "looked like " + first + ", and like " + second + " when measured again";
    }

    private static String percent(Change change) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * change.share());
    }
}
