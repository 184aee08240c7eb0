package dev.gatun.bench;

import dev.gatun.bench.gate.suite.JmhSuite;
import dev.gatun.bench.gate.suite.QuickSuite;
import dev.gatun.bench.gate.suite.Suite;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.ProgressLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every measuring command of the gate has: what is measured, and for how long. */
final class GateMeasuring {
    private static final String JMH = "jmh:";

    @Option(
            names = "--suite",
            paramLabel = "SUITE",
            defaultValue = "quick",
            description =
                    "What is measured: quick, a handful of Gatun's benchmarks; or jmh:JAR or jmh:JAR:REGEX, those of"
                            + " any jar that JMH made. Default: ${DEFAULT-VALUE}.")
    private String suite = "quick";

    @Option(
            names = "--filter",
            paramLabel = "REGEX",
            converter = SgemmCommand.PatternConverter.class,
            description = "Only benchmarks in whose name the expression is found.")
    private Pattern filter = Pattern.compile("");

    @Option(
            names = "--jmh-arg",
            paramLabel = "ARG",
            description =
                    "With jmh: an argument for JMH, such as -r or 200ms. May be given more than once. Default: what"
                            + " the benchmarks themselves say, which may be minutes a fork.")
    private List<String> jmhArguments = new ArrayList<>();

    @Option(
            names = "--threads",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many threads an operation of the quick suite may use. Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(
            names = "--budget",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = TimeConverter.class,
            description = "How long it may take, such as 90s, 10m or 1h. Default: ${DEFAULT-VALUE}.")
    private double budget;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "For the order of the forks. Default: another one each time; the report has it.")
    private @Nullable Long seed;

    GateMeasuring() {}

    int threads() {
        return threads;
    }

    double budget() {
        return budget;
    }

    /** The seed given, or a fresh one. */
    long seed() {
        if (seed == null) {
            seed = new Random().nextLong(1_000_000);
        }
        return seed;
    }

    /** The suite by its name. */
    Suite suite() {
        if (suite.startsWith(JMH)) {
            return JmhSuite.of(suite.substring(JMH.length()), jmhArguments);
        }
        if (!suite.equals("quick")) {
            throw new Failure("--suite " + suite + ": there are quick and jmh:JAR[:REGEX]");
        }
        if (!jmhArguments.isEmpty()) {
            throw new Failure("--jmh-arg is for --suite jmh:JAR");
        }
        return new QuickSuite(threads);
    }

    /** What of it is measured. */
    List<String> units(Suite of) {
        List<String> units =
                of.units().stream().filter(unit -> filter.matcher(unit).find()).toList();
        if (units.isEmpty()) {
            throw new Failure("--filter " + filter + " is found in the name of no benchmark; there are "
                    + String.join(", ", of.units()));
        }
        return units;
    }

    /** Seconds, from some point in time. */
    static double clock() {
        return System.nanoTime() / 1e9;
    }

    /** Something that takes long, and tells the share that is done. */
    @FunctionalInterface
    interface Measurement<T> {
        T run(DoubleConsumer progress) throws Trouble;
    }

    /**
     * Measures, with a bar for the progress on a terminal.
     *
     * @throws Failure if a JVM fails, or somebody interrupts; then nothing is written
     */
    static <T> T measure(String task, Measurement<T> measurement) {
        return Interrupt.handled(() -> {
            try (Progress line = ProgressLine.onTerminal(task, "of the budget", 1, true)) {
                line.row("");
                return measurement.run(line::part);
            } catch (Trouble e) {
                throw new Failure(
                        Interrupt.isRequested() ? "interrupted, nothing is written" : String.valueOf(e.getMessage()),
                        e);
            }
        });
    }

    /** {@code 90s}, {@code 10m}, {@code 1h}. */
    static final class TimeConverter implements ITypeConverter<Double> {
        private static final Pattern TIME = Pattern.compile("(\\d{1,6})(s|m|h)");

        TimeConverter() {}

        @Override
        public Double convert(String text) {
            Matcher time = TIME.matcher(text.strip());
            if (!time.matches() || Integer.parseInt(time.group(1)) == 0) {
                throw new TypeConversionException("'" + text + "' is no time such as 90s, 10m or 1h");
            }
            double unit = time.group(2).equals("s") ? 1 : time.group(2).equals("m") ? 60 : 3600;
            return unit * Integer.parseInt(time.group(1));
        }
    }
}
