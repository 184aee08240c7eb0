package dev.gatun.bench;

import dev.gatun.bench.calls.Callee;
import dev.gatun.bench.calls.Calls;
import dev.gatun.bench.calls.CallsJson;
import dev.gatun.bench.calls.CallsReport;
import dev.gatun.bench.calls.CallsRun;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.Terminal;
import dev.gatun.bench.measure.Pace;
import dev.gatun.bench.measure.ProgressLine;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun bench calls}: what a call of C costs from Java. */
@Command(
        name = "calls",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Times calls of functions in C, one that adds one and cblas_sgemm of small matrices, by: c, a loop in C; panama,"
                    + " a downcall of java.lang.foreign; panama-critical, the same with Linker.Option.critical; openblas"
                    + " and openblas-critical, Gatun's bindings, which check; matmul, what a user calls.",
            "",
            "JMH times each in JVMs of its own, after its result was checked; the median of the JVMs counts.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all that could be measured was",
            "1:a caller failed, or its result is wrong",
            "2:wrong usage, or a part that is missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun bench calls --quick             a look, in less than a minute",
            "  bench/gatun bench calls --json calls.json   numbers to stand on",
            "  bench/gatun bench calls --filter next       the downcall alone"
        })
final class CallsCommand implements Callable<Integer> {
    private static final Pattern ALL = Pattern.compile("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--quick", description = "Less than a minute rather than some: one JVM for each row, and short.")
    private boolean quick;

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            converter = SgemmCommand.PatternConverter.class,
            description = "Only functions in whose name the expression is found: next, or such as 'sgemm 4x4x4'.")
    private Pattern filter = ALL;

    @Mixin
    private SuiteOptions suite = new SuiteOptions();

    @Mixin
    private ForkOptions forks = new ForkOptions();

    CallsCommand() {}

    @Override
    public Integer call() {
        // All that can be wrong is found out before minutes are spent.
        List<Callee> callees = Callee.matching(filter);
        if (callees.isEmpty()) {
            throw new Failure("--filter " + filter + " is found in the name of no function; there are "
                    + Gatun.list(Callee.matching(ALL)));
        }
        Pace usual = quick ? Pace.QUICK : Pace.FULL;
        Pace pace = usual.withRounds(suite.rounds(spec, usual.rounds()));
        SuiteOptions.Files files = suite.files();
        CallsRun run = CallsRun.onThisMachine(pace, forks.jvm());
        int all = Callee.matching(ALL).size();
        Gatun.announce(spec, callees.size(), all, pace.name(), run.seconds(callees));
        return Interrupt.handled(() -> {
            Calls calls = run.measure(callees, jvms -> ProgressLine.onTerminal("calls", "JVMs", jvms, true));
            spec.commandLine().getOut().print(CallsReport.toText(calls, Terminal.columns()));
            spec.commandLine().getOut().flush();
            files.write(() -> CallsJson.toJson(calls, Gatun.called(spec), Gatun.today()));
            return Gatun.verdict(spec, calls.complaints());
        });
    }
}
