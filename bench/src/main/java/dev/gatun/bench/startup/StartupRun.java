package dev.gatun.bench.startup;

import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.startup.Startup.Pair;
import dev.gatun.bench.startup.Startup.Row;
import dev.gatun.bench.yardstick.Limits;
import dev.gatun.bench.yardstick.Yardsticks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Times whole processes in pairs, a program and the empty one right after each other, the one first and then the other: what
 * else the machine does for a second is in both, and their difference is what Gatun adds.
 */
public final class StartupRun {
    /** Enough for a median that two disturbed ones do not move. */
    public static final int QUICK_PAIRS = 7;

    /** Enough for quartiles. */
    public static final int FULL_PAIRS = 25;

    /** Both of a pair. */
    private static final double PLANNED_PAIR = 0.45;

    private final String effort;
    private final int pairs;
    private final ForkedJvm jvm;
    private final JvmFacts facts;
    private final Yardsticks.Found yardsticks;
    private final Supplier<ProgramTimer> timer;

    StartupRun(
            String effort,
            int pairs,
            ForkedJvm jvm,
            JvmFacts facts,
            Yardsticks.Found yardsticks,
            Supplier<ProgramTimer> timer) {
        this.effort = effort;
        this.pairs = pairs;
        this.jvm = jvm;
        this.facts = facts;
        this.yardsticks = yardsticks;
        this.timer = timer;
    }

    /**
     * A run with what this machine has.
     *
     * @param effort what it is called in files
     * @throws dev.gatun.bench.host.Failure if no JVM starts in the way given
     */
    public static StartupRun onThisMachine(String effort, int pairs, ForkedJvm jvm) {
        return new StartupRun(effort, pairs, jvm, jvm.probe(), Yardsticks.find(), () -> new Processes(jvm));
    }

    /** About how many seconds it takes. */
    public double seconds() {
        return pairs * PLANNED_PAIR * Program.values().length;
    }

    /**
     * Measures.
     *
     * @param progress makes what shows the progress, given the number of pairs
     */
    public Startup measure(IntFunction<Progress> progress) {
        Map<Program, List<Pair>> measured = new EnumMap<>(Program.class);
        Map<Program, String> reasons = new EnumMap<>(Program.class);
        Set<Program> failed = EnumSet.noneOf(Program.class);
        Limits limits = Limits.measure(yardsticks);
        for (Program program : Program.values()) {
            measured.put(program, new ArrayList<>());
            if (program.needsOpenBlas() && !facts.hasOpenBlas()) {
                reasons.put(program, "no OpenBLAS was loaded: bench/gatun doctor says why");
            }
        }
        try (ProgramTimer processes = timer.get();
                Progress shown = progress.apply(Program.values().length * pairs)) {
            // Round -1 does not count: it unpacks OpenBLAS, and brings files into the system's memory.
            for (int round = -1; round < pairs && !Interrupt.isRequested(); round++) {
                for (Program program : Program.values()) {
                    if (round >= 0) {
                        shown.row(program.id());
                    }
                    if (reasons.containsKey(program) || Interrupt.isRequested()) {
                        continue;
                    }
                    try {
                        Pair pair = pair(processes, program, round % 2 == 0);
                        if (round >= 0) {
                            Objects.requireNonNull(measured.get(program)).add(pair);
                        }
                    } catch (Trouble e) {
                        if (!Interrupt.isRequested()) {
                            reasons.put(program, String.valueOf(e.getMessage()));
                            failed.add(program);
                        }
                    }
                }
            }
        }
        List<Row> rows = Arrays.stream(Program.values())
                .map(program -> row(
                        program,
                        Objects.requireNonNull(measured.get(program)),
                        Optional.ofNullable(reasons.get(program)),
                        failed.contains(program)))
                .toList();
        return new Startup(effort, pairs, new Startup.Place(Machine.read(), limits, jvm, facts), rows);
    }

    private static Row row(Program program, List<Pair> pairs, Optional<String> reason, boolean failed) {
        if (reason.isPresent()) {
            return new Row(program, List.of(), reason.get(), failed);
        }
        return new Row(program, List.copyOf(pairs), pairs.isEmpty() ? "interrupted before its turn" : "", false);
    }

    private static Pair pair(ProgramTimer timer, Program program, boolean emptyFirst) throws Trouble {
        if (program == Program.EMPTY) {
            double nanos = timer.time(program);
            return new Pair(nanos, nanos);
        }
        if (emptyFirst) {
            double empty = timer.time(Program.EMPTY);
            return new Pair(timer.time(program), empty);
        }
        double nanos = timer.time(program);
        return new Pair(nanos, timer.time(Program.EMPTY));
    }
}
