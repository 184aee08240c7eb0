package dev.gatun.bench.einsum;

import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.Comparison.At;
import dev.gatun.bench.measure.Place;
import dev.gatun.bench.measure.Row;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Contractions that were measured, by all contenders, and what follows from it.
 *
 * @param effort how much time it was given
 * @param threads how many threads a contraction was allowed, of every contender
 * @param place where it was measured
 * @param compared what became of each contender at each case, case by case in the order of {@link Contender}
 */
public record Results(Effort effort, int threads, Place place, Comparison<EinsumCase, Contender> compared) {
    /** GFLOP/s of a contender; empty where nothing is computed. */
    static OptionalDouble gflops(Row<EinsumCase, Contender> row) {
        double flops = row.of().flops();
        return flops > 0 && row.median().isPresent()
                ? OptionalDouble.of(flops / row.median().getAsDouble())
                : OptionalDouble.empty();
    }

    /** The share of the FMA peak of as many cores as there are threads. */
    OptionalDouble ofPeak(Row<EinsumCase, Contender> row) {
        OptionalDouble gflops = gflops(row);
        OptionalDouble peak = place.limits().peakGflops();
        return gflops.isPresent() && peak.isPresent()
                ? OptionalDouble.of(gflops.getAsDouble() / (peak.getAsDouble() * threads))
                : OptionalDouble.empty();
    }

    /** Nanoseconds that einsum takes beyond 1.05 times matmul; negative where it takes less. */
    OptionalDouble beyondMatmul(EinsumCase of) {
        OptionalDouble einsum = compared.row(of, Contender.EINSUM).median();
        OptionalDouble matmul = compared.row(of, Contender.MATMUL).median();
        return einsum.isPresent() && matmul.isPresent()
                ? OptionalDouble.of(einsum.getAsDouble() - 1.05 * matmul.getAsDouble())
                : OptionalDouble.empty();
    }

    /** The case where {@link #beyondMatmul} is most. */
    Optional<At<EinsumCase>> mostBeyondMatmul() {
        return compared.cases().stream()
                .flatMap(of -> beyondMatmul(of).stream().mapToObj(value -> new At<>(of, value)))
                .max(Comparator.comparingDouble(At::value));
    }

    /** What to say of contenders that failed or computed something else. */
    public List<String> complaints() {
        return compared.wrong().stream().map(Row::complaint).toList();
    }
}
