package dev.gatun.bench.ladder;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.Reference.Check;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.python.Interpreter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Ladders made of numbers that a test can calculate with. */
final class SampleLadder {
    static final Check NEAR = new Check(true, 2e-5, "[0, 0]");

    private SampleLadder() {}

    static Row ok(String id, double nanos) {
        return Row.ok(tier(id), new Timing(nanos, 0.9 * nanos, 1.2 * nanos, 40), NEAR);
    }

    static Row missing(String id, String reason) {
        return Row.missing(tier(id), reason);
    }

    static Tier tier(String id) {
        return new Tier(id, "label of " + id, "code of " + id);
    }

    /** One tier that ran, two that lack the same thing, one that is wrong. */
    static Ladder mixed() {
        Row wrong = Row.notNear(tier("java.einsum"), new Check(false, 3.5, "[4, 9]"));
        return of(List.of(
                ok("python.lists", 3e6),
                missing("torch.einsum", "no PyTorch"),
                missing("torch.operator", "no PyTorch"),
                ok("java.operator", 2000),
                wrong));
    }

    static Ladder of(List<Row> rows) {
        Machine machine = new Machine("CPU", "AVX2 (256 bits)", 2, 1L << 30, "Linux", "glibc 2.36", "25.0.3");
        Interpreter python = new Interpreter(
                "/usr/bin/python3",
                "3.11.2",
                new Interpreter.Library(Optional.of("1.24.2"), Optional.empty()),
                Interpreter.Library.ABSENT);
        Ladder.Place place = new Ladder.Place(
                machine,
                OptionalDouble.of(100),
                OptionalDouble.empty(),
                "OpenBLAS 0.3.31 (Zen)",
                Optional.of(python),
                List.of("python3: exited with status 1"),
                List.of("/usr/lib/libblas.so.3"));
        return new Ladder(Shape.LESSON, "random numbers", Effort.QUICK, 1, place, rows);
    }
}
