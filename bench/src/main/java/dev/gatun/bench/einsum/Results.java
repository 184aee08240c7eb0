package dev.gatun.bench.einsum;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Contractions that were measured, by all contenders, and what follows from it.
 *
 * @param effort how much time it was given
 * @param threads how many threads a contraction was allowed, of every contender
 * @param place where it was measured
 * @param rows what became of each contender at each case, case by case in the order of {@link Contender}
 */
public record Results(Effort effort, int threads, Place place, List<Row> rows) {
    /**
     * The machine, the JVMs and the Python.
     *
     * @param machine the machine
     * @param jvm how the JVMs were started
     * @param facts what they had
     * @param python the interpreter and its libraries, in words
     * @param blas the BLAS libraries that it had loaded
     */
    public record Place(Machine machine, ForkedJvm jvm, JvmFacts facts, String python, List<String> blas) {}

    /** A number that was found at a case. */
    record At(EinsumCase of, double value) {}

    /** The cases, in the order of the table. */
    List<EinsumCase> cases() {
        return rows.stream().map(Row::of).distinct().toList();
    }

    Row row(EinsumCase of, Contender contender) {
        return rows.stream()
                .filter(row -> row.of().equals(of) && row.contender() == contender)
                .findFirst()
                .orElseThrow();
    }

    /** How many times as fast as another contender one is. */
    OptionalDouble over(EinsumCase of, Contender contender, Contender other) {
        OptionalDouble nanos = row(of, contender).median();
        OptionalDouble others = row(of, other).median();
        return nanos.isPresent() && others.isPresent()
                ? OptionalDouble.of(others.getAsDouble() / nanos.getAsDouble())
                : OptionalDouble.empty();
    }

    private Stream<At> all(Contender contender, Contender other) {
        return cases().stream()
                .flatMap(of -> over(of, contender, other).stream().mapToObj(value -> new At(of, value)));
    }

    /** The geometric mean of {@link #over} over all cases that have it. */
    OptionalDouble mean(Contender contender, Contender other) {
        OptionalDouble meanLog =
                all(contender, other).mapToDouble(at -> Math.log(at.value())).average();
        return meanLog.isPresent() ? OptionalDouble.of(Math.exp(meanLog.getAsDouble())) : OptionalDouble.empty();
    }

    /** The case where {@link #over} is least. */
    Optional<At> least(Contender contender, Contender other) {
        return all(contender, other).min(Comparator.comparingDouble(At::value));
    }

    /** Nanoseconds that einsum takes beyond 1.05 times matmul; negative where it takes less. */
    OptionalDouble beyondMatmul(EinsumCase of) {
        OptionalDouble einsum = row(of, Contender.EINSUM).median();
        OptionalDouble matmul = row(of, Contender.MATMUL).median();
        return einsum.isPresent() && matmul.isPresent()
                ? OptionalDouble.of(einsum.getAsDouble() - 1.05 * matmul.getAsDouble())
                : OptionalDouble.empty();
    }

    /** The case where {@link #beyondMatmul} is most. */
    Optional<At> mostBeyondMatmul() {
        return cases().stream()
                .flatMap(of -> beyondMatmul(of).stream().mapToObj(value -> new At(of, value)))
                .max(Comparator.comparingDouble(At::value));
    }

    /** The rows of contenders that failed or computed something else. */
    public List<Row> wrong() {
        return rows.stream().filter(Row::failed).toList();
    }
}
