package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.stats.Drift;
import dev.gatun.bench.gate.stats.Shift;
import java.util.List;

/**
 * What the rounds of one benchmark tell.
 *
 * @param change how much more B costs than A, each fork of B against the two forks of A that ran within seconds of it
 * @param noise what A and A lie apart in 19 of 20 comparisons like this one, as the logarithm of a ratio
 * @param p the probability of so much by chance, of this benchmark alone
 */
record Evidence(Change change, double noise, double p) {
    /**
     * The logarithms of the costs of one round.
     *
     * @param a of the first fork of A
     * @param again of the second
     * @param b of that of B
     */
    record Round(double a, double again, double b) {}

    static Evidence of(List<Round> rounds, double confidence) {
        double[][] all = new double[rounds.size()][];
        double[][] differences = new double[rounds.size()][];
        double[][] nothing = new double[rounds.size()][];
        for (int i = 0; i < all.length; i++) {
            Round round = rounds.get(i);
            all[i] = new double[] {round.a, round.again, round.b};
            differences[i] = new double[] {round.b - round.a, round.b - round.again};
            nothing[i] = new double[] {round.again - round.a};
        }
        return new Evidence(
                Shift.within(differences, confidence), Shift.noise(nothing, confidence), Drift.twoSided(all));
    }
}
