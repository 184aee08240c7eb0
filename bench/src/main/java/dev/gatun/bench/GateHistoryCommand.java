package dev.gatun.bench;

import dev.gatun.bench.gate.file.History;
import dev.gatun.bench.gate.report.HistoryReport;
import dev.gatun.bench.host.OutputFile;
import dev.gatun.bench.host.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun gate history}: recordings over time. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Reads all recordings of a folder (gate record --out DIR/NAME.json) and says where benchmarks changed, by"
                    + " E-divisive (Matteson and James 2014). It takes about ten recordings to see anything.",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the recordings were read, whatever they show",
            "1:does not occur",
            "2:wrong usage, or a file that is no recording"
        },
        footerHeading = "%nExamples:%n",
        footer = {"  bench/gatun gate history results --html history.html"})
final class GateHistoryCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "DIR", description = "The folder with the recordings, *.json.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path folder;

    @Option(names = "--html", paramLabel = "FILE", description = "Also draws it, as a page.")
    private @Nullable Path html;

    GateHistoryCommand() {}

    @Override
    public Integer call() {
        Optional<OutputFile> page = Optional.ofNullable(html).map(OutputFile::at);
        List<History> lines = History.read(folder);
        spec.commandLine().getOut().print(HistoryReport.toText(lines, Terminal.columns()));
        spec.commandLine().getOut().flush();
        page.ifPresent(file -> file.write(HistoryReport.toHtml(lines)));
        return 0;
    }
}
