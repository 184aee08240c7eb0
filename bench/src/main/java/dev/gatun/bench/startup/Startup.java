package dev.gatun.bench.startup;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.yardstick.Limits;
import java.util.List;
import java.util.Optional;

/**
 * Starts that were measured.
 *
 * @param effort {@code quick} or {@code full}
 * @param pairs how many pairs there are of each program
 * @param place where it was measured
 * @param rows what became of each program
 */
public record Startup(String effort, int pairs, Place place, List<Row> rows) {
    /** What the first product by OpenBLAS, unpacked before, may take longer than an empty program, in nanoseconds. */
    public static final double ALLOWED_NANOS = 150e6;

    /**
     * The machine and the JVMs.
     *
     * @param machine the machine
     * @param limits what a core of it can do
     * @param jvm how the JVMs were started
     * @param facts what they had
     */
    public record Place(Machine machine, Limits limits, ForkedJvm jvm, JvmFacts facts) {}

    /**
     * A program and, right before or after it, the empty one.
     *
     * @param nanos of the program
     * @param emptyNanos of the empty one
     */
    record Pair(double nanos, double emptyNanos) {}

    /**
     * What became of a program.
     *
     * @param program the program
     * @param pairs its runs; empty if it was not measured
     * @param reason why it was not measured; empty if it was
     * @param failed whether it failed; not so if it is just not to be had here
     */
    public record Row(Program program, List<Pair> pairs, String reason, boolean failed) {
        /** Nanoseconds of the whole process. */
        Optional<Timing> timing() {
            return pairs.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            Timing.of(pairs.stream().mapToDouble(Pair::nanos).toArray()));
        }

        /** Nanoseconds that it took longer than the empty one beside it. */
        Optional<Timing> beyondEmpty() {
            return pairs.isEmpty() || program == Program.EMPTY
                    ? Optional.empty()
                    : Optional.of(Timing.of(pairs.stream()
                            .mapToDouble(pair -> pair.nanos - pair.emptyNanos)
                            .toArray()));
        }
    }

    /** What became of a program. */
    Row row(Program program) {
        return rows.stream().filter(row -> row.program() == program).findFirst().orElseThrow();
    }

    /** What to say of programs that failed. */
    public List<String> complaints() {
        return rows.stream()
                .filter(Row::failed)
                .map(row -> row.program().id() + ": " + row.reason())
                .toList();
    }
}
