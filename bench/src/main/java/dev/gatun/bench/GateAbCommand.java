package dev.gatun.bench;

import dev.gatun.bench.gate.run.AbRun;
import dev.gatun.bench.gate.run.Sampler.Side;
import dev.gatun.bench.gate.suite.Spec;
import dev.gatun.bench.gate.suite.Suite;
import dev.gatun.bench.gate.suite.Suite.Facts;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code gatun gate ab}: two configurations, measured in turn on one machine. */
@Command(
        name = "ab",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Compares two configurations, A and B, that differ in what their SPECs say: another library file"
                    + " (blas=PATH), another build (jar=PATH), another JDK (jdk=PATH), a variable of the environment"
                    + " (env:NAME=VALUE), an argument of the JVM (jvm:ARG); base or nothing is things as they are. Parts"
                    + " have commas between them, or the option is given more than once.",
            "",
            "In rounds, each benchmark has three forks in random order: A, A again, which shows how much identical code"
                    + " differs here, and B. It goes on until each benchmark is decided or the budget is spent. What"
                    + " looks changed is measured again, alone.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:nothing regressed",
            "1:something regressed",
            "2:wrong usage, a part that is missing, or a waiver that has ended",
            "3:nothing regressed for certain, but something could not be decided"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun gate ab --b blas=/opt/lib/libopenblas.so.0",
            "  bench/gatun gate ab --a jar=old/gatun.jar --b jar=new/gatun.jar --junit gate.xml",
            "  bench/gatun gate ab --b env:OPENBLAS_CORETYPE=Haswell --b jvm:-XX:UseAVX=2",
            "  bench/gatun gate ab --suite jmh:benchmarks.jar:Sort --b jdk=/opt/jdk-26 --budget 30m"
        })
final class GateAbCommand implements Callable<Integer> {
    private static final double EFFECT = 0.05;

    @picocli.CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--a", paramLabel = "SPEC", description = "What A differs in from things as they are.")
    private List<String> a = new ArrayList<>();

    @Option(names = "--b", paramLabel = "SPEC", description = "What B differs in.")
    private List<String> b = new ArrayList<>();

    @Mixin
    private GateMeasuring measuring = new GateMeasuring();

    @Mixin
    private GateOutputs outputs = new GateOutputs();

    GateAbCommand() {}

    @Override
    public Integer call() {
        double start = GateMeasuring.clock();
        Gatun.checkThreads(spec, measuring.threads());
        outputs.prepare();
        Spec ofA = Spec.parse(a);
        Spec ofB = Spec.parse(b);
        Suite suite = measuring.suite();
        List<String> units = measuring.units(suite);
        Facts factsOfA = suite.facts(ofA);
        Facts factsOfB = suite.facts(ofB);
        double effect = outputs.effect(EFFECT);
        AbRun.Result result = GateMeasuring.measure(
                "gate ab",
                progress -> new AbRun(
                                units,
                                (unit, side) -> measure(suite, unit, side, side == Side.B ? ofB : ofA),
                                Rules.inTwoSteps(effect),
                                measuring.budget() - (GateMeasuring.clock() - start),
                                GateMeasuring::clock,
                                new Random(measuring.seed()),
                                progress)
                        .run());
        return outputs.report(
                spec,
                "A: " + ofA.text() + ", B: " + ofB.text() + ", suite " + suite.name(),
                effect,
                List.of(
                        "A has " + factsOfA.describe(),
                        "B has " + factsOfB.describe(),
                        Machine.read().describe() + "; " + result.rounds() + " rounds in "
                                + Units.duration(result.seconds()) + ", seed " + measuring.seed()),
                result.findings(),
                List.of());
    }

    private static Map<String, Fork> measure(Suite suite, String unit, Side side, Spec of) throws Trouble {
        try {
            return suite.measure(unit, of);
        } catch (Trouble e) {
            throw new Trouble(
                    unit + " in " + (side == Side.B ? "B" : "A") + " (" + of.text() + ") " + e.getMessage(), e);
        }
    }
}
