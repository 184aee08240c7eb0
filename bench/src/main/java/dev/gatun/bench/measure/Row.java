package dev.gatun.bench.measure;

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
public record Row<C extends Case, K extends Competitor>(
        C of, K contender, List<Double> nanos, String reason, boolean failed) {
    /** One that was measured. */
    public static <C extends Case, K extends Competitor> Row<C, K> ok(C of, K contender, List<Double> nanos) {
        return new Row<>(of, contender, List.copyOf(nanos), "", false);
    }

    /** One that is not to be had. */
    public static <C extends Case, K extends Competitor> Row<C, K> missing(C of, K contender, String reason) {
        return new Row<>(of, contender, List.of(), reason, false);
    }

    /** One that threw, or computed something else. */
    public static <C extends Case, K extends Competitor> Row<C, K> failed(C of, K contender, String reason) {
        return new Row<>(of, contender, List.of(), reason, true);
    }

    /** What a call costs: the median over the rounds. */
    public Optional<Timing> timing() {
        return nanos.isEmpty()
                ? Optional.empty()
                : Optional.of(Timing.of(
                        nanos.stream().mapToDouble(Double::doubleValue).toArray()));
    }

    /** Nanoseconds of a call, the median over the rounds; empty if it was not measured. */
    public OptionalDouble median() {
        return timing().stream().mapToDouble(Timing::median).findFirst();
    }

    /** What to say of one that failed. */
    public String complaint() {
        return contender.id() + " at " + of + ": " + reason;
    }
}
