package dev.gatun.bench;

import dev.gatun.bench.host.Failure;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.python.Interpreters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How Java and Python are measured beside each other; of every command that does. */
final class ContestOptions {
    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many threads a call may use, in Java and in Python. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description = "The Python to measure with. Default: the first of python3 on the PATH and"
                    + " /usr/bin/python3 that has PyTorch, else NumPy.")
    private @Nullable String python;

    @Mixin
    private SuiteOptions suite = new SuiteOptions();

    @Mixin
    private ForkOptions forks = new ForkOptions();

    ContestOptions() {}

    int threads() {
        return threads;
    }

    ForkedJvm jvm() {
        return forks.jvm();
    }

    /**
     * The Pythons to choose from.
     *
     * @throws Failure if the one that was named does not run
     */
    Interpreters interpreters() {
        if (python == null) {
            return Interpreters.onThisMachine();
        }
        Interpreters named = Interpreters.named(python);
        if (named.best().isEmpty()) {
            throw new Failure("--python " + named.attempts().getFirst().describe());
        }
        return named;
    }

    SuiteOptions suite() {
        return suite;
    }
}
