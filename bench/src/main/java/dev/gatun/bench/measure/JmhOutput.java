package dev.gatun.bench.measure;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** JMH's output, of which only the progress is shown, and the last words of a JVM that failed. */
final class JmhOutput implements OutputFormat {
    private final Progress progress;
    private final int iterations;
    private final StringBuilder said = new StringBuilder();
    private int done;

    JmhOutput(Progress progress, int iterations) {
        this.progress = progress;
        this.iterations = iterations;
    }

    /** The exception that was printed last, without its stack; else the last line. */
    Optional<String> lastWords() {
        String[] lines =
                said.toString().lines().map(String::strip).filter(this::speaks).toArray(String[]::new);
        for (int i = lines.length - 1; i >= 0; i--) {
            if (lines[i].matches("(Caused by: |Exception in .*)?[\\w.$]+(Exception|Error)\\b.*")) {
                return Optional.of(lines[i]);
            }
        }
        return lines.length == 0 ? Optional.empty() : Optional.of(lines[lines.length - 1]);
    }

    private boolean speaks(String line) {
        return !line.isEmpty() && !line.startsWith("at ") && !line.startsWith("...") && !line.startsWith("<");
    }

    @Override
    public void iterationResult(
            BenchmarkParams benchmark, IterationParams parameters, int iteration, IterationResult result) {
        done++;
        progress.part((double) done / iterations);
    }

    @Override
    public void print(String text) {
        said.append(text);
    }

    @Override
    public void println(String text) {
        said.append(text).append('\n');
    }

    @Override
    public void write(int b) {
        said.append((char) b);
    }

    @Override
    public void write(byte[] bytes) {
        said.append(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public void verbosePrintln(String text) {}

    @Override
    public void iteration(BenchmarkParams benchmark, IterationParams parameters, int iteration) {}

    @Override
    public void startBenchmark(BenchmarkParams benchmark) {}

    @Override
    public void endBenchmark(BenchmarkResult result) {}

    @Override
    public void startRun() {}

    @Override
    public void endRun(Collection<RunResult> results) {}

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
