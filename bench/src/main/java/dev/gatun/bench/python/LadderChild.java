package dev.gatun.bench.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.host.AtExit;
import dev.gatun.bench.host.Command;
import dev.gatun.bench.host.Command.Trouble;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A running ladder.py, and the conversation with it: it tells in lines of JSON, and is answered by a word. */
public final class LadderChild implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    // What the BLAS libraries behind NumPy and PyTorch listen to: OpenMP, OpenBLAS, MKL, BLIS, Apple's Accelerate.
    private static final List<String> THREAD_VARIABLES = List.of(
            "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS");

    private final Process process;
    private final Path errors;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final BufferedWriter answers;
    private final AtExit atExit;

    private LadderChild(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.answers = process.outputWriter(StandardCharsets.UTF_8);
        // Whoever stops the ladder stops its Python too.
        this.atExit = new AtExit(() -> Command.end(process));
        Thread.ofVirtual().start(this::listen);
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
        Path errors = folder.resolve("python.err");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        THREAD_VARIABLES.forEach(name -> builder.environment().put(name, Integer.toString(threads)));
        try {
            return new LadderChild(builder.start(), errors);
        } catch (IOException e) {
            throw new Trouble("does not start: " + Command.reason(e), e);
        }
    }

    /**
     * What it tells next.
     *
     * @throws Trouble if it ended or says nothing for too long
     */
    public JsonNode next(Duration patience) throws Trouble {
        try {
            Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new Trouble("said nothing for " + patience.toSeconds() + " s and was ended");
            }
            if (line.isEmpty()) {
                process.waitFor();
                throw new Trouble("ended with status " + process.exitValue() + Command.lastLine(errors));
            }
            return JSON.readTree(line.get());
        } catch (IOException e) {
            throw new Trouble("said what is no JSON: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("was interrupted", e);
        }
    }

    /**
     * Answers.
     *
     * @throws Trouble if it no longer listens
     */
    public void answer(String word) throws Trouble {
        try {
            answers.write(word + "\n");
            answers.flush();
        } catch (IOException e) {
            throw new Trouble("does not listen: " + e.getMessage(), e);
        }
    }

    private void listen() {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            out.lines().forEach(line -> lines.add(Optional.of(line)));
        } catch (IOException | UncheckedIOException e) {
            // The pipe broke: the same as an end.
        } finally {
            lines.add(Optional.empty());
        }
    }

    /** Ends it, whatever it does. */
    @Override
    public void close() {
        atExit.close();
    }
}
