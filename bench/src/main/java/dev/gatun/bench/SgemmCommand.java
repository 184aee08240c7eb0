package dev.gatun.bench;

import dev.gatun.bench.doctor.Doctor;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.Terminal;
import dev.gatun.bench.measure.ProgressLine;
import dev.gatun.bench.sgemm.Effort;
import dev.gatun.bench.sgemm.Product;
import dev.gatun.bench.sgemm.Sgemm;
import dev.gatun.bench.sgemm.SgemmJson;
import dev.gatun.bench.sgemm.SgemmReport;
import dev.gatun.bench.sgemm.SgemmRun;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code gatun bench sgemm}: the matrix product by all that can compute it, over shapes. */
@Command(
        name = "sgemm",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Times matrix products of many shapes, on the same operands and into memory that is there, by: packed, pure"
                    + " Java; openblas, through Panama; openblas-c, called by a loop in C; matmul, what a user calls,"
                    + " which takes packed or openblas.",
            "",
            "JMH times each in JVMs of its own, after its product was compared with one in double precision; the"
                    + " median of the JVMs counts. In each round all contenders of a product come one after the other,"
                    + " since machines are shared. openblas-c has the threads of OpenBLAS, the others those of Java.",
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
            "  bench/gatun bench sgemm --quick                   a look, in some minutes",
            "  bench/gatun bench sgemm --json sgemm.json         numbers to stand on",
            "  bench/gatun bench sgemm --filter '^64x784x50'     one shape, all transposes",
            "  bench/gatun bench sgemm --threads 2 --filter NN   two threads, none transposed",
            "  bench/gatun bench sgemm --jvm-arg=-XX:UseAVX=2 --coretype Haswell",
            "                                                    vectors of 256 bits"
        })
final class SgemmCommand implements Callable<Integer> {
    private static final Pattern ALL = Pattern.compile("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many threads a product may use. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--quick",
            description = "About five minutes for all rather than less than twenty: one JVM for each row, and short.")
    private boolean quick;

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            converter = PatternConverter.class,
            description = "Only products in whose name the expression is found; a name is such as '64x784x50 NT', M x K"
                    + " x N and which operand lies transposed.")
    private Pattern filter = ALL;

    @Mixin
    private SuiteOptions suite = new SuiteOptions();

    @Mixin
    private ForkOptions forks = new ForkOptions();

    SgemmCommand() {}

    @Override
    public Integer call() {
        // All that can be wrong is found out before minutes are spent.
        Gatun.checkThreads(spec, threads);
        List<Product> products = Product.matching(filter);
        if (products.isEmpty()) {
            throw new Failure("--filter " + filter + " is found in the name of no product; there are "
                    + Product.matching(ALL).stream().map(Product::toString).collect(Collectors.joining(", ")));
        }
        Doctor.requireMatmul();
        Effort usual = quick ? Effort.QUICK : Effort.FULL;
        Effort effort = usual.withRounds(suite.rounds(spec, usual.rounds()));
        SuiteOptions.Files files = suite.files();
        SgemmRun run = SgemmRun.onThisMachine(effort, threads, forks.jvm());
        int all = Product.matching(ALL).size();
        Gatun.announce(spec, products.size(), all, effort.name(), run.seconds(products));

        return Interrupt.handled(() -> {
            Sgemm sgemm = run.measure(products, jvms -> ProgressLine.onTerminal("sgemm", "JVMs", jvms, true));
            spec.commandLine().getOut().print(SgemmReport.toText(sgemm, Terminal.columns()));
            spec.commandLine().getOut().flush();
            files.write(() -> SgemmJson.toJson(sgemm, Gatun.called(spec), Gatun.today()));
            return Gatun.verdict(
                    spec,
                    sgemm.wrong().stream()
                            .map(row -> row.contender().id() + " at " + row.product() + ": " + row.reason())
                            .toList());
        });
    }

    static final class PatternConverter implements ITypeConverter<Pattern> {
        PatternConverter() {}

        @Override
        public Pattern convert(String text) {
            try {
                return Pattern.compile(text);
            } catch (PatternSyntaxException e) {
                throw new TypeConversionException("'" + text + "' is no regular expression: " + e.getDescription());
            }
        }
    }
}
