package dev.gatun.bench.measure;

import dev.gatun.bench.host.Command.Trouble;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * JMH as it is used here: one benchmark method in fresh JVMs that run nothing else, and nothing printed. Profile and
 * compiled code are then those of a program that does just this.
 */
public final class Jmh {
    static {
        // JMH's lock lets one JMH a machine run. A leftover of somebody else's in /tmp would stop everything, and what
        // else runs on a machine disturbs in the same way whether it is JMH or not.
        System.setProperty("jmh.ignoreLock", "true");
    }

    private static final double WARMUP_ITERATION = 0.1;
    private static final int LEAST_WARMUPS = 2;
    private static final int MEASUREMENTS = 10;
    private static final int LEAST_MEASUREMENTS = 3;

    private Jmh() {}

    /**
     * How long it takes.
     *
     * @param forks JVMs, one after the other
     * @param warmups iterations in each before those that count
     * @param warmupSeconds how long each of them is, or one call where that takes longer
     * @param measurements iterations in each that count
     * @param measurementSeconds how long each of them is, or one call
     * @param bound seconds after which an iteration is given up
     */
    public record Schedule(
            int forks, int warmups, double warmupSeconds, int measurements, double measurementSeconds, double bound) {
        /**
         * One JVM in which a call takes about so long.
         *
         * @param call seconds of a call
         * @param warmup seconds before what counts, at least two iterations
         * @param measurement seconds that count, in ten iterations, or in fewer, three at least, that hold so many calls
         * @param calls how many calls an iteration that counts has, if not more
         */
        public static Schedule ofOneJvm(double call, double warmup, double measurement, int calls, double bound) {
            int warmups = Math.max(LEAST_WARMUPS, (int) Math.rint(warmup / Math.max(WARMUP_ITERATION, call)));
            double iteration = Math.max(measurement / MEASUREMENTS, calls * call);
            int measurements = Math.max(LEAST_MEASUREMENTS, (int) Math.rint(measurement / iteration));
            return new Schedule(1, warmups, WARMUP_ITERATION, measurements, iteration, bound);
        }

        /** About how many seconds the iterations take. */
        public double seconds(double call) {
            return forks
                    * (warmups * Math.max(warmupSeconds, call) + measurements * Math.max(measurementSeconds, call));
        }

        int iterations() {
            return forks * (warmups + measurements);
        }
    }

    /** What came of it, iteration by iteration, of all JVMs. */
    public static final class Iterations {
        private final List<IterationResult> results;

        private Iterations(Collection<RunResult> runs) {
            results = runs.stream()
                    .flatMap(run -> run.getBenchmarkResults().stream())
                    .flatMap(fork -> fork.getIterationResults().stream())
                    .toList();
        }

        /** Nanoseconds of an operation. */
        public double[] nanos() {
            return results.stream()
                    .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                    .toArray();
        }

        /** How many operations there were, those included that were not timed. */
        public double[] operations() {
            return results.stream()
                    .mapToDouble(iteration -> iteration.getMetadata().getAllOps())
                    .toArray();
        }

        /** What an auxiliary counter of the benchmark held. */
        public double[] counter(String name) {
            return results.stream()
                    .mapToDouble(iteration -> Objects.requireNonNull(
                                    iteration.getSecondaryResults().get(name), name)
                            .getScore())
                    .toArray();
        }
    }

    /**
     * Runs a method.
     *
     * @param benchmark the class that has it; it measures average times in nanoseconds
     * @param jvm how its JVMs are started
     * @param more the rest of the options, among them the parameters
     * @throws Trouble if a JVM fails; it names the exception
     */
    public static Iterations run(
            Class<?> benchmark,
            String method,
            Schedule schedule,
            ForkedJvm jvm,
            Consumer<ChainedOptionsBuilder> more,
            Progress progress)
            throws Trouble {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + benchmark.getName().replace(".", "\\.") + "\\." + method + "$")
                .forks(schedule.forks)
                .warmupIterations(schedule.warmups)
                .warmupTime(milliseconds(schedule.warmupSeconds))
                .measurementIterations(schedule.measurements)
                .measurementTime(milliseconds(schedule.measurementSeconds))
                .timeout(TimeValue.seconds((long) schedule.bound))
                .shouldFailOnError(true)
                .shouldDoGC(false)
                .jvmArgsAppend(jvm.arguments().toArray(String[]::new));
        jvm.coretype()
                .ifPresent(name -> options.addProfiler(EnvironmentProfiler.class, ForkedJvm.CORETYPE + "=" + name));
        more.accept(options);
        JmhOutput output = new JmhOutput(progress, schedule.iterations());
        try {
            Collection<RunResult> results = new Runner(options.build(), output).run();
            JmhResults.add(results);
            return new Iterations(results);
        } catch (RunnerException e) {
            throw new Trouble("its JVM failed: " + output.lastWords().orElse(String.valueOf(e.getMessage())), e);
        }
    }

    private static TimeValue milliseconds(double seconds) {
        return new TimeValue(Math.round(seconds * 1000), TimeUnit.MILLISECONDS);
    }
}
