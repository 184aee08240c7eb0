package dev.gatun.bench;

import dev.gatun.bench.doctor.Doctor;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.Terminal;
import dev.gatun.bench.measure.ProgressLine;
import dev.gatun.bench.scaling.Scaling;
import dev.gatun.bench.scaling.ScalingJson;
import dev.gatun.bench.scaling.ScalingReport;
import dev.gatun.bench.scaling.ScalingRun;
import dev.gatun.bench.sgemm.Effort;
import dev.gatun.bench.sgemm.Product;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun bench scaling}: square products over sizes and threads. */
@Command(
        name = "scaling",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Times n x n by n x n for n of 16, 32 and so on to 4096, with 1, 2, 4 and so on to all threads, by what bench"
                    + " sgemm compares: packed, openblas, openblas-c and matmul.",
            "",
            "JMH times each in JVMs of its own, after its product was compared with one in double precision; the"
                    + " median of the JVMs counts. In each round all numbers of threads have their turn.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:all that could be measured was",
            "1:a contender failed, or its product is not near the reference",
            "2:wrong usage, or a part that is missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun bench scaling --quick                 a look, in some minutes",
            "  bench/gatun bench scaling --json scaling.json     numbers to stand on",
            "  bench/gatun bench scaling --filter '^(256|1024)x' two sizes",
            "  bench/gatun bench scaling --threads 4             1, 2 and 4 threads"
        })
final class ScalingCommand implements Callable<Integer> {
    private static final Pattern ALL = Pattern.compile("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many threads a product may use at most. Default: as many as there are processors.")
    private @Nullable Integer threads;

    @Option(
            names = "--quick",
            description = "Minutes rather than a quarter of an hour: one JVM for each row, and short.")
    private boolean quick;

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            converter = SgemmCommand.PatternConverter.class,
            description = "Only products in whose name the expression is found; a name is such as '256x256x256 NN'.")
    private Pattern filter = ALL;

    @Mixin
    private SuiteOptions suite = new SuiteOptions();

    @Mixin
    private ForkOptions forks = new ForkOptions();

    ScalingCommand() {}

    @Override
    public Integer call() {
        // All that can be wrong is found out before minutes are spent.
        int most = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        Gatun.checkThreads(spec, most);
        List<Product> products = Scaling.matching(filter);
        if (products.isEmpty()) {
            throw new Failure("--filter " + filter + " is found in the name of no product; there are "
                    + Gatun.list(Scaling.matching(ALL)));
        }
        Doctor.requireMatmul();
        Effort usual = quick ? Effort.QUICK : Effort.FULL;
        Effort effort = usual.withRounds(suite.rounds(spec, usual.rounds()));
        SuiteOptions.Files files = suite.files();
        List<Integer> numbers = Scaling.threads(most);
        ScalingRun run = ScalingRun.onThisMachine(effort, numbers, forks.jvm());
        Gatun.announce(
                spec,
                products.size() + " sizes with " + Gatun.list(numbers) + " threads, " + effort.name(),
                run.seconds(products));
        return Interrupt.handled(() -> {
            Scaling scaling = run.measure(products, jvms -> ProgressLine.onTerminal("scaling", "JVMs", jvms, true));
            spec.commandLine().getOut().print(ScalingReport.toText(scaling, Terminal.columns()));
            spec.commandLine().getOut().flush();
            files.write(() -> ScalingJson.toJson(scaling, Gatun.called(spec), Gatun.today()));
            return Gatun.verdict(spec, scaling.complaints());
        });
    }
}
