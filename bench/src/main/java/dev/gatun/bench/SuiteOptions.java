package dev.gatun.bench;

import dev.gatun.bench.host.OutputFile;
import dev.gatun.bench.measure.JmhResults;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What every suite that JMH times has: how many JVMs time the same, and where the numbers go besides the terminal. */
final class SuiteOptions {
    @Option(
            names = "--forks",
            paramLabel = "N",
            description =
                    "How many JVMs, or turns of Python, time the same; the median of them counts. Default: 3, with"
                            + " --quick 1.")
    private @Nullable Integer forks;

    @Option(
            names = {"--json", "--summary"},
            paramLabel = "FILE",
            description = "Also writes the table, and what follows from it, as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--jmh",
            paramLabel = "FILE",
            description = "Also writes what JMH measured in JMH's own JSON, which its viewers read.")
    private @Nullable Path jmh;

    SuiteOptions() {}

    /** How many rounds there are. */
    int rounds(CommandSpec spec, int usual) {
        if (forks == null) {
            return usual;
        }
        if (forks < 1) {
            throw new ParameterException(spec.commandLine(), "--forks must be at least 1, not " + forks);
        }
        return forks;
    }

    /** The files, of which it is known that they can be written; from here on is gathered what JMH measures. */
    Files files() {
        Files files = new Files(
                Optional.ofNullable(json).map(OutputFile::at),
                Optional.ofNullable(jmh).map(OutputFile::at));
        JmhResults.clear();
        return files;
    }

    /** Where the numbers go. */
    record Files(Optional<OutputFile> json, Optional<OutputFile> jmh) {
        void write(Supplier<String> table) {
            json.ifPresent(file -> file.write(table.get()));
            jmh.ifPresent(file -> file.write(JmhResults.toJson()));
        }
    }
}
