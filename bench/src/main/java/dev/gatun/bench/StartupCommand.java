package dev.gatun.bench;

import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.OutputFile;
import dev.gatun.bench.host.Terminal;
import dev.gatun.bench.measure.ProgressLine;
import dev.gatun.bench.startup.Startup;
import dev.gatun.bench.startup.StartupJson;
import dev.gatun.bench.startup.StartupReport;
import dev.gatun.bench.startup.StartupRun;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gatun bench startup}: from the start of a JVM to its first product. */
@Command(
        name = "startup",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Times whole processes: Java programs that multiply once and end, beside one that does nothing. OpenBLAS is"
                    + " opened from a cache folder where it is already (openblas), or unpacked into an empty one first"
                    + " (openblas-cold).",
            "",
            "A program and the empty one run right after each other, in turn the one or the other first; the median of"
                    + " their differences is what Gatun adds. The files themselves are in the system's memory.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all that could be measured was",
            "1:a program failed, or its product is wrong",
            "2:wrong usage, or a part that is missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun bench startup --quick               a look, in less than half a minute",
            "  bench/gatun bench startup --json startup.json   numbers to stand on, in a minute"
        })
final class StartupCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--quick",
            description =
                    "" + StartupRun.QUICK_PAIRS + " pairs of each program rather than " + StartupRun.FULL_PAIRS + ".")
    private boolean quick;

    @Option(names = "--pairs", paramLabel = "N", description = "So many pairs of each program.")
    private @Nullable Integer pairs;

    @Option(
            names = {"--json", "--summary"},
            paramLabel = "FILE",
            description = "Also writes the table, and what follows from it, as JSON.")
    private @Nullable Path json;

    @Mixin
    private ForkOptions forks = new ForkOptions();

    StartupCommand() {}

    @Override
    public Integer call() {
        // All that can be wrong is found out before minutes are spent.
        if (pairs != null && pairs < 1) {
            throw new ParameterException(spec.commandLine(), "--pairs must be at least 1, not " + pairs);
        }
        int number = pairs != null ? pairs : quick ? StartupRun.QUICK_PAIRS : StartupRun.FULL_PAIRS;
        Optional<OutputFile> file = Optional.ofNullable(json).map(OutputFile::at);
        StartupRun run = StartupRun.onThisMachine(quick ? "quick" : "full", number, forks.jvm());
        Gatun.announce(spec, number + " pairs of each program", run.seconds());
        return Interrupt.handled(() -> {
            Startup startup = run.measure(all -> ProgressLine.onTerminal("startup", "pairs", all, true));
            spec.commandLine().getOut().print(StartupReport.toText(startup, Terminal.columns()));
            spec.commandLine().getOut().flush();
            file.ifPresent(to -> to.write(StartupJson.toJson(startup, Gatun.called(spec), Gatun.today())));
            return Gatun.verdict(spec, startup.complaints());
        });
    }
}
