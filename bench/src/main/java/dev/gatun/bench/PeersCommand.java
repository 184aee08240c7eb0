package dev.gatun.bench;

import dev.gatun.bench.doctor.Doctor;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.Terminal;
import dev.gatun.bench.measure.Pace;
import dev.gatun.bench.measure.ProgressLine;
import dev.gatun.bench.peers.Multiplication;
import dev.gatun.bench.peers.Peers;
import dev.gatun.bench.peers.PeersJson;
import dev.gatun.bench.peers.PeersReport;
import dev.gatun.bench.peers.PeersRun;
import dev.gatun.bench.python.Interpreters;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gatun bench peers}: the matrix product by Gatun and by what one would use instead. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Times matrix products by Tensor.matmul and by its peers, in one run and on the same numbers: NumPy and PyTorch"
                    + " in Python; and, if 'mvn -q -Ppeers -Dquick -DskipTests package' has built them, netlib, EJML,"
                    + " ojAlgo, ND4J and PyTorch through DJL.",
            "",
            "Each product is compared with one in double precision before it is timed. Threads are set as each library's"
                    + " documentation says: in the environment of the process, or by its own methods.",
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
            "  bench/gatun bench peers --quick                a look, in some minutes",
            "  bench/gatun bench peers --json peers.json      numbers to stand on",
            "  bench/gatun bench peers --threads 2            two threads",
            "  bench/gatun bench peers --filter '^64x784x50'  one shape"
        })
final class PeersCommand implements Callable<Integer> {
    private static final Pattern ALL = Pattern.compile("");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(names = "--quick", description = "Minutes rather than half an hour: one round, and short.")
    private boolean quick;

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            converter = SgemmCommand.PatternConverter.class,
            description =
                    "Only products in whose name the expression is found; a name is such as '64x784x50', M x K x N.")
    private Pattern filter = ALL;

    @Mixin
    private ContestOptions options = new ContestOptions();

    PeersCommand() {}

    @Override
    public Integer call() {
        // All that can be wrong is found out before minutes are spent.
        Gatun.checkThreads(spec, options.threads());
        List<Multiplication> products = Multiplication.matching(filter);
        if (products.isEmpty()) {
            throw new Failure("--filter " + filter + " is found in the name of no product; there are "
                    + Gatun.list(Multiplication.matching(ALL)));
        }
        Doctor.requireMatmul();
        Interpreters interpreters = options.interpreters();
        Pace usual = quick ? Pace.QUICK : Pace.FULL;
        Pace pace = usual.withRounds(options.suite().rounds(spec, usual.rounds()));
        SuiteOptions.Files files = options.suite().files();
        PeersRun run = PeersRun.onThisMachine(pace, options.threads(), options.jvm(), interpreters);
        int all = Multiplication.matching(ALL).size();
        Gatun.announce(spec, products.size(), all, pace.name(), run.seconds(products));
        return Interrupt.handled(() -> {
            Peers peers = run.measure(products, rows -> ProgressLine.onTerminal("peers", "rows", rows, true));
            spec.commandLine().getOut().print(PeersReport.toText(peers, Terminal.columns()));
            spec.commandLine().getOut().flush();
            files.write(() -> PeersJson.toJson(peers, Gatun.called(spec), Gatun.today()));
            return Gatun.verdict(spec, peers.complaints());
        });
    }
}
