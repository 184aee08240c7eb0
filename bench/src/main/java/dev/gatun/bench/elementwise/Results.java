package dev.gatun.bench.elementwise;

import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.Comparison.At;
import dev.gatun.bench.measure.Place;
import dev.gatun.bench.measure.Row;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Operations that were measured, by all contenders, and what follows from it.
 *
 * @param effort how much time it was given
 * @param threads how many threads an operation was allowed, of every contender
 * @param place where it was measured
 * @param compared what became of each contender at each case, case by case in the order of {@link Contender}
 */
public record Results(Effort effort, int threads, Place place, Comparison<ElementwiseCase, Contender> compared) {
    /** The least share of what the better of two others reaches, and of what the triad reaches, that is well. */
    static final double WELL = 0.9;

    /** Nanoseconds that a call of up to 100 elements with a fresh result should take at most. */
    static final double SMALL_NANOS = 150;

    /** Bytes that a call moves in a nanosecond, which is GB/s; for what {@link ElementwiseCase#streams streams}. */
    OptionalDouble gbps(Row<ElementwiseCase, Contender> row) {
        OptionalDouble nanos = row.median();
        return nanos.isPresent() && row.of().streams()
                ? OptionalDouble.of(row.of().moved() / nanos.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Nanoseconds of calls of up to 100 elements with a fresh result, the slowest first. */
    List<At<ElementwiseCase>> small() {
        return compared.cases().stream()
                .filter(ElementwiseCase::small)
                .flatMap(of ->
                        compared.row(of, Contender.FRESH).median().stream().mapToObj(nanos -> new At<>(of, nanos)))
                .sorted(Comparator.comparingDouble((At<ElementwiseCase> at) -> at.value())
                        .reversed())
                .toList();
    }

    /** What to say of contenders that failed or computed something else. */
    public List<String> complaints() {
        return compared.wrong().stream().map(Row::complaint).toList();
    }
}
