package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Samples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Benchmarks as they were at some time, in proportion to yardsticks that were measured in between.
 *
 * @param date when, in ISO 8601 with the time
 * @param label of what, such as a commit; may be empty
 * @param fingerprint made with what
 * @param entries one for each benchmark
 */
public record Recording(String date, String label, Fingerprint fingerprint, List<Entry> entries) {
    /** What a figure is set in proportion to: how fast the machine was just then, with nothing of ours in between. */
    public enum Yardstick {
        /** Fused multiply-adds of one core, GFLOP/s. */
        FMA,
        /** STREAM's triad of one core, GB/s. */
        TRIAD
    }

    /**
     * What the yardsticks showed.
     *
     * @param gflops of fused multiply-adds
     * @param gbps of the triad
     */
    public record Reading(double gflops, double gbps) {
        double of(Yardstick yardstick) {
            return yardstick == Yardstick.FMA ? gflops : gbps;
        }

        /** The mean of the one before a fork and the one after it, as of speeds. */
        Reading with(Reading after) {
            return new Reading(harmonic(gflops, after.gflops), harmonic(gbps, after.gbps));
        }

        private static double harmonic(double one, double other) {
            return 2 / (1 / one + 1 / other);
        }
    }

    /**
     * One fork.
     *
     * @param fork as it was
     * @param reading of the yardsticks around it
     */
    public record Point(Fork fork, Reading reading) {
        /** A time multiplied by a speed: how much the yardstick would have done in it. A rate divided by it. */
        public double ratio(Yardstick yardstick) {
            double speed = reading.of(yardstick);
            return fork.higherIsBetter() ? fork.value() / speed : fork.value() * speed;
        }
    }

    /**
     * One benchmark.
     *
     * @param benchmark its name
     * @param points one for each fork
     */
    public record Entry(String benchmark, List<Point> points) {
        /** Its forks as they were. */
        public Samples times() {
            return new Samples(points.stream().map(Point::fork).toList());
        }

        /** Its forks in proportion to a yardstick. */
        public Samples ratios(Yardstick yardstick) {
            return new Samples(points.stream()
                    .map(point -> new Fork(
                            point.ratio(yardstick), point.fork.unit(), point.fork.higherIsBetter(), point.fork.bytes()))
                    .toList());
        }

        /** The yardstick to which its forks are in the steadier proportion. */
        public Yardstick steadier() {
            return deviation(Yardstick.TRIAD) < deviation(Yardstick.FMA) ? Yardstick.TRIAD : Yardstick.FMA;
        }

        private double deviation(Yardstick yardstick) {
            double[] logs = ratios(yardstick).logCosts();
            double median = Median.of(logs);
            return Median.of(
                    Arrays.stream(logs).map(log -> Math.abs(log - median)).toArray());
        }
    }

    /**
     * What something was measured with. Figures of different fingerprints are not compared, or the difference of the machines
     * would be taken for one of the code.
     *
     * @param parts such as the processor, by the names that they have in files and on the command line, {@link #PARTS}
     */
    public record Fingerprint(Map<String, String> parts) {
        /** The names of the parts: the last but two are how many threads an operation may use, and the operating system. */
        public static final List<String> PARTS =
                List.of("cpu", "vectors", "lanes", "java", "blas", "threads", "system", "suite");

        /** Of the values of {@link #PARTS}, in that order. */
        public static Fingerprint of(String... values) {
            Map<String, String> parts = new LinkedHashMap<>();
            for (int i = 0; i < values.length; i++) {
                parts.put(PARTS.get(i), values[i]);
            }
            return new Fingerprint(parts);
        }

        /** What differs, in words; parts that are allowed to differ are left out. */
        public List<String> differences(Fingerprint other, Set<String> allowed) {
            return PARTS.stream()
                    .filter(name -> !allowed.contains(name))
                    .filter(name -> !part(name).equals(other.part(name)))
                    .map(name -> name + " was " + part(name) + " and is " + other.part(name))
                    .toList();
        }

        private String part(String name) {
            return parts.getOrDefault(name, "");
        }

        /** In a line. */
        public String describe() {
            return String.join(", ", parts.values());
        }
    }

    /** A benchmark of this recording. */
    public Optional<Entry> entry(String benchmark) {
        return entries.stream()
                .filter(entry -> entry.benchmark.equals(benchmark))
                .findFirst();
    }
}
