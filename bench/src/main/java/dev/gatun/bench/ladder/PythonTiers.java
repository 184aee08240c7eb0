package dev.gatun.bench.ladder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Reference.Check;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.python.Interpreter;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.python.Lack;
import dev.gatun.bench.python.LadderScript;
import dev.gatun.bench.python.LadderScript.PythonTier;
import dev.gatun.bench.python.PythonChild;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tiers in Python. One child runs them all, so that the libraries load once; a tier that crashes or hangs loses its
 * own row only, as the rest go on in a fresh child.
 */
final class PythonTiers {
    // Loading libraries from a cold disk, and what a busy machine adds to a bound.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Interpreters interpreters;
    private final Optional<Interpreter> python;
    private final Set<String> blas = new LinkedHashSet<>();

    PythonTiers(Interpreters interpreters) {
        this.interpreters = interpreters;
        this.python = interpreters.best();
    }

    /** The interpreter that is taken, if any ran. */
    Optional<Interpreter> python() {
        return python;
    }

    /** The BLAS libraries that the interpreter had loaded; known once it has run, and on Linux only. */
    List<String> blas() {
        return List.copyOf(blas);
    }

    int count() {
        return LadderScript.tiers().size();
    }

    List<Row> measure(Operands operands, Reference reference, Run run, Progress progress) {
        List<PythonTier> tiers = LadderScript.tiers();
        Map<String, Row> rows = new HashMap<>();
        Deque<Tier> waiting = new ArrayDeque<>();
        for (PythonTier tier : tiers) {
            Tier named = new Tier(tier.id(), tier.label(), tier.code());
            Optional<String> lack = Lack.of(interpreters, tier.needs());
            lack.ifPresent(reason -> rows.put(tier.id(), Row.missing(named, reason)));
            if (lack.isEmpty() && !tier.id().equals(Baseline.STAND_IN)) {
                waiting.add(named);
            }
        }
        measure(waiting, operands, reference, run, progress, rows);
        standIn(tiers, rows)
                .ifPresent(tier -> measure(new ArrayDeque<>(List.of(tier)), operands, reference, run, progress, rows));

        List<Row> inOrder = new ArrayList<>();
        for (PythonTier tier : tiers) {
            Row row = rows.get(tier.id());
            if (row != null && (!tier.id().equals(Baseline.STAND_IN) || row.isOk())) {
                inOrder.add(row);
            }
        }
        return inOrder;
    }

    // Loops over NumPy arrays say nothing where the lesson's own baseline was measured.
    private static Optional<Tier> standIn(List<PythonTier> tiers, Map<String, Row> rows) {
        return tiers.stream()
                .filter(tier -> tier.id().equals(Baseline.STAND_IN) && !rows.containsKey(tier.id()))
                .filter(tier -> !isOk(rows.get(Baseline.LESSON)))
                .map(tier -> new Tier(tier.id(), tier.label(), tier.code()))
                .findFirst();
    }

    private static boolean isOk(@Nullable Row row) {
        return row != null && row.isOk();
    }

    private void measure(
            Deque<Tier> waiting,
            Operands operands,
            Reference reference,
            Run run,
            Progress progress,
            Map<String, Row> rows) {
        while (!waiting.isEmpty()) {
            boolean ready = false;
            try (PythonChild child = start(waiting, operands.shape(), run)) {
                child.next(PATIENCE).path("blas").forEach(path -> blas.add(path.asText()));
                ready = true;
                while (!waiting.isEmpty()) {
                    Tier tier = waiting.element();
                    progress.row(tier.id());
                    rows.put(tier.id(), converse(child, tier, operands.shape(), reference, run));
                    waiting.remove();
                }
            } catch (Trouble e) {
                String reason = python.map(Interpreter::command).orElse("python") + " " + e.getMessage();
                do {
                    Tier tier = waiting.remove();
                    rows.put(tier.id(), Row.missing(tier, reason));
                } while (!ready && !waiting.isEmpty());
            }
        }
    }

    private PythonChild start(Deque<Tier> waiting, Shape shape, Run run) throws Trouble {
        List<String> arguments = new ArrayList<>();
        for (int size : List.of(shape.m(), shape.k(), shape.n(), run.threads())) {
            arguments.add(Integer.toString(size));
        }
        arguments.add(Double.toString(run.effort().seconds()));
        arguments.add(Double.toString(run.effort().bound()));
        waiting.forEach(tier -> arguments.add(tier.id()));
        return PythonChild.start(
                python.orElseThrow(), run.folder().resolve("ladder.py"), run.folder(), arguments, run.threads());
    }

    private static Row converse(PythonChild child, Tier tier, Shape shape, Reference reference, Run run)
            throws Trouble {
        Duration patience = PATIENCE.plusSeconds((long) run.effort().bound());
        child.next(PATIENCE); // it has begun, and reads its operands
        JsonNode told = child.next(patience);
        if (told.path("event").asText().equals("slow")) {
            return Row.missing(tier, run.effort().tooSlow(told.path("seconds").asDouble()));
        }
        Path product = run.folder().resolve(tier.id() + ".f32");
        Check check = reference.check(Operands.readFloats(product, shape.m() * shape.n()));
        if (!check.near()) {
            child.answer("skip");
            return Row.notNear(tier, check);
        }
        child.answer("time");
        JsonNode nanos = child.next(patience).path("nanos");
        double[] batches = new double[nanos.size()];
        for (int i = 0; i < batches.length; i++) {
            batches[i] = nanos.get(i).asDouble();
        }
        return Row.ok(tier, Timing.of(batches), check);
    }
}
