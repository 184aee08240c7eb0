package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.stats.Change;

/**
 * When a change is one. Significance and size must both hold: with many samples a test sees a change of a tenth of a per cent,
 * and with few an estimate of a third is chance.
 *
 * @param effect the smallest change that matters, as a share: 0.05 is five per cent
 * @param alpha the probability that any of the benchmarks is suspected though none has changed
 * @param again the probability that a suspicion about an unchanged benchmark is confirmed by fresh samples; 1 where nothing
 *     is measured again
 * @param confidence of the intervals
 */
public record Rules(double effect, double alpha, double again, double confidence) {
    private static final double CONFIDENCE = 0.95;

    /**
     * Where what is suspected is measured again: both together let one run in 400 of unchanged code raise an alarm, in
     * either direction, and that before the size of the change is looked at.
     */
    public static Rules inTwoSteps(double effect) {
        return new Rules(effect, 0.05, 0.05, CONFIDENCE);
    }

    /** Where the samples are all there is: one per cent in each direction. */
    public static Rules atOnce(double effect) {
        return new Rules(effect, 0.02, 1, CONFIDENCE);
    }

    /** Where fresh samples are set against a baseline twice: both times the same one, so the first time must be as strict. */
    public static Rules againstBaseline(double effect) {
        return new Rules(effect, 0.02, 0.05, CONFIDENCE);
    }

    /** The effect as the logarithm of a ratio. */
    public double logEffect() {
        return Math.log1p(effect);
    }

    /**
     * What a change must reach: the effect, or what identical code differed by on this machine, if that is more.
     *
     * @param noise the farthest that identical code may lie apart from itself, as the logarithm of a ratio
     */
    public double matters(double noise) {
        return Math.max(logEffect(), noise);
    }

    /** Whether a change is large enough, in whichever direction. */
    public boolean matters(Change change, double noise) {
        return Math.abs(change.value()) >= matters(noise);
    }

    /** Whether no change that matters is compatible with the samples. */
    public boolean isUnchanged(Change change) {
        return change.isWithin(logEffect());
    }
}
