package dev.gatun.bench.calls;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.CaseTimer;
import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.Contest;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.Jmh;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Pace;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.yardstick.Limits;
import dev.gatun.bench.yardstick.Yardsticks;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Measures what calls cost, every caller in turn, each in a JVM of its own. */
public final class CallsRun {
    /** Calls in one operation of JMH, in C: some microseconds at least, so that the call from Java is nothing beside. */
    private static final int CALLS_IN_C = 10_000;

    /** A call takes less than a microsecond. */
    private static final double PLANNED_CALL = 1e-6;

    private final Pace pace;
    private final ForkedJvm jvm;
    private final JvmFacts facts;
    private final Yardsticks.Found yardsticks;
    private final CaseTimer<Callee, Caller> timer;

    CallsRun(Pace pace, ForkedJvm jvm, JvmFacts facts, Yardsticks.Found yardsticks, CaseTimer<Callee, Caller> timer) {
        this.pace = pace;
        this.jvm = jvm;
        this.facts = facts;
        this.yardsticks = yardsticks;
        this.timer = timer;
    }

    /**
     * A run with what this machine has, timed by JMH.
     *
     * @throws dev.gatun.bench.host.Failure if no JVM starts in the way given
     */
    public static CallsRun onThisMachine(Pace pace, ForkedJvm jvm) {
        return new CallsRun(pace, jvm, jvm.probe(), Yardsticks.find(), jmh(pace, jvm));
    }

    static CaseTimer<Callee, Caller> jmh(Pace pace, ForkedJvm jvm) {
        return (callee, caller, progress) -> {
            int calls = caller == Caller.C ? CALLS_IN_C : 1;
            return Timing.of(Jmh.run(
                                    CallsBenchmark.class,
                                    caller.method(callee),
                                    pace.schedule(calls * PLANNED_CALL),
                                    jvm,
                                    options -> options.param("callee", callee.id())
                                            .param("calls", Integer.toString(calls))
                                            .param("mostWarmup", Double.toString(pace.mostCompile()))
                                            .operationsPerInvocation(calls),
                                    progress)
                            .nanos())
                    .median();
        };
    }

    /** About how many seconds it takes. */
    public double seconds(List<Callee> callees) {
        return pace.rounds() * contest(callees).turns() * pace.secondsInJava(PLANNED_CALL);
    }

    private Contest<Callee, Caller> contest(List<Callee> callees) {
        return new Contest<>(callees, List.of(Caller.values()), this::lack);
    }

    private Optional<String> lack(Callee callee, Caller caller) {
        if (!caller.takes(callee)) {
            return Optional.of("it has no such way to be called");
        }
        if (callee.sgemm().isPresent() && !facts.hasOpenBlas()) {
            return Optional.of("no OpenBLAS was loaded: bench/gatun doctor says why");
        }
        boolean needsYardsticks = caller == Caller.C || callee.equals(Callee.NEXT);
        return needsYardsticks && yardsticks.library().isEmpty() ? Optional.of(yardsticks.reason()) : Optional.empty();
    }

    /**
     * Measures.
     *
     * @param progress makes what shows the progress, given the number of JVMs
     */
    public Calls measure(List<Callee> callees, IntFunction<Progress> progress) {
        Contest<Callee, Caller> contest = contest(callees);
        Limits limits = Limits.measure(yardsticks);
        try (Progress shown = progress.apply(pace.rounds() * contest.turns())) {
            contest.run(pace.rounds(), timer, shown);
        }
        Calls.Place place = new Calls.Place(Machine.read(), limits, jvm, facts);
        return new Calls(pace, place, new Comparison<>(contest.rows()));
    }
}
