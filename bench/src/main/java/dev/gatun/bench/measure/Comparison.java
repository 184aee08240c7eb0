package dev.gatun.bench.measure;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * What follows from cases that were measured by all contenders.
 *
 * @param rows what became of each contender at each case, case by case
 */
public record Comparison<C extends Case, K extends Competitor>(List<Row<C, K>> rows) {
    /** A number that was found at a case. */
    public record At<C extends Case>(C of, double value) {}

    /** The cases, in the order of the table. */
    public List<C> cases() {
        return rows.stream().map(Row::of).distinct().toList();
    }

    /** What became of a contender at a case. */
    public Row<C, K> row(C of, K contender) {
        return rows.stream()
                .filter(row -> row.of().equals(of) && row.contender().equals(contender))
                .findFirst()
                .orElseThrow();
    }

    /** How many times as fast as another contender one is. */
    public OptionalDouble over(C of, K contender, K other) {
        return overBest(of, contender, List.of(other));
    }

    /** How many times as fast one is as the fastest of those others that were measured. */
    public OptionalDouble overBest(C of, K contender, List<K> others) {
        OptionalDouble nanos = row(of, contender).median();
        OptionalDouble best = others.stream()
                .flatMapToDouble(other -> row(of, other).median().stream())
                .min();
        return nanos.isPresent() && best.isPresent()
                ? OptionalDouble.of(best.getAsDouble() / nanos.getAsDouble())
                : OptionalDouble.empty();
    }

    private Stream<At<C>> all(K contender, List<K> others) {
        return cases().stream()
                .flatMap(of -> overBest(of, contender, others).stream().mapToObj(value -> new At<>(of, value)));
    }

    /** The geometric mean of {@link #over} over all cases that have it. */
    public OptionalDouble mean(K contender, K other) {
        OptionalDouble meanLog = all(contender, List.of(other))
                .mapToDouble(at -> Math.log(at.value()))
                .average();
        return meanLog.isPresent() ? OptionalDouble.of(Math.exp(meanLog.getAsDouble())) : OptionalDouble.empty();
    }

    /** The case where {@link #over} is least. */
    public Optional<At<C>> least(K contender, K other) {
        return all(contender, List.of(other)).min(Comparator.comparingDouble(At::value));
    }

    /** The cases where {@link #overBest} is less than a share, the least first. */
    public List<At<C>> below(double share, K contender, List<K> others) {
        return all(contender, others)
                .filter(at -> at.value() < share)
                .sorted(Comparator.comparingDouble(At::value))
                .toList();
    }

    /** A line with {@link #mean} and {@link #least}; empty if no case has both. */
    public String toText(String name, K contender, K other) {
        OptionalDouble mean = mean(contender, other);
        return least(contender, other)
                .map(least -> name + " geometric mean " + Units.digits(mean) + ", least " + Units.digits(least.value())
                        + " at " + least.of() + "\n")
                .orElse("");
    }

    /** The rows of contenders that failed or computed something else. */
    public List<Row<C, K>> wrong() {
        return rows.stream().filter(Row::failed).toList();
    }
}
