package dev.gatun.bench.measure;

import java.io.File;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/**
 * Starts JMH's JVMs with other variables in the environment, which native libraries read when they are loaded. To JMH that is
 * a profiler, since only those may stand before {@code java} on the command line; it measures nothing.
 */
public final class EnvironmentProfiler implements ExternalProfiler {
    private final List<String> variables;

    /** For JMH, with variables such as {@code OMP_NUM_THREADS=1}, a space between them. */
    public EnvironmentProfiler(String variables) {
        this.variables = List.of(variables.split(" ", -1));
    }

    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams parameters) {
        List<String> command = new ArrayList<>(List.of("env"));
        command.addAll(variables);
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
        return "variables of the environment: " + String.join(" ", variables);
    }
}
