package dev.gatun.bench;

import dev.gatun.bench.gate.file.RecordingFile;
import dev.gatun.bench.gate.run.CheckRun;
import dev.gatun.bench.gate.run.Fingerprint;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.suite.Meter;
import dev.gatun.bench.gate.suite.Suite;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.host.Command.Trouble;
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

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "12",
            description = "How many JVMs for each benchmark, if the budget allows. Default: ${DEFAULT-VALUE}.")
    private int forks;

    @Mixin
    private GateMeasuring measuring = new GateMeasuring();

    @Mixin
    private GateOutputs outputs = new GateOutputs();

    GateCheckCommand() {}

    @Override
    public Integer call() {
        Gatun.checkThreads(spec, measuring.threads());
        if (forks < GateRecording.LEAST_FORKS) {
            throw new Failure("--forks must be at least " + GateRecording.LEAST_FORKS + ", not " + forks);
        }
        outputs.prepare();
        List<Recording> recordings = RecordingFile.read(baseline);
        Suite suite = measuring.suite();
        List<String> units = measuring.units(suite);
        Meter meter = Meter.find();
        Fingerprint fingerprint = GateRecording.fingerprint(suite, measuring.threads());
        for (String part : allowed) {
            if (!fingerprint.parts().containsKey(part)) {
                throw new Failure("--allow " + part + ": the parts of a fingerprint are "
                        + String.join(", ", fingerprint.parts().keySet()));
            }
        }
        List<Recording> comparable = recordings.stream()
                .filter(each ->
                        each.fingerprint().differences(fingerprint, allowed).isEmpty())
                .toList();
        if (comparable.isEmpty()) {
            List<String> differences = recordings.getLast().fingerprint().differences(fingerprint, allowed);
            throw new Failure(baseline + " was recorded with something else, and is not compared: "
                    + String.join("; ", differences) + " (--allow PART compares all the same)");
        }
        double effect = outputs.effect(EFFECT);
        List<Finding> findings;
        try (GateMeasuring.Shown progress = GateMeasuring.progress("gate check")) {
            findings = new CheckRun(
                            comparable,
                            GateRecording.recorder(suite, meter, measuring.seed(), progress),
                            Rules.againstBaseline(effect))
                    .run(units, forks, GateRecording.LEAST_FORKS, measuring.budget());
        } catch (Trouble e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
        List<String> notes =
                new ArrayList<>(List.of("changes are of ratios to the yardsticks; A and B are times as they were"));
        if (!CheckRun.knowsSpread(comparable)) {
            notes.add(
                    "the baseline holds " + comparable.size() + (comparable.size() == 1 ? " recording" : " recordings")
                            + ": how much recordings of the same code differ is not known; gate record --append adds more");
        }
        return outputs.report(
                spec,
                "A: " + baseline + " of " + comparable.getLast().date()
                        + (comparable.getLast().label().isEmpty()
                                ? ""
                                : ", " + comparable.getLast().label())
                        + ", B: things as they are, suite " + suite.name(),
                effect,
                List.of(String.join(", ", fingerprint.parts().values()) + "; seed " + measuring.seed()),
                findings,
                notes);
    }
}
