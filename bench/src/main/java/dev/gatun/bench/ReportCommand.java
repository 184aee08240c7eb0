package dev.gatun.bench;

import dev.gatun.bench.gate.file.History;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Home;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.Machine;
import dev.gatun.bench.host.OutputFile;
import dev.gatun.bench.ladder.Readme;
import dev.gatun.bench.peers.PeersRun;
import dev.gatun.bench.report.Data;
import dev.gatun.bench.report.Page;
import dev.gatun.bench.report.Part;
import dev.gatun.bench.report.Pictures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun report}: measures what is missing, and makes one page of it. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Runs every suite whose numbers are missing, and makes one page of all: the ladder with the code of each tier,"
                    + " shapes, peers, sizes and threads, calls, start-up, einsum and elementwise operations, the machine and"
                    + " every version. The page is one file that needs no network.",
            "",
            "The numbers are kept in DIR/data, a file for each suite. What is there and was measured on this machine is not"
                    + " measured again; delete a file to have it measured anew. Peers in Java are measured if"
                    + " 'mvn -q -Ppeers -Dquick -DskipTests package' has built them.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:the page was made",
            "1:it was made, and something in it failed or computes something else",
            "2:wrong usage, or a part that is missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun report --quick            in less than ten minutes",
            "  bench/gatun report --out my           numbers to stand on, in hours",
            "  bench/gatun report --no-measure       the page anew, of what was measured before",
            "  bench/gatun report --readme           also the pictures for README.md"
        })
final class ReportCommand implements Callable<Integer> {
    private static final String PICTURES = "docs/pictures";
    private static final String README_PLACE = "report";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--quick",
            description =
                    "Less than ten minutes on two processors, without peers in Java: fewer shapes, and each shortly.")
    private boolean quick;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "gatun-report",
            description = "The folder for the page and its data. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("");

    @Option(names = "--no-measure", description = "Measures nothing: the page is made of what DIR/data has.")
    private boolean noMeasure;

    @Option(
            names = "--readme",
            description = "Also writes the pictures to " + PICTURES + ", and what the report says first into README.md,"
                    + " between its two markers.")
    private boolean readme;

    @Option(
            names = "--history",
            paramLabel = "DIR",
            description = "Also draws the recordings of a folder over time, and where they change: see gate history.")
    private @Nullable Path history;

    ReportCommand() {}

    @Override
    public Integer call() {
        // All that can be wrong is found out before minutes are spent.
        Path data = folder(out.resolve("data"));
        OutputFile page = OutputFile.at(out.resolve("index.html"));
        Optional<Readme> readmeFile =
                readme ? Optional.of(Readme.at(home().resolve("README.md"), README_PLACE)) : Optional.empty();
        Optional<Path> pictures = readme ? Optional.of(folder(home().resolve(PICTURES))) : Optional.empty();
        if (noMeasure && Data.read(data).isEmpty()) {
            throw new Failure("--no-measure, and " + data
                    + " has nothing that was measured: leave it out, or name another --out");
        }
        List<History> histories = history == null ? List.of() : History.read(history);
        Machine machine = Machine.read();
        List<Part> missing = noMeasure
                ? List.of()
                : Arrays.stream(Part.values())
                        .filter(part -> part != Part.PEERS_ALL || machine.cores() > 1)
                        .filter(part -> !Data.has(data, part, quick, PeersRun.areBuilt(), machine))
                        .toList();
        return Interrupt.handled(() -> {
            List<String> lacks = new ArrayList<>();
            List<String> wrong = new ArrayList<>();
            for (Part part : missing) {
                if (!Interrupt.isRequested()) {
                    measure(part, missing, data, machine.cores(), lacks, wrong);
                }
            }
            return write(data, page, pictures, readmeFile, lacks, wrong, histories);
        });
    }

    private void measure(Part part, List<Part> all, Path data, int threads, List<String> lacks, List<String> wrong) {
        PrintWriter err = spec.commandLine().getErr();
        err.println((all.indexOf(part) + 1) + " of " + all.size() + ": " + part.id());
        err.flush();
        StringWriter said = new StringWriter();
        CommandLine line = Gatun.commandLine();
        line.setOut(new PrintWriter(new StringWriter())); // the table is for the page
        line.setErr(new PrintWriter(new Tee(said, err), true));
        int status = line.execute(
                part.arguments(quick, threads, data.resolve(part.file())).toArray(String[]::new));
        String last = said.toString().lines().reduce("", (before, next) -> next);
        if (status == CommandLine.ExitCode.USAGE) {
            lacks.add(part.id() + ": " + last);
        } else if (status != 0) {
            wrong.add(last);
        }
    }

    private Integer write(
            Path data,
            OutputFile page,
            Optional<Path> pictures,
            Optional<Readme> readmeFile,
            List<String> lacks,
            List<String> wrong,
            List<History> histories) {
        Data measured = Data.read(data);
        if (measured.isEmpty()) {
            throw new Failure("nothing could be measured: " + String.join("; ", lacks));
        }
        page.write(Page.toHtml(measured, Gatun.version(), Gatun.today(), lacks, histories));
        Map<String, String> files = Pictures.of(measured);
        files.forEach((name, svg) -> OutputFile.at(out.resolve(name)).write(svg));
        pictures.ifPresent(to ->
                files.forEach((name, svg) -> OutputFile.at(to.resolve(name)).write(svg)));
        readmeFile.ifPresent(
                file -> file.write(Pictures.toMarkdown(measured, PICTURES, Gatun.called(spec), Gatun.today())));
        PrintWriter to = spec.commandLine().getOut();
        to.println("wrote " + out.resolve("index.html") + ", and its numbers in " + data);
        to.flush();
        return Gatun.verdict(spec, wrong);
    }

    private static Path home() {
        return Home.find().orElseThrow(() -> new Failure("--readme belongs to a checkout of Gatun, and this is none"));
    }

    private static Path folder(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new Failure("cannot make the folder " + folder + ": " + e, e);
        }
    }

    /** What a command says, to be shown and to be looked at. */
    private static final class Tee extends java.io.FilterWriter {
        private final StringWriter kept;

        Tee(StringWriter kept, PrintWriter shown) {
            super(shown);
            this.kept = kept;
        }

        @Override
        public void write(int c) throws IOException {
            super.write(c);
            kept.write(c);
        }

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            super.write(text, from, length);
            kept.write(text, from, length);
        }

        @Override
        public void write(String text, int from, int length) throws IOException {
            super.write(text, from, length);
            kept.write(text, from, length);
        }
    }
}
