package dev.gatun.bench.measure;

import java.io.File;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.ExternalProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.Result;

/**
 * Starts JMH's JVMs with other kernels of OpenBLAS, by its environment variable. To JMH that is a profiler, since only
 * those may stand before {@code java} on the command line; it measures nothing.
 */
public final class CoretypeProfiler implements ExternalProfiler {
    private final String coretype;

    /** For JMH, with the name of the kernels. */
    public CoretypeProfiler(String coretype) {
        this.coretype = coretype;
    }

    @Override
    public Collection<String> addJVMInvokeOptions(BenchmarkParams parameters) {
        return List.of("env", ForkedJvm.CORETYPE + "=" + coretype);
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
        return "the environment variable " + ForkedJvm.CORETYPE;
    }
}
