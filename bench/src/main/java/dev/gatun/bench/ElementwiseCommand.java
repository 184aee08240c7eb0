package dev.gatun.bench;

import dev.gatun.bench.elementwise.Effort;
import dev.gatun.bench.elementwise.ElementwiseCase;
import dev.gatun.bench.elementwise.ElementwiseJson;
import dev.gatun.bench.elementwise.ElementwiseReport;
import dev.gatun.bench.elementwise.ElementwiseRun;
import dev.gatun.bench.elementwise.Results;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.Terminal;
import dev.gatun.bench.measure.ProgressLine;
import dev.gatun.bench.python.Interpreters;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun bench elementwise}: elementwise operations, broadcasting and reductions by Gatun, NumPy and PyTorch. */
@Command(
        name = "elementwise",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Times elementwise operations, broadcasting, copies and reductions of matrices of 1 to 30 million elements, on"
                    + " the same numbers and with the same number of threads: with a fresh result by fresh (Gatun),"
                    + " workspace (Gatun, in a workspace that is closed after the call), numpy and torch; into memory that is there by out (Gatun), numpy-out and torch-out. What reads and writes"
                    + " a million elements and more in order is compared with STREAM's triad in C on as much memory.",
            "",
            "JMH times Java in JVMs of its own, timeit times Python, each after its result was compared with one in"
                    + " double precision; the median of the rounds counts. In each round all contenders of a case come"
                    + " one after the other, since machines are shared. Large fresh results have a warm-up of their own,"
                    + " in which the collector finds the first of them dead and their memory comes to be used again.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all that could be measured was",
            "1:a contender failed, or its result is not near the reference",
            "2:wrong usage, or a part that is missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun bench elementwise --quick                a look, in a quarter of an hour",
            "  bench/gatun bench elementwise --json elements.json   numbers to stand on",
            "  bench/gatun bench elementwise --filter '^(exp|tanh)' some operations, of all sizes",
            "  bench/gatun bench elementwise --filter 5000x6000     the largest matrices",
            "  bench/gatun bench elementwise --threads 2 --python /usr/bin/python3"
        })
final class ElementwiseCommand implements Callable<Integer> {
    private static final Pattern ALL = Pattern.compile("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--quick", description = "About a quarter of an hour for all rather than a whole one: one round.")
    private boolean quick;

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            converter = SgemmCommand.PatternConverter.class,
            description = "Only cases in whose name the expression is found; a name is such as 'add-row 100x100'.")
    private Pattern filter = ALL;

    @Mixin
    private ContestOptions options = new ContestOptions();

    ElementwiseCommand() {}

    @Override
    public Integer call() {
        // All that can be wrong is found out before minutes are spent.
        Gatun.checkThreads(spec, options.threads());
        List<ElementwiseCase> cases = ElementwiseCase.matching(filter);
        if (cases.isEmpty()) {
            throw new Failure("--filter " + filter + " is found in the name of no case; names are such as "
                    + ElementwiseCase.matching(ALL).getLast() + ", of the operations "
                    + String.join(", ", ElementwiseCase.operations()));
        }
        Interpreters interpreters = options.interpreters();
        Effort usual = quick ? Effort.QUICK : Effort.FULL;
        Effort effort = usual.withRounds(options.suite().rounds(spec, usual.rounds()));
        SuiteOptions.Files files = options.suite().files();
        ElementwiseRun run = ElementwiseRun.onThisMachine(effort, options.threads(), options.jvm(), interpreters);
        int all = ElementwiseCase.matching(ALL).size();
        Gatun.announce(spec, cases.size(), all, effort.name(), run.seconds(cases));

        return Interrupt.handled(() -> {
            Results results = run.measure(cases, rows -> ProgressLine.onTerminal("elementwise", "rows", rows, true));
            spec.commandLine().getOut().print(ElementwiseReport.toText(results, Terminal.columns()));
            spec.commandLine().getOut().flush();
            files.write(() -> ElementwiseJson.toJson(results, Gatun.called(spec), Gatun.today()));
            return Gatun.verdict(spec, results.complaints());
        });
    }
}
