package dev.gatun.bench;

import dev.gatun.bench.doctor.Doctor;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Home;
import dev.gatun.bench.host.OutputFile;
import dev.gatun.bench.host.Terminal;
import dev.gatun.bench.ladder.Effort;
import dev.gatun.bench.ladder.IdxImages;
import dev.gatun.bench.ladder.Ladder;
import dev.gatun.bench.ladder.LadderJson;
import dev.gatun.bench.ladder.LadderReport;
import dev.gatun.bench.ladder.LadderRun;
import dev.gatun.bench.ladder.Readme;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.ProgressLine;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.python.Interpreters;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code gatun ladder}: one product, every tier there is, side by side. */
@Command(
        name = "ladder",
        mixinStandardHelpOptions = true,
        versionProvider = Gatun.Version.class,
        description = {
            "Computes one matrix product in every tier there is, from three loops in Python to OpenBLAS called"
                    + " from Java, checks each result, times it and sets the times side by side.",
            "",
            "A result is near if every element x of it is, to its reference r in double precision:"
                    + " |x - r| <= 1e-5 + 1e-3 |r|. The time of a tier is the median of one call. Python is timed by"
                    + " its own timeit in a child process, Java by JMH in processes of its own, C in C. A tier that"
                    + " this machine cannot run says why, and how to get it.",
            ""
        },
        optionListHeading = "Options:%n",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:every tier that ran is near the reference",
            "1:a tier is not near the reference, or one of Gatun's own failed",
            "2:wrong usage, or a part that is missing"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/gatun ladder --quick                      a look, in a minute",
            "  bench/gatun ladder --json ladder.json           numbers to stand on",
            "  bench/gatun ladder --shape 64x784x50            a batch, a hidden layer",
            "  bench/gatun ladder --images t10k-images-idx3-ubyte.gz",
            "                                                  five images of MNIST",
            "  bench/gatun ladder --python /usr/bin/python3    a Python of your own"
        })
final class LadderCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--shape",
            paramLabel = "MxKxN",
            converter = ShapeConverter.class,
            description = "The sizes: [M, K] by [K, N]. Default: 5x784x10, the lesson's.")
    private @Nullable Shape shape;

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many threads one product may use, in PyTorch, NumPy and OpenBLAS."
                    + " Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--python",
            paramLabel = "PATH",
            description = "The Python to compare with, and no other. Default: of python3 on the PATH and"
                    + " /usr/bin/python3 the first that has PyTorch, else the first with NumPy, else the first.")
    private @Nullable String python;

    @Option(
            names = "--images",
            paramLabel = "IDXFILE",
            description = "Takes the left operand from the first M images of an IDX file (MNIST, Fashion-MNIST),"
                    + " gzipped or not, with pixels in [0, 1]. K is then the size of an image. Default: random"
                    + " numbers in [0, 1).")
    private @Nullable Path images;

    @Option(
            names = "--quick",
            description = "About a minute for all rather than many; a tier may take one minute at most, not ten.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes everything as JSON.")
    private @Nullable Path json;

    @Option(names = "--readme", description = "Also puts the table into README.md, between its two markers.")
    private boolean readme;

    LadderCommand() {}

    @Override
    public Integer call() {
        // All that can be wrong is found out before minutes are spent.
        Gatun.checkThreads(spec, threads);
        Doctor.requireMatmul();
        Optional<OutputFile> jsonFile = Optional.ofNullable(json).map(OutputFile::at);
        Optional<Readme> readmeFile = readme ? Optional.of(Readme.at(readmePath())) : Optional.empty();
        Operands operands = operands();
        String source = images == null ? "random numbers in [0, 1)" : "the first images of " + images.getFileName();
        Interpreters interpreters = interpreters();

        Ladder ladder = LadderRun.onThisMachine(interpreters)
                .measure(operands, source, quick ? Effort.QUICK : Effort.FULL, threads, LadderCommand::progress);

        spec.commandLine().getOut().print(LadderReport.toText(ladder, Terminal.columns()));
        spec.commandLine().getOut().flush();
        String date = Gatun.today();
        jsonFile.ifPresent(file -> file.write(LadderJson.toJson(ladder, Gatun.called(spec), date)));
        readmeFile.ifPresent(file -> file.write(LadderReport.toMarkdown(ladder, Gatun.called(spec), date)));
        return Gatun.verdict(
                spec,
                ladder.wrong().stream()
                        .map(row -> row.tier().id() + " " + row.reason())
                        .toList());
    }

    private Operands operands() {
        if (images == null) {
            Shape sizes = shape == null ? Shape.LESSON : shape;
            checkMemory(sizes);
            return Operands.random(sizes);
        }
        int rows = shape == null ? Shape.LESSON.m() : shape.m();
        IdxImages read = IdxImages.read(images, rows);
        if (shape != null && shape.k() != read.size()) {
            throw new Failure("--shape " + shape + " has K = " + shape.k() + ", and the images of " + images + " have "
                    + read.rows() + "x" + read.columns() + " = " + read.size() + " pixels");
        }
        Shape sizes = new Shape(rows, read.size(), shape == null ? Shape.LESSON.n() : shape.n());
        checkMemory(sizes);
        return Operands.withLeft(sizes, read.pixels());
    }

    private static void checkMemory(Shape sizes) {
        long heap = Runtime.getRuntime().maxMemory();
        if (sizes.heapBytes() > heap / 10 * 9) {
            throw new Failure(String.format(
                    "--shape %s needs about %d MB of Java heap, and there are %d: set JDK_JAVA_OPTIONS=-Xmx..., or take"
                            + " a smaller one",
                    sizes, sizes.heapBytes() >> 20, heap >> 20));
        }
    }

    private Interpreters interpreters() {
        if (python == null) {
            return Interpreters.onThisMachine();
        }
        Interpreters named = Interpreters.named(python);
        if (named.best().isEmpty()) {
            throw new Failure("--python " + named.attempts().getFirst().describe());
        }
        return named;
    }

    private static Path readmePath() {
        return Home.find()
                .orElseThrow(() -> new Failure("--readme belongs to a checkout of Gatun, and this is none"))
                .resolve("README.md");
    }

    private static Progress progress(int rows) {
        return ProgressLine.onTerminal("ladder", "rows", rows, false);
    }

    static final class ShapeConverter implements ITypeConverter<Shape> {
        ShapeConverter() {}

        @Override
        public Shape convert(String text) {
            try {
                return Shape.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
