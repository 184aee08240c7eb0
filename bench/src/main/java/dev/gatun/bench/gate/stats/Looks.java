package dev.gatun.bench.gate.stats;

import java.util.List;

/**
 * When a run that goes on looks at its samples. Whoever looks after every sample and stops when it pleases finds something
 * in the end, so the looks are fixed beforehand and each may be wrong with an equal part of the probability: Bonferroni's
 * correction, which holds however the looks depend on each other. Spending functions (Lan and DeMets 1983) would save about a
 * tenth of the samples and could not be checked by hand.
 *
 * @param rounds after how many rounds, increasing
 */
public record Looks(List<Integer> rounds) {
    /**
     * At first after six, below which no interval means much, then each time after half as many again. With six rounds of three
     * samples the least p-value is 1 in 9,282, so that dozens of benchmarks can be told apart at the first look.
     */
    public static final Looks STANDARD = new Looks(List.of(6, 9, 14, 21));

    /** Whether to look after so many. */
    public boolean isAfter(int done) {
        return rounds.contains(done);
    }

    /** How many looks. */
    public int count() {
        return rounds.size();
    }

    /** Rounds before the first. */
    public int first() {
        return rounds.getFirst();
    }

    /** Rounds before the last. */
    public int last() {
        return rounds.getLast();
    }
}
