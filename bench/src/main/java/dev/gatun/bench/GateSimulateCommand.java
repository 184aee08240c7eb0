package dev.gatun.bench;

import dev.gatun.bench.gate.simulation.Noise;
import dev.gatun.bench.gate.simulation.SimulationReport;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.OutputFile;
import dev.gatun.bench.host.Terminal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun gate simulate}: how often the gate is wrong. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Runs the gate on machines that are made up, with noise of known kinds, and counts how often it is wrong:"
                    + " false alarms where nothing changed, and slowdowns that it does not find. The seeds are fixed, so that"
                    + " the figures are the same everywhere; docs/gate.md quotes them.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:at most 1 %% false alarms, and 95 %% of the slowdowns found",
            "1:not so",
            "2:wrong usage, or a part that is missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun gate simulate                    the figures of docs/gate.md, in some minutes",
            "  bench/gatun gate simulate --runs 100         a look",
            "  bench/gatun gate simulate --markdown t.md    as the table that docs/gate.md has"
        })
final class GateSimulateCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many runs of each kind. Default: ${DEFAULT-VALUE}.")
    private int runs;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the figures as JSON.")
    private @Nullable Path json;

    @Option(names = "--markdown", paramLabel = "FILE", description = "Also writes the tables as Markdown.")
    private @Nullable Path markdown;

    GateSimulateCommand() {}

    @Override
    public Integer call() {
        if (runs < 1) {
            throw new Failure("--runs must be at least 1, not " + runs);
        }
        Optional<OutputFile> jsonFile = Optional.ofNullable(json).map(OutputFile::at);
        Optional<OutputFile> markdownFile = Optional.ofNullable(markdown).map(OutputFile::at);
        List<SimulationReport.Row> rows = new ArrayList<>();
        GateMeasuring.measure("gate simulate", progress -> {
            int done = 0;
            for (Noise noise : Noise.values()) {
                rows.addAll(SimulationReport.simulate(noise, runs));
                progress.accept(++done / (double) Noise.values().length);
            }
            return rows;
        });
        SimulationReport report = new SimulationReport(rows);
        spec.commandLine().getOut().print(report.table().toText(Terminal.columns()));
        spec.commandLine().getOut().flush();
        jsonFile.ifPresent(file -> file.write(report.toJson(Gatun.called(spec), Gatun.today())));
        markdownFile.ifPresent(file -> file.write(report.table().toMarkdown()));
        return Gatun.verdict(spec, report.wrong());
    }
}
