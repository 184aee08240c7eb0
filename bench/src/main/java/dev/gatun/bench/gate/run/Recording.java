package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.gate.verdict.Figure;
import dev.gatun.bench.gate.verdict.Samples;
import java.util.List;
import java.util.Optional;

/**
 * Benchmarks as they were at some time, in proportion to yardsticks that were measured in between.
 *
 * @param date when, in ISO 8601 with the time
 * @param label of what, such as a commit; may be empty
 * @param fingerprint made with what
 * @param entries one for each benchmark
 */
public record Recording(String date, String label, Fingerprint fingerprint, List<Entry> entries) {
    /**
     * One benchmark.
     *
     * @param benchmark its name
     * @param points one for each fork
     */
    public record Entry(String benchmark, List<Point> points) {
        /** Its forks in proportion to a yardstick. */
        public Samples ratios(Yardstick yardstick) {
            Fork first = points.getFirst().fork;
            return new Samples(
                    points.stream().map(point -> point.ratio(yardstick)).toList(),
                    first.unit(),
                    first.higherIsBetter(),
                    points.stream()
                            .flatMap(point -> point.fork.bytes().stream())
                            .toList());
        }

        /** Its forks as they were. */
        public Figure figure() {
            return new Figure(
                    Median.of(points.stream().map(point -> point.fork.value()).toList()),
                    points.getFirst().fork.unit(),
                    points.size());
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

    /** A benchmark of this recording. */
    public Optional<Entry> entry(String benchmark) {
        return entries.stream()
                .filter(entry -> entry.benchmark.equals(benchmark))
                .findFirst();
    }
}
