package dev.gatun.bench;

import dev.gatun.bench.doctor.Doctor;
import dev.gatun.bench.einsum.Effort;
import dev.gatun.bench.einsum.EinsumCase;
import dev.gatun.bench.einsum.EinsumJson;
import dev.gatun.bench.einsum.EinsumReport;
import dev.gatun.bench.einsum.EinsumRun;
import dev.gatun.bench.einsum.Results;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.Terminal;
import dev.gatun.bench.measure.ProgressLine;
import dev.gatun.bench.python.Interpreters;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun bench einsum}: contractions by Gatun, NumPy and PyTorch. */
@Command(
        name = "einsum",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Times contractions, on the same operands and with the same number of threads, by: einsum, Tensor.einsum into"
                    + " memory that is there; fresh, Tensor.einsum with a fresh result; matmul, where the contraction is"
                    + " one product; numpy, numpy.einsum with optimize=True; torch, torch.einsum.",
            "",
            "JMH times Java in JVMs of its own, timeit times Python, each after its result was compared with one in"
                    + " double precision; the median of the rounds counts. In each round all contenders of a case come"
                    + " one after the other, since machines are shared.",
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
            "  bench/gatun bench einsum --quick                  a look, in some minutes",
            "  bench/gatun bench einsum --json einsum.json       numbers to stand on",
            "  bench/gatun bench einsum --filter '^ik,kj'        matrix products alone",
            "  bench/gatun bench einsum --threads 2 --python /usr/bin/python3"
        })
final class EinsumCommand implements Callable<Integer> {
    private static final Pattern ALL = Pattern.compile("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--quick", description = "About three minutes for all rather than a quarter of an hour: one round.")
    private boolean quick;

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            converter = SgemmCommand.PatternConverter.class,
            description = "Only cases in whose name the expression is found; a name is such as 'ik,kj->ij"
                    + " 5x784,784x10'.")
    private Pattern filter = ALL;

    @Mixin
    private ContestOptions options = new ContestOptions();

    EinsumCommand() {}

    @Override
    public Integer call() {
        // All that can be wrong is found out before minutes are spent.
        Gatun.checkThreads(spec, options.threads());
        List<EinsumCase> cases = EinsumCase.matching(filter);
        List<EinsumCase> all = EinsumCase.matching(ALL);
        if (cases.isEmpty()) {
            throw new Failure("--filter " + filter + " is found in the name of no case; there are "
                    + all.stream().map(EinsumCase::toString).collect(Collectors.joining(", ")));
        }
        Doctor.requireMatmul();
        Interpreters interpreters = options.interpreters();
        Effort usual = quick ? Effort.QUICK : Effort.FULL;
        Effort effort = usual.withRounds(options.suite().rounds(spec, usual.rounds()));
        SuiteOptions.Files files = options.suite().files();
        EinsumRun run = EinsumRun.onThisMachine(effort, options.threads(), options.jvm(), interpreters);
        Gatun.announce(spec, cases.size(), all.size(), effort.name(), run.seconds(cases));

        return Interrupt.handled(() -> {
            Results results = run.measure(cases, rows -> ProgressLine.onTerminal("einsum", "rows", rows, true));
            spec.commandLine().getOut().print(EinsumReport.toText(results, Terminal.columns()));
            spec.commandLine().getOut().flush();
            files.write(() -> EinsumJson.toJson(results, Gatun.called(spec), Gatun.today()));
            return Gatun.verdict(spec, results.complaints());
        });
    }
}
