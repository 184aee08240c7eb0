package dev.gatun.bench.python;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.host.Child;
import dev.gatun.bench.host.Command.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A running ladder.py, and the conversation with it: it tells in lines of JSON, and is answered by a word. */
public final class LadderChild implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    // What the BLAS libraries behind NumPy and PyTorch listen to: OpenMP, OpenBLAS, MKL, BLIS, Apple's Accelerate.
    private static final List<String> THREAD_VARIABLES = List.of(
            "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS");

    private final Child child;

    private LadderChild(Child child) {
        this.child = child;
    }

    /**
     * Starts the program.
     *
     * @param python the interpreter
     * @param folder where the operands are and the products will be
     * @param arguments the sizes, threads, seconds and bound that ladder.py takes after the folder, then the tiers
     * @param threads how many threads the libraries may use; said in their environment, as they read it when they load
     * @throws Trouble if it does not start
     */
    public static LadderChild start(Interpreter python, Path folder, List<String> arguments, int threads)
            throws Trouble {
        List<String> command = new ArrayList<>(
                List.of(python.command(), "-u", folder.resolve("ladder.py").toString(), folder.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        THREAD_VARIABLES.forEach(name -> builder.environment().put(name, Integer.toString(threads)));
        return new LadderChild(Child.start(builder, folder.resolve("python.err")));
    }

    /**
     * What it tells next.
     *
     * @throws Trouble if it ended or says nothing for too long
     */
    public JsonNode next(Duration patience) throws Trouble {
        try {
            return JSON.readTree(child.next(patience));
        } catch (JsonProcessingException e) {
            throw new Trouble("said what is no JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Answers.
     *
     * @throws Trouble if it no longer listens
     */
    public void answer(String word) throws Trouble {
        child.answer(word);
    }

    /** Ends it, whatever it does. */
    @Override
    public void close() {
        child.close();
    }
}
