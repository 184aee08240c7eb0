package dev.gatun.bench;

import dev.gatun.bench.gate.file.JmhFile;
import dev.gatun.bench.gate.file.JmhPairs;
import dev.gatun.bench.gate.verdict.Comparison;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gatun gate compare}: two results of JMH, of any project. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Compares two files that JMH wrote with -rf json, of any project. The forks are the samples: give JMH -f 7 or"
                    + " more. Files whose modes, units, parameters or threads do not match are refused. With -prof gc"
                    + " allocation is compared too.",
            "",
            "Whether the machine was the same at both times no file can tell: where you can, use gate ab with --suite"
                    + " jmh:JAR, which measures both in turn.",
            ""
        },
        parameterListHeading = "Parameters:%n",
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing regressed",
            "1:something regressed",
            "2:wrong usage, or files that cannot be compared",
            "3:nothing regressed for certain, but something could not be decided"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  java -jar benchmarks.jar -f 10 -prof gc -rf json -rff before.json",
            "  bench/gatun gate compare before.json after.json --markdown gate.md"
        })
final class GateCompareCommand implements Callable<Integer> {
    private static final double EFFECT = 0.05;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "A.json", description = "The older results.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path a;

    @Parameters(index = "1", paramLabel = "B.json", description = "The newer results.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Path b;

    @Mixin
    private GateOutputs outputs = new GateOutputs();

    GateCompareCommand() {}

    @Override
    public Integer call() {
        outputs.prepare();
        JmhPairs pairs = JmhPairs.match(a.toString(), JmhFile.read(a), b.toString(), JmhFile.read(b));
        double effect = outputs.effect(EFFECT);
        List<Finding> findings = new ArrayList<>(Comparison.judge(pairs.pairs(), Rules.atOnce(effect)));
        findings.addAll(pairs.alone());
        List<String> notes = new ArrayList<>();
        if (!pairs.fresh().isEmpty()) {
            notes.add("only in " + b + ", so not judged: " + String.join(", ", pairs.fresh()));
        }
        return outputs.report(spec, "A: " + a + ", B: " + b, effect, List.of(), findings, notes);
    }
}
