package dev.gatun.bench;

import dev.gatun.bench.gate.file.RecordingFile;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Fingerprint;
import dev.gatun.bench.gate.suite.Meter;
import dev.gatun.bench.gate.suite.Suite;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.OutputFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun gate record}: a baseline for later. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Measures things as they are and writes a baseline: every figure in proportion to yardsticks in C that were"
                    + " measured in between, and what it was measured with. A file is written at the end and at once.",
            "",
            "With --append a recording is added to a file that is there. From three on, made at different times, the check"
                    + " knows how much recordings of the same code differ.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:the file is written", "1:does not occur", "2:wrong usage, or a part that is missing"},
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun gate record --out baseline.json --label $(git rev-parse --short HEAD)",
            "  bench/gatun gate record --out baseline.json --append",
            "  bench/gatun gate record --out results/$(date +%%F).json     for gate history"
        })
final class GateRecordCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file that is written.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path out;

    @Option(names = "--append", description = "Adds to the file if it is there, rather than writing it anew.")
    private boolean append;

    @Option(names = "--label", paramLabel = "TEXT", description = "What is recorded, such as a commit.")
    private String label = "";

    @Mixin
    private GateRecording recording = new GateRecording();

    GateRecordCommand() {}

    @Override
    public Integer call() {
        GateMeasuring measuring = recording.measuring();
        Gatun.checkThreads(spec, measuring.threads());
        OutputFile file = OutputFile.at(out);
        List<Recording> recordings = new ArrayList<>(append && Files.exists(out) ? RecordingFile.read(out) : List.of());
        Suite suite = recording.prepare();
        List<String> units = measuring.units(suite);
        Meter meter = Meter.find();
        Fingerprint fingerprint = recording.fingerprint(suite);
        if (!recordings.isEmpty()) {
            List<String> differences = recordings.getLast().fingerprint().differences(fingerprint, Set.of());
            if (!differences.isEmpty()) {
                throw new Failure(out + " was recorded with something else: " + String.join("; ", differences));
            }
        }
        List<Entry> entries = GateMeasuring.measure(
                "gate record",
                progress -> recording
                        .recorder(suite, meter, progress)
                        .record(units, recording.forks(), GateRecording.LEAST_FORKS, measuring.budget()));
        String date = ZonedDateTime.now(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
        recordings.add(new Recording(date, label, fingerprint, entries));
        file.write(RecordingFile.toJson(recordings));
        PrintWriter print = spec.commandLine().getOut();
        print.println(out + ": " + entries.size() + " benchmarks, "
                + entries.getFirst().points().size() + " forks each; "
                + (recordings.size() == 1 ? "1 recording" : recordings.size() + " recordings"));
        print.flush();
        return 0;
    }
}
