package dev.gatun.bench;

import dev.gatun.bench.measure.ForkedJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the JVMs that measure are started; of every command that starts some. */
final class ForkOptions {
    @Option(
            names = "--jvm-arg",
            paramLabel = "ARG",
            description = {
                "An argument for the JVMs that measure, such as",
                "-XX:UseAVX=2 (vectors of 256 bits). May be given more than once."
            })
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--coretype",
            paramLabel = "NAME",
            description = "The kernels that OpenBLAS takes (its OPENBLAS_CORETYPE), such as Haswell for vectors of 256"
                    + " bits. Default: its own choice for this processor.")
    private @Nullable String coretype;

    ForkOptions() {}

    ForkedJvm jvm() {
        return new ForkedJvm(List.copyOf(arguments), Optional.ofNullable(coretype));
    }
}
