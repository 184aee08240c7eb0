package dev.gatun.bench.measure;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/**
 * All that JMH measured in this process, in JMH's own format, which other programs read. What was measured by the same
 * method with the same parameters, in one round after the other, is one result with several forks.
 */
public final class JmhResults {
    private static final Map<String, List<RunResult>> RUNS = new LinkedHashMap<>();

    private JmhResults() {}

    static synchronized void add(Collection<RunResult> runs) {
        for (RunResult run : runs) {
            RUNS.computeIfAbsent(key(run.getParams()), fresh -> new ArrayList<>())
                    .add(run);
        }
    }

    /** Forgets all of it: what comes next is another measurement. */
    public static synchronized void clear() {
        RUNS.clear();
    }

    /** JMH's JSON. */
    public static synchronized String toJson() {
        List<RunResult> merged = RUNS.values().stream().map(JmhResults::merge).toList();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(merged);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static String key(BenchmarkParams params) {
        StringBuilder key = new StringBuilder(params.getBenchmark()).append(params.getOpsPerInvocation());
        params.getParamsKeys()
                .forEach(name -> key.append(' ').append(name).append('=').append(params.getParam(name)));
        return key.toString();
    }

    private static RunResult merge(List<RunResult> runs) {
        List<BenchmarkResult> forks =
                runs.stream().flatMap(run -> run.getBenchmarkResults().stream()).toList();
        return new RunResult(Objects.requireNonNull(runs.getFirst()).getParams(), forks);
    }
}
