package dev.gatun.bench.ladder;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.ladder.Ladder.Place;
import dev.gatun.bench.measure.Exchange;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.python.Interpreter;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.python.LadderScript;
import dev.gatun.bench.yardstick.Yardsticks;
import dev.gatun.bindings.OpenBlas;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.IntFunction;
import java.util.function.ToDoubleFunction;

/** Climbs the ladder: hands the same operands to Python, C and Java in turn, and gathers their rows. */
public final class LadderRun {
    // At least four times any last-level cache that a core can fill: three arrays of 64 MB.
    private static final long TRIAD_ELEMENTS = 8_000_000;

    private final Interpreters interpreters;
    private final Yardsticks.Found yardsticks;
    private final Optional<OpenBlas> blas;
    private final JavaTimer javaTimer;

    LadderRun(Interpreters interpreters, Yardsticks.Found yardsticks, Optional<OpenBlas> blas, JavaTimer javaTimer) {
        this.interpreters = interpreters;
        this.yardsticks = yardsticks;
        this.blas = blas;
        this.javaTimer = javaTimer;
    }

    /** A run with what this machine has, and JMH for the Java tiers. */
    public static LadderRun onThisMachine(Interpreters interpreters) {
        return new LadderRun(interpreters, Yardsticks.find(), OpenBlas.instance(), new JmhTimer());
    }

    /**
     * Measures all tiers.
     *
     * @param source where the left operand came from, in words
     * @param progress makes what shows the progress, given the number of rows
     */
    public Ladder measure(
            Operands operands, String source, Effort effort, int threads, IntFunction<Progress> progress) {
        try (Exchange exchange = new Exchange()) {
            Path folder = exchange.folder();
            operands.write(folder);
            LadderScript.writeTo(folder);
            Reference reference = Reference.of(operands);
            PythonTiers python = new PythonTiers(interpreters);
            CTiers c = new CTiers(yardsticks, blas);
            JavaTiers java = new JavaTiers(javaTimer);
            Run run = new Run(effort, threads, folder);
            List<Row> rows = new ArrayList<>();
            OptionalDouble peak;
            OptionalDouble triad;
            try (Progress shown = progress.apply(1 + python.count() + c.count() + java.count())) {
                shown.row("the machine's peak");
                peak = yardstick(y -> y.fmaPeakGflops(effort.seconds() / 2));
                triad = yardstick(y -> y.triadGbps(TRIAD_ELEMENTS, effort.seconds() / 2));
                rows.addAll(python.measure(operands, reference, run, shown));
                rows.addAll(c.measure(operands, reference, run, shown));
                rows.addAll(java.measure(operands, reference, run, shown));
            }
            Place place = new Place(
                    Machine.read(),
                    peak,
                    triad,
                    JvmFacts.describe(blas),
                    python.python(),
                    passedOver(python.python()),
                    python.blas());
            return new Ladder(operands.shape(), source, effort, threads, place, List.copyOf(rows));
        }
    }

    private OptionalDouble yardstick(ToDoubleFunction<Yardsticks> measure) {
        return yardsticks.library().stream()
                .mapToDouble(measure)
                .filter(value -> value > 0)
                .findFirst();
    }

    private List<String> passedOver(Optional<Interpreter> taken) {
        return interpreters.attempts().stream()
                .filter(attempt -> taken.isEmpty() || !attempt.found().equals(taken))
                .map(Interpreters.Attempt::describe)
                .toList();
    }
}
