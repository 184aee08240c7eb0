package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.stats.Change;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The verdict on a benchmark, and what it stands on.
 *
 * @param benchmark its name, parameters included
 * @param metric what was judged
 * @param verdict what became of it
 * @param a the older, or the base; empty if there is none
 * @param b the newer; empty if there is none
 * @param change how much more B costs than A; empty for allocation, which is compared exactly
 * @param p the probability of so much by chance, corrected for the number of benchmarks and of looks; empty if no test
 *     could be made
 * @param matters the change that would have mattered, as the logarithm of a ratio
 * @param noise what identical code differed by, as the logarithm of a ratio; empty if it was not measured
 * @param why in words, for whoever has to act
 * @param waiver what lets it through
 */
public record Finding(
        String benchmark,
        Metric metric,
        Verdict verdict,
        Optional<Figure> a,
        Optional<Figure> b,
        Optional<Change> change,
        OptionalDouble p,
        double matters,
        OptionalDouble noise,
        String why,
        Optional<Waiver> waiver) {
    /** A verdict on a time. */
    public static Finding ofTime(
            String benchmark,
            Verdict verdict,
            Figure a,
            Figure b,
            Change change,
            double p,
            double matters,
            OptionalDouble noise,
            String why) {
        return new Finding(
                benchmark,
                Metric.TIME,
                verdict,
                Optional.of(a),
                Optional.of(b),
                Optional.of(change),
                OptionalDouble.of(Math.min(1, p)),
                matters,
                noise,
                why,
                Optional.empty());
    }

    /** A benchmark about which nothing can be said. */
    public static Finding missing(String benchmark, Optional<Figure> a, Optional<Figure> b, String why) {
        return new Finding(
                benchmark,
                Metric.TIME,
                Verdict.INCONCLUSIVE,
                a,
                b,
                Optional.empty(),
                OptionalDouble.empty(),
                0,
                OptionalDouble.empty(),
                why,
                Optional.empty());
    }

    static Finding ofAllocation(String benchmark, Verdict verdict, Figure a, Figure b, String why) {
        return new Finding(
                benchmark,
                Metric.ALLOCATION,
                verdict,
                Optional.of(a),
                Optional.of(b),
                Optional.empty(),
                OptionalDouble.empty(),
                0,
                OptionalDouble.empty(),
                why,
                Optional.empty());
    }

    /** The same, let through. */
    Finding waivedBy(Waiver by) {
        return new Finding(benchmark, metric, verdict, a, b, change, p, matters, noise, why, Optional.of(by));
    }

    /** The same with other figures beside it: those that a user knows, where what was compared were ratios. */
    public Finding showing(Figure ofA, Figure ofB) {
        return new Finding(
                benchmark, metric, verdict, Optional.of(ofA), Optional.of(ofB), change, p, matters, noise, why, waiver);
    }

    /** The same after it was measured again. */
    public Finding as(Verdict other, Change fresh, String because) {
        return new Finding(benchmark, metric, other, a, b, Optional.of(fresh), p, matters, noise, because, waiver);
    }

    /** A regression that nothing lets through. */
    public boolean fails() {
        return verdict == Verdict.REGRESSED && waiver.isEmpty();
    }

    /** Nothing that lets a regression through settles what is not known. */
    public boolean isOpen() {
        return verdict == Verdict.INCONCLUSIVE;
    }

    /** Its name, with the metric where that is not the time. */
    public String title() {
        return metric == Metric.TIME ? benchmark : benchmark + ", " + metric.id();
    }
}
