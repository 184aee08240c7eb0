package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.verdict.Finding.Evidence;
import java.util.List;
import java.util.Locale;

/**
 * When a change is one. Significance and size must both hold: with many samples a test sees a change of a tenth of a per cent,
 * and with few an estimate of a third is chance.
 *
 * @param effect the smallest change that matters, as a share: 0.05 is five per cent
 * @param alpha the probability that any of the benchmarks is suspected though none has changed, over all looks
 * @param again the probability that a suspicion about an unchanged benchmark is confirmed by fresh samples; 1 where nothing
 *     is measured again
 * @param looks after how many rounds a run that goes on looks at its samples, increasing. Whoever looks after every sample and
 *     stops when it pleases finds something in the end, so the looks are fixed beforehand and each may be wrong with an equal
 *     part of alpha: Bonferroni's correction, which holds however the looks depend on each other. Spending functions (Lan and
 *     DeMets 1983) would save about a tenth of the samples and could not be checked by hand.
 */
public record Rules(double effect, double alpha, double again, List<Integer> looks) {
    /** Of all intervals. */
    public static final double CONFIDENCE = 0.95;

    /**
     * Where what is suspected is measured again: both together let one run in 400 of unchanged code raise an alarm, in
     * either direction, and that before the size of the change is looked at. The first look is after six rounds, below which
     * no interval means much, then each after half as many again. With six rounds of three samples the least p-value is 1 in
     * 9,282, so that dozens of benchmarks can be told apart at the first look.
     */
    public static Rules inTwoSteps(double effect) {
        return new Rules(effect, 0.05, 0.05, List.of(6, 9, 14, 21));
    }

    /** Where the samples are all there is: one per cent in each direction. */
    public static Rules atOnce(double effect) {
        return new Rules(effect, 0.02, 1, List.of());
    }

    /** Where fresh samples are set against a baseline twice: both times the same one, so the first time must be as strict. */
    public static Rules againstBaseline(double effect) {
        return new Rules(effect, 0.02, 0.05, List.of());
    }

    /** What a change must reach: the effect, or what identical code differed by on this machine, if that is more. */
    public Evidence evidence(Change change, double p, double noise) {
        return new Evidence(change, Math.min(1, p), noise, Math.max(Math.log1p(effect), noise));
    }

    /** Whether a change is large and hardly chance. */
    public boolean isSuspicious(Evidence evidence) {
        return evidence.isLarge() && evidence.p() <= alpha;
    }

    /** Whether no change that matters is compatible with the samples. */
    public boolean isUnchanged(Evidence evidence) {
        return evidence.change().isWithin(Math.log1p(effect));
    }

    /**
     * Whether fresh samples confirm a suspicion: they are significant by themselves, in the same direction, and large enough.
     *
     * @param fresh the evidence, with the fresh change
     * @param p of the fresh samples lying on the suspected side
     */
    public boolean isConfirmed(Evidence suspected, Evidence fresh, double p) {
        boolean same = suspected.change().value() > 0 == fresh.change().value() > 0;
        return same && p <= again && fresh.isLarge();
    }

    /** Both figures, for whoever has to act. */
    public static String again(boolean confirmed, Evidence suspected, Evidence fresh) {
        return String.format(
                Locale.ROOT,
                confirmed
                        ? "measured again, alone: %2$+.1f %% after %1$+.1f %%"
                        : "looked like %+.1f %%, and like %+.1f %% when measured again",
                100 * suspected.change().share(),
                100 * fresh.change().share());
    }

    /** Why samples do not decide. */
    public String whyOpen(Evidence evidence) {
        if (Math.abs(evidence.change().value()) >= Math.log1p(effect) && !evidence.isLarge()) {
            return String.format(
                    Locale.ROOT, "identical code differs by up to %.1f %% here", 100 * Math.expm1(evidence.noise()));
        }
        return evidence.isLarge()
                ? String.format(Locale.ROOT, "so much may be chance (p %.2g): more forks", evidence.p())
                : String.format(Locale.ROOT, "the interval reaches beyond %.3g %%: more forks", 100 * effect);
    }
}
