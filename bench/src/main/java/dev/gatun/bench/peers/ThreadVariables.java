package dev.gatun.bench.peers;

import dev.gatun.bench.python.PythonChild;
import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/**
 * Tells the native libraries of peers how many threads they may use, in the environment, which they read when they are
 * loaded. To JMH that is a profiler, since only those may stand before {@code java} on the command line; it measures nothing.
 */
public final class ThreadVariables implements ExternalProfiler {
    private final int threads;

    /** For JMH, with the number of threads. */
    public ThreadVariables(String threads) {
        this.threads = Integer.parseInt(threads);
    }

    static void put(Map<String, String> environment, int threads) {
        PythonChild.THREAD_VARIABLES.forEach(name -> environment.put(name, Integer.toString(threads)));
    }

    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams parameters) {
        List<String> command = new ArrayList<>(List.of("env"));
        PythonChild.THREAD_VARIABLES.forEach(name -> command.add(name + "=" + threads));
        return command;
    }

    @Override
    public Collection<String> addJVMOptions(BenchmarkParams parameters) {
        return List.of();
    }

    @Override
    public void beforeTrial(BenchmarkParams parameters) {}

    @Override
    public Collection<? extends Result<?>> afterTrial(BenchmarkResult result, long pid, File out, File err) {
        return List.of();
    }

    @Override
    public boolean allowPrintOut() {
        return true;
    }

    @Override
    public boolean allowPrintErr() {
        return true;
    }

    @Override
    public String getDescription() {
        return "environment variables for the number of threads";
    }
}
