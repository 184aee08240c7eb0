package dev.gatun.bench.ladder;

import dev.gatun.ladder.Stage;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Times a Java tier by JMH, in fresh JVMs that run nothing else: profile and compiled code are those of a program that
 * uses the tier, not of one that has just gone through all of them.
 *
 * <p>Each iteration is a batch, and the median over the iterations of all forks is the number; see {@link Timing}.
 */
final class JmhTimer implements JavaTimer {
    /** For {@link Plan}: what a fork needs to be worth starting. */
    private static final int LEAST_CALLS = 2;

    private static final String VECTORS = "jdk.incubator.vector";

    JmhTimer() {
        // JMH's lock lets one JMH a machine run. A leftover of somebody else's in /tmp would stop the ladder, and what
        // else runs on a machine disturbs in the same way whether it is JMH or not.
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Override
    public Timed time(Subject subject, Shape shape, double estimate, Run run, Progress progress) throws Untimed {
        Plan plan = Plan.of(run.effort(), estimate);
        String method = subject.stage().isPresent() ? "stage" : "matmul";
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + LadderBenchmark.class.getName().replace(".", "\\.") + "\\." + method + "$")
                .param("shape", shape.toString())
                .param("folder", run.folder().toString())
                .param("threads", Integer.toString(run.threads()))
                .forks(plan.forks)
                .warmupIterations(plan.warmups)
                .warmupTime(seconds(Effort.WARMUP_SECONDS))
                .measurementIterations(plan.measurements)
                .measurementTime(seconds(Effort.MEASUREMENT_SECONDS))
                // Also the limit of one iteration: a call that hangs ends with the row's bound.
                .timeout(TimeValue.seconds((long) run.effort().bound()))
                .shouldFailOnError(true)
                .shouldDoGC(false);
        // As the README tells users to start their programs. Here and not for all of bench/gatun, because Java prints a
        // warning about an incubator module that cannot be silenced.
        if (ModuleFinder.ofSystem().find(VECTORS).isPresent()) {
            options.jvmArgsAppend("--add-modules=" + VECTORS);
        }
        subject.stage().map(Stage::name).ifPresent(name -> options.param("stage", name));
        JmhProgress output = new JmhProgress(progress, plan.forks * (plan.warmups + plan.measurements));
        try {
            Timing timing = timing(new Runner(options.build(), output).run());
            Path product = run.folder().resolve(LadderBenchmark.PRODUCT);
            return new Timed(timing, Operands.readFloats(product, shape.m() * shape.n()));
        } catch (RunnerException e) {
            throw new Untimed("its JVM failed: " + output.lastWords().orElse(String.valueOf(e.getMessage())), e);
        }
    }

    private static Timing timing(Collection<RunResult> results) {
        return Timing.of(results.stream()
                .flatMap(run -> run.getBenchmarkResults().stream())
                .flatMap(fork -> fork.getIterationResults().stream())
                .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                .toArray());
    }

    private static TimeValue seconds(double seconds) {
        return new TimeValue(Math.round(seconds * 1000), TimeUnit.MILLISECONDS);
    }

    /** How many JVMs, and how many iterations in each: fewer where an iteration is one slow call. */
    record Plan(int forks, int warmups, int measurements) {
        static Plan of(Effort effort, double secondsPerCall) {
            double fork = effort.warmups() * Math.max(Effort.WARMUP_SECONDS, secondsPerCall)
                    + effort.measurements() * Math.max(Effort.MEASUREMENT_SECONDS, secondsPerCall);
            // A third of the bound for all forks: the estimate may be out, and JVMs take time to start.
            if (effort.forks() * fork <= effort.bound() / 3) {
                return new Plan(effort.forks(), effort.warmups(), effort.measurements());
            }
            int calls = (int) Math.max(LEAST_CALLS, effort.bound() / 3 / secondsPerCall);
            int forks = Math.clamp(calls / LEAST_CALLS, 1, effort.forks());
            int warmups = Math.clamp(calls / forks / 3, 1, effort.warmups());
            return new Plan(forks, warmups, Math.clamp(calls / forks - warmups, 1, effort.measurements()));
        }
    }
}
