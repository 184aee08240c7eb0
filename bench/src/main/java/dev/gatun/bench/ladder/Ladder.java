package dev.gatun.bench.ladder;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.python.Interpreter;
import dev.gatun.ladder.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A ladder that was climbed: what was measured, where, and what follows from it.
 *
 * @param shape the sizes of the product
 * @param source where the left operand came from
 * @param effort how much time it was given
 * @param threads how many threads a product was allowed
 * @param place where it was measured
 * @param rows what became of each tier, in the order of the table
 */
public record Ladder(Shape shape, String source, Effort effort, int threads, Place place, List<Row> rows) {
    /**
     * The machine and the software under the tiers.
     *
     * @param machine the machine
     * @param peakGflops the FMA peak of one core, if the yardsticks were built
     * @param triadGbps the memory bandwidth of one core, likewise
     * @param openBlas the OpenBLAS under Gatun, in words
     * @param python the interpreter that was taken
     * @param passedOver the other interpreters that were tried, each in words
     * @param pythonBlas the BLAS libraries that Python had loaded
     */
    public record Place(
            Machine machine,
            OptionalDouble peakGflops,
            OptionalDouble triadGbps,
            String openBlas,
            Optional<Interpreter> python,
            List<String> passedOver,
            List<String> pythonBlas) {}

    /** The row that the others are compared with; empty if none of the loops was measured. */
    public Optional<Row> baseline() {
        return Baseline.of(rows);
    }

    /** How many times faster than the baseline a row is. */
    OptionalDouble timesFaster(Row row) {
        return baseline().isPresent() && row.timing().isPresent()
                ? OptionalDouble.of(median(baseline().get()) / median(row))
                : OptionalDouble.empty();
    }

    OptionalDouble gflops(Row row) {
        return row.timing().isPresent()
                ? OptionalDouble.of(shape.flops() / median(row)) // operations per nanosecond
                : OptionalDouble.empty();
    }

    /** The share of what as many cores as the product was allowed could do. */
    OptionalDouble ofPeak(Row row) {
        return gflops(row).isPresent() && place.peakGflops().isPresent()
                ? OptionalDouble.of(
                        gflops(row).getAsDouble() / (place.peakGflops().getAsDouble() * threads))
                : OptionalDouble.empty();
    }

    /** The figure that the lesson gives for the same step, in PyTorch; for the rows that are that step. */
    OptionalDouble lessonFactor(Row row) {
        String id = row.tier().id();
        return id.startsWith("torch.") || id.startsWith("java.")
                ? Arrays.stream(Stage.values())
                        .filter(stage -> stage.id().equals(id.substring(id.indexOf('.') + 1)))
                        .findFirst()
                        .map(Stage::lessonFactor)
                        .orElse(OptionalDouble.empty())
                : OptionalDouble.empty();
    }

    /** The rows whose product is not near the reference, or that failed. */
    public List<Row> wrong() {
        return rows.stream().filter(row -> row.status() == Row.Status.WRONG).toList();
    }

    private static double median(Row row) {
        return row.timing().orElseThrow().median();
    }
}
