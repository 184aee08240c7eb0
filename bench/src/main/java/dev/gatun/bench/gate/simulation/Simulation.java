package dev.gatun.bench.gate.simulation;

import dev.gatun.bench.gate.run.AbRun;
import dev.gatun.bench.gate.run.CheckRun;
import dev.gatun.bench.gate.run.Fingerprint;
import dev.gatun.bench.gate.run.Fork;
import dev.gatun.bench.gate.run.Recorder;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Side;
import dev.gatun.bench.gate.stats.Looks;
import dev.gatun.bench.gate.verdict.Comparison;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Samples;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.host.Command.Trouble;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Runs of the gate on machines that are made up, through the code that real runs go through: looks, corrections, yardsticks,
 * measuring again, budget.
 */
public final class Simulation {
    /** As many as the quick suite has. */
    static final int BENCHMARKS = 7;

    /** The default budget of gate ab. */
    static final double BUDGET = 600;

    /** What gate record and gate check take of each benchmark. */
    private static final int FORKS = 12;

    /** Forks in a file of JMH. */
    static final int FORKS_OF_JMH = 15;

    /** How much a benchmark differs from one recording to another, as a logarithm. */
    private static final double SPREAD = 0.015;

    private static final int RECORDINGS = 3;
    private static final String SLOWED = "benchmark 3";
    private static final List<String> ALL =
            IntStream.range(0, BENCHMARKS).mapToObj(i -> "benchmark " + i).toList();
    private static final Fingerprint SAME = new Fingerprint("", "", 0, "", "", 1, "", "");

    private final Noise noise;
    private final Set<String> slowed;
    private final double slowdown;
    private final Random random;
    private final Tally tally;

    private Simulation(Noise noise, double slowdown, long seed) {
        this.noise = noise;
        this.slowdown = slowdown;
        this.slowed = slowdown == 0 ? Set.of() : Set.of(SLOWED);
        this.random = new Random(seed);
        this.tally = new Tally(slowed);
    }

    /**
     * What came of many runs.
     *
     * @param alarms unchanged benchmarks that were called regressed
     * @param praised unchanged benchmarks that were called improved
     * @param unchanged unchanged benchmarks that were called so
     * @param same how many unchanged benchmarks there were
     * @param found slowed benchmarks that were called regressed
     * @param passed slowed benchmarks that were called unchanged or improved
     * @param slowed how many slowed benchmarks there were
     * @param minutes how long a run took, on average
     */
    public record Outcome(
            int alarms, int praised, int unchanged, int same, int found, int passed, int slowed, double minutes) {}

    private Outcome outcome(int runs, double seconds) {
        int ofSlowed = slowed.size() * runs;
        return new Outcome(
                tally.same(Verdict.REGRESSED),
                tally.same(Verdict.IMPROVED),
                tally.same(Verdict.UNCHANGED),
                BENCHMARKS * runs - ofSlowed,
                tally.slower(Verdict.REGRESSED),
                tally.slower(Verdict.UNCHANGED) + tally.slower(Verdict.IMPROVED),
                ofSlowed,
                seconds / runs / 60);
    }

    /**
     * Runs of {@code gate ab} with its default budget.
     *
     * @param slowdown of one of the benchmarks, as a share; 0 for none
     * @param effect the smallest change that matters, as a share
     */
    public static Outcome ab(Noise noise, double slowdown, double effect, int runs, long seed) {
        Simulation simulation = new Simulation(noise, slowdown, seed);
        double seconds = 0;
        for (int run = 0; run < runs; run++) {
            SimulatedMachine machine = simulation.machine(0);
            AbRun.Result result = sure(() -> new AbRun(
                            ALL,
                            machine,
                            Rules.inTwoSteps(effect),
                            Looks.STANDARD,
                            BUDGET,
                            machine::clock,
                            simulation.random,
                            share -> {})
                    .run());
            seconds += result.seconds();
            simulation.tally.add(result.findings());
        }
        return simulation.outcome(runs, seconds);
    }

    /** Runs of {@code gate check} against three recordings. */
    public static Outcome check(Noise noise, double slowdown, double effect, int runs, long seed) {
        Simulation simulation = new Simulation(noise, slowdown, seed);
        double seconds = 0;
        for (int run = 0; run < runs; run++) {
            List<Recording> baseline = new ArrayList<>();
            for (int i = 0; i < RECORDINGS; i++) {
                SimulatedMachine day = simulation.machine(SPREAD);
                Recorder recorder = simulation.recorder(day, Side.A);
                baseline.add(new Recording(
                        "", "", SAME, sure(() -> recorder.record(ALL, FORKS, FORKS, Double.POSITIVE_INFINITY))));
            }
            SimulatedMachine today = simulation.machine(SPREAD);
            Recorder recorder = simulation.recorder(today, Side.B);
            simulation.tally.add(sure(() -> new CheckRun(baseline, recorder, Rules.againstBaseline(effect))
                    .run(ALL, FORKS, FORKS, Double.POSITIVE_INFINITY)));
            seconds += today.clock();
        }
        return simulation.outcome(runs, seconds);
    }

    /** Runs of {@code gate compare} with fifteen forks in each file. */
    public static Outcome compare(Noise noise, double slowdown, double effect, int runs, long seed) {
        Simulation simulation = new Simulation(noise, slowdown, seed);
        for (int run = 0; run < runs; run++) {
            SimulatedMachine machine = simulation.machine(0);
            List<Comparison.Pair> pairs = new ArrayList<>();
            for (String benchmark : ALL) {
                pairs.add(new Comparison.Pair(
                        benchmark, samples(machine, benchmark, Side.A), samples(machine, benchmark, Side.B), 0));
            }
            List<Finding> findings = Comparison.judge(pairs, Rules.atOnce(effect));
            simulation.tally.add(findings);
        }
        return simulation.outcome(runs, 0);
    }

    private SimulatedMachine machine(double spread) {
        return new SimulatedMachine(noise, slowed, slowdown, spread, random);
    }

    private Recorder recorder(SimulatedMachine machine, Side side) {
        return new Recorder(
                (unit, ignored) -> machine.sample(unit, side), machine::reading, machine::clock, random, share -> {});
    }

    private static Samples samples(SimulatedMachine machine, String benchmark, Side side) {
        List<Double> values = IntStream.range(0, FORKS_OF_JMH)
                .mapToObj(i ->
                        Objects.requireNonNull(machine.sample(benchmark, side).get(benchmark)))
                .map(Fork::value)
                .toList();
        return new Samples(values, "ns/op", false, List.of());
    }

    @FunctionalInterface
    private interface Measurement<T> {
        T measure() throws Trouble;
    }

    private static <T> T sure(Measurement<T> measurement) {
        try {
            return measurement.measure();
        } catch (Trouble e) {
            throw new IllegalStateException("a machine that is made up does not fail", e);
        }
    }
}
