package dev.gatun.bench.ladder;

import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.Jmh;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.Timing;
import dev.gatun.ladder.Stage;
import java.nio.file.Path;

/**
 * Times a Java tier by JMH, in fresh JVMs that run nothing else: profile and compiled code are those of a program that
 * uses the tier, not of one that has just gone through all of them.
 *
 * <p>Each iteration is a batch, and the median over the iterations of all forks is the number; see {@link Timing}.
 */
final class JmhTimer implements JavaTimer {
    /** For {@link Plan}: what a fork needs to be worth starting. */
    private static final int LEAST_CALLS = 2;

    /** After so long it is enough, whether C2 is done or not. */
    private static final double MOST_COMPILE_SECONDS = 10;

    JmhTimer() {}

    @Override
    public Timed time(Subject subject, Shape shape, double estimate, Run run, Progress progress) throws Untimed {
        Plan plan = Plan.of(run.effort(), estimate);
        Jmh.Schedule schedule = new Jmh.Schedule(
                plan.forks,
                plan.warmups,
                Effort.WARMUP_SECONDS,
                plan.measurements,
                Effort.MEASUREMENT_SECONDS,
                // A call that hangs ends with the row's bound.
                run.effort().bound());
        try {
            double[] nanos = Jmh.run(
                            LadderBenchmark.class,
                            subject.stage().isPresent() ? "stage" : "matmul",
                            schedule,
                            ForkedJvm.plain(),
                            options -> {
                                options.param("shape", shape.toString())
                                        .param("folder", run.folder().toString())
                                        .param("threads", Integer.toString(run.threads()))
                                        .param("mostWarmup", Double.toString(mostWarmup(estimate)));
                                subject.stage().map(Stage::name).ifPresent(name -> options.param("stage", name));
                            },
                            progress)
                    .nanos();
            Path product = run.folder().resolve(LadderBenchmark.PRODUCT);
            return new Timed(Timing.of(nanos), Operands.readFloats(product, shape.m() * shape.n()));
        } catch (Trouble e) {
            throw new Untimed(String.valueOf(e.getMessage()), e);
        }
    }

    /** A call that is long is compiled by the iterations that warm up as well. */
    private static double mostWarmup(double secondsPerCall) {
        return secondsPerCall > Effort.WARMUP_SECONDS ? 0 : MOST_COMPILE_SECONDS;
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
