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

/** A running program in Python, and the conversation with it: it tells in lines of JSON, and is answered by a word. */
public final class PythonChild implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Variables of the environment by which BLAS libraries are told how many threads they may use: OpenMP, OpenBLAS, MKL,
     * BLIS, Apple's Accelerate.
     */
    public static final List<String> THREAD_VARIABLES = List.of(
            "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS");

    private final Child child;

    private PythonChild(Child child) {
        this.child = child;
    }

    /**
     * Starts a program.
     *
     * @param python the interpreter
     * @param script the file of the program
     * @param folder where it and this program exchange files: its first argument
     * @param arguments the others
     * @param threads how many threads the libraries may use; said in their environment, as they read it when they load
     * @throws Trouble if it does not start
     */
    public static PythonChild start(Interpreter python, Path script, Path folder, List<String> arguments, int threads)
            throws Trouble {
        List<String> command = new ArrayList<>(List.of(python.command(), "-u", script.toString(), folder.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        THREAD_VARIABLES.forEach(name -> builder.environment().put(name, Integer.toString(threads)));
        return new PythonChild(Child.start(builder, folder.resolve("python.err")));
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
