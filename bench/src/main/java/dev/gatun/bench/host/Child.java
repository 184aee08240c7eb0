package dev.gatun.bench.host;

import dev.gatun.bench.host.Command.Trouble;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A running program that tells in lines, and can be answered. */
public final class Child implements AutoCloseable {
    private final Process process;
    private final Path errors;
    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final BufferedWriter answers;
    private final AtExit atExit;

    private Child(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.answers = process.outputWriter(StandardCharsets.UTF_8);
        // Whoever stops this program stops that one too.
        this.atExit = new AtExit(() -> Command.end(process));
        Thread.ofVirtual().start(this::listen);
    }

    /**
     * Starts a program.
     *
     * @param errors the file for what it writes to standard error
     * @throws Trouble if it does not start
     */
    public static Child start(ProcessBuilder program, Path errors) throws Trouble {
        try {
            return new Child(program.redirectError(errors.toFile()).start(), errors);
        } catch (IOException e) {
            throw new Trouble("does not start: " + Command.reason(e), e);
        }
    }

    /**
     * What it tells next.
     *
     * @throws Trouble if it ended or says nothing for too long
     */
    public String next(Duration patience) throws Trouble {
        try {
            Optional<String> line = lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new Trouble("said nothing for " + patience.toSeconds() + " s and was ended");
            }
            if (line.isEmpty()) {
                process.waitFor();
                throw new Trouble("ended with status " + process.exitValue() + Command.lastLine(errors));
            }
            return line.get();
        } catch (IOException e) {
            throw new Trouble("cannot be understood: " + e.getMessage(), e);
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
