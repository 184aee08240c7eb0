package dev.gatun.bench.einsum;

import dev.gatun.bench.measure.Timing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of a contender at a case.
 *
 * @param of the case
 * @param contender the contender
 * @param nanos of a call, one for each round; empty if it was not measured
 * @param reason why it was not measured; empty if it was
 * @param failed whether it threw, or computed something else; not so if it is just not to be had here
 */
public record Row(EinsumCase of, Contender contender, List<Double> nanos, String reason, boolean failed) {
    static Row ok(EinsumCase of, Contender contender, List<Double> nanos) {
        return new Row(of, contender, List.copyOf(nanos), "", false);
    }

    static Row missing(EinsumCase of, Contender contender, String reason) {
        return new Row(of, contender, List.of(), reason, false);
    }

    static Row failed(EinsumCase of, Contender contender, String reason) {
        return new Row(of, contender, List.of(), reason, true);
    }

    /** What a call costs: the median over the rounds. */
    Optional<Timing> timing() {
        return nanos.isEmpty()
                ? Optional.empty()
                : Optional.of(Timing.of(
                        nanos.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    OptionalDouble median() {
        return timing().stream().mapToDouble(Timing::median).findFirst();
    }
}
