package dev.gatun.bench;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code gatun bench}: what is measured beyond the ladder. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = "Measures how fast Gatun computes on this machine.",
        subcommands = {
            SgemmCommand.class,
            EinsumCommand.class,
            ElementwiseCommand.class,
            CallsCommand.class,
            StartupCommand.class,
            ScalingCommand.class,
            PeersCommand.class,
            CalibrateCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all is well", "1:what was checked does not hold", "2:wrong usage, or a part that is missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun bench sgemm --quick       PACKED, OpenBLAS and matmul over shapes",
            "  bench/gatun bench einsum --quick      contractions by Gatun, NumPy and PyTorch",
            "  bench/gatun bench elementwise --quick elementwise operations and reductions",
            "  bench/gatun bench peers --quick       the product by Gatun and by what one would use instead",
            "  bench/gatun bench scaling --quick     over sizes and threads",
            "  bench/gatun bench calls --quick       what a call of C costs",
            "  bench/gatun bench startup --quick     the first product of a JVM",
            "  bench/gatun bench calibrate --quick   a dispatch table for this machine"
        })
final class BenchCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    BenchCommand() {}

    @Override
    public void run() {
        throw Gatun.whichCommand(spec);
    }
}
