package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.stats.Change;
import java.util.Locale;
import java.util.Optional;

/**
 * The verdict on a benchmark, and what it stands on.
 *
 * @param benchmark its name, parameters included
 * @param metric what was judged
 * @param verdict what became of it
 * @param a the older, or the base; empty if there is none
 * @param b the newer; empty if there is none
 * @param evidence of a change of the time; empty if there are no samples, and for allocation, which is compared exactly
 * @param why in words, for whoever has to act
 * @param waiver what lets it through
 */
public record Finding(
        String benchmark,
        Metric metric,
        Verdict verdict,
        Optional<Figure> a,
        Optional<Figure> b,
        Optional<Evidence> evidence,
        String why,
        Optional<Waivers.Waiver> waiver) {
    /** What is judged of a benchmark. */
    public enum Metric {
        /** The time of an operation, or operations in a time. */
        TIME,
        /** Bytes on the Java heap that an operation allocates. */
        ALLOCATION;

        /** As it is written in tables and files. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was measured of one side.
     *
     * @param value the median of its forks
     * @param unit such as {@code ns/op}
     * @param forks how many JVMs
     */
    public record Figure(double value, String unit, int forks) {}

    /**
     * What samples of both sides tell.
     *
     * @param change how much more B costs than A
     * @param p the probability of so much by chance, corrected for the number of benchmarks and of looks
     * @param noise what identical code differed by, as the logarithm of a ratio
     * @param matters the change that would have mattered, as the logarithm of a ratio
     */
    public record Evidence(Change change, double p, double noise, double matters) {
        /** The same with another change: that which fresh samples show. */
        public Evidence with(Change fresh) {
            return new Evidence(fresh, p, noise, matters);
        }

        /** Whether the change is large enough, in whichever direction. */
        public boolean isLarge() {
            return Math.abs(change.value()) >= matters;
        }
    }

    /** A verdict on a time. */
    public static Finding ofTime(
            String benchmark, Verdict verdict, Samples a, Samples b, Evidence evidence, String why) {
        return new Finding(
                benchmark,
                Metric.TIME,
                verdict,
                Optional.of(a.figure()),
                Optional.of(b.figure()),
                Optional.of(evidence),
                why,
                Optional.empty());
    }

    /** A benchmark about which nothing can be said. */
    public static Finding missing(String benchmark, Optional<Samples> a, Optional<Samples> b, String why) {
        return new Finding(
                benchmark,
                Metric.TIME,
                Verdict.INCONCLUSIVE,
                a.map(Samples::figure),
                b.map(Samples::figure),
                Optional.empty(),
                why,
                Optional.empty());
    }

    /** The same, let through. */
    Finding waivedBy(Waivers.Waiver by) {
        return new Finding(benchmark, metric, verdict, a, b, evidence, why, Optional.of(by));
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
