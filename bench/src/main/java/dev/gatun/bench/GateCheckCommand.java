package dev.gatun.bench;

import dev.gatun.bench.gate.file.RecordingFile;
import dev.gatun.bench.gate.run.CheckRun;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Recording.Fingerprint;
import dev.gatun.bench.gate.suite.Meter;
import dev.gatun.bench.gate.suite.Suite;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.host.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun gate check}: things as they are, against a baseline. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Measures things as they are and compares them with a baseline of gate record, both in proportion to the"
                    + " yardsticks of their own run. What looks changed is measured again, alone. A baseline from another"
                    + " processor, JDK, BLAS, system, suite or number of threads is refused.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing regressed",
            "1:something regressed",
            "2:wrong usage, another fingerprint, or a part that is missing",
            "3:nothing regressed for certain, but something could not be decided"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun gate check --baseline baseline.json --junit gate.xml --markdown gate.md",
            "  bench/gatun gate check --baseline baseline.json --allow java,system"
        })
final class GateCheckCommand implements Callable<Integer> {
    private static final double EFFECT = 0.1;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--baseline", paramLabel = "FILE", required = true, description = "What gate record wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path baseline;

    @Option(
            names = "--allow",
            paramLabel = "PART",
            split = ",",
            description = "Parts of the fingerprint that may differ: cpu, vectors, lanes, java, blas, threads, system,"
                    + " suite.")
    private Set<String> allowed = new LinkedHashSet<>();

    @Mixin
    private GateRecording recording = new GateRecording();

    @Mixin
    private GateOutputs outputs = new GateOutputs();

    GateCheckCommand() {}

    @Override
    public Integer call() {
        GateMeasuring measuring = recording.measuring();
        Gatun.checkThreads(spec, measuring.threads());
        for (String part : allowed) {
            if (!Fingerprint.PARTS.contains(part)) {
                throw new Failure(
                        "--allow " + part + ": the parts of a fingerprint are " + String.join(", ", Fingerprint.PARTS));
            }
        }
        outputs.prepare();
        List<Recording> recordings = RecordingFile.read(baseline);
        Suite suite = recording.prepare();
        List<String> units = measuring.units(suite);
        Meter meter = Meter.find();
        Fingerprint fingerprint = recording.fingerprint(suite);
        List<Recording> comparable = recordings.stream()
                .filter(each ->
                        each.fingerprint().differences(fingerprint, allowed).isEmpty())
                .toList();
        if (comparable.isEmpty()) {
            throw new Failure(baseline + " was recorded with something else, and is not compared: "
                    + String.join("; ", recordings.getLast().fingerprint().differences(fingerprint, allowed))
                    + " (--allow PART compares all the same)");
        }
        double effect = outputs.effect(EFFECT);
        List<Finding> findings = GateMeasuring.measure(
                "gate check",
                progress -> new CheckRun(
                                comparable, recording.recorder(suite, meter, progress), Rules.againstBaseline(effect))
                        .run(units, recording.forks(), GateRecording.LEAST_FORKS, measuring.budget()));
        List<String> notes =
                new ArrayList<>(List.of("changes are of ratios to the yardsticks; A and B are times as they were"));
        if (!CheckRun.knowsSpread(comparable)) {
            notes.add(
                    "the baseline holds " + comparable.size() + (comparable.size() == 1 ? " recording" : " recordings")
                            + ": how much recordings of the same code differ is not known; gate record --append adds more");
        }
        Recording last = comparable.getLast();
        return outputs.report(
                spec,
                "A: " + baseline + " of " + last.date()
                        + (last.label().isEmpty() ? "" : ", " + last.label())
                        + ", B: things as they are, suite " + suite.name(),
                effect,
                List.of(fingerprint.describe() + "; seed " + measuring.seed()),
                findings,
                notes);
    }
}
