package dev.gatun.bench.measure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.python.PythonChild;
import dev.gatun.bench.python.Script;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Times in Python. One child does all of a run, so that the libraries load once; between its turns it waits for a line and
 * takes no time from anybody. It starts when it is first needed; one that ended or hangs is replaced at the next turn.
 */
public final class PythonTimer implements AutoCloseable {
    // Loading libraries from a cold disk.
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Interpreters interpreters;
    private final Script script;
    private final int threads;
    private final double seconds;
    private final double bound;
    private final Consumer<Path> prepare;
    private final Set<String> blas = new LinkedHashSet<>();
    private @Nullable Exchange exchange;
    private @Nullable PythonChild child;

    /**
     * One that has not started.
     *
     * @param threads how many threads its libraries may use
     * @param seconds how long something is timed
     * @param bound seconds after which it has taken too long
     * @param prepare writes what the script needs into the folder where it exchanges files with this program
     */
    public PythonTimer(
            Interpreters interpreters,
            Script script,
            int threads,
            double seconds,
            double bound,
            Consumer<Path> prepare) {
        this.interpreters = interpreters;
        this.script = script;
        this.threads = threads;
        this.seconds = seconds;
        this.bound = bound;
        this.prepare = prepare;
    }

    /** Whether what the script left is right. */
    @FunctionalInterface
    public interface Check {
        /**
         * Looks at it.
         *
         * @param folder where it left files
         * @param said what it said
         * @return why it is wrong; empty if it is right
         */
        String wrong(Path folder, JsonNode said);
    }

    /** The BLAS libraries that the interpreter had loaded; known once it has run, and on Linux only. */
    public List<String> blas() {
        return List.copyOf(blas);
    }

    /**
     * Nanoseconds of a call, the median of its batches.
     *
     * @param request what to call, as the script understands it, in a line
     * @throws Trouble if it fails, or computes something else
     */
    public double time(String request, Check check) throws Trouble {
        try {
            Path folder = folder();
            PythonChild running = child == null ? start(folder) : child;
            running.answer(request);
            String wrong = check.wrong(folder, running.next(PATIENCE));
            if (!wrong.isEmpty()) {
                throw new Trouble(wrong);
            }
            running.answer("time");
            JsonNode nanos = running.next(PATIENCE.plusSeconds((long) bound)).path("nanos");
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

    private Path folder() {
        if (exchange == null) {
            exchange = new Exchange();
            prepare.accept(exchange.folder());
        }
        return exchange.folder();
    }

    private PythonChild start(Path folder) throws Trouble {
        PythonChild started = PythonChild.start(
                interpreters.best().orElseThrow(),
                script.writeTo(folder),
                folder,
                List.of(Integer.toString(threads), Double.toString(seconds), Double.toString(bound)),
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
        if (exchange != null) {
            exchange.close();
        }
    }
}
