package dev.gatun.bench.einsum;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.Exchange;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.python.EinsumScript;
import dev.gatun.bench.python.Interpreter;
import dev.gatun.bench.python.PythonChild;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Times contractions in Python. One child does all of a run, so that the libraries load once; between its turns it waits for
 * a line and takes no time from anybody. One that ended or hangs is replaced at the next turn.
 */
final class PythonTimer implements AutoCloseable {
    // Loading libraries from a cold disk.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Interpreter python;
    private final int threads;
    private final Effort effort;
    private final Exchange exchange = new Exchange();
    private final Path script;
    private final Set<String> blas = new LinkedHashSet<>();
    private @Nullable PythonChild child;

    /** Writes the operands of some cases for it. */
    PythonTimer(Interpreter python, int threads, Effort effort, List<EinsumCase> cases) {
        this.python = python;
        this.threads = threads;
        this.effort = effort;
        Path folder = exchange.folder();
        script = EinsumScript.writeTo(folder);
        ObjectNode root = Json.object();
        ArrayNode list = root.putArray("cases");
        for (EinsumCase of : cases) {
            ObjectNode node = list.addObject()
                    .put("id", of.id())
                    .put("subscripts", of.subscripts())
                    .put("contiguous", of.contiguous());
            ArrayNode shapes = node.putArray("shapes");
            of.shapes().forEach(shape -> shape.forEach(shapes.addArray()::add));
            List<float[]> operands = of.operands();
            for (int i = 0; i < operands.size(); i++) {
                Operands.writeFloats(folder.resolve(of.id() + "." + i + ".f32"), operands.get(i));
            }
        }
        try {
            Files.writeString(folder.resolve("cases.json"), list.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The BLAS libraries that the interpreter had loaded; known once it has run, and on Linux only. */
    List<String> blas() {
        return List.copyOf(blas);
    }

    /**
     * Nanoseconds of a call, the median of its batches.
     *
     * @throws Trouble if it fails, or computes something else
     */
    double time(EinsumCase of, Contender contender) throws Trouble {
        try {
            PythonChild running = child == null ? start() : child;
            running.answer(contender.id() + " " + of.id());
            running.next(PATIENCE);
            Path result = exchange.folder().resolve("result.f32");
            String wrong = EinsumReference.of(of).check(Operands.readFloats(result, of.results()));
            if (!wrong.isEmpty()) {
                running.answer("skip");
                throw new Trouble(wrong);
            }
            running.answer("time");
            JsonNode nanos =
                    running.next(PATIENCE.plusSeconds((long) Effort.BOUND)).path("nanos");
            double[] batches = new double[nanos.size()];
            for (int i = 0; i < batches.length; i++) {
                batches[i] = nanos.get(i).asDouble();
            }
            return Timing.of(batches).median();
        } catch (Trouble e) {
            end();
            throw e;
        }
    }

    private PythonChild start() throws Trouble {
        PythonChild started = PythonChild.start(
                python,
                script,
                exchange.folder(),
                List.of(
                        Integer.toString(threads),
                        Double.toString(effort.measurement()),
                        Double.toString(Effort.BOUND)),
                threads);
        child = started;
        started.next(PATIENCE).path("blas").forEach(path -> blas.add(path.asText()));
        return started;
    }

    private void end() {
        if (child != null) {
            child.close();
            child = null;
        }
    }

    @Override
    public void close() {
        end();
        exchange.close();
    }
}
