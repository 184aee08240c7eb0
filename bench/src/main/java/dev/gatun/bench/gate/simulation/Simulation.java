package dev.gatun.bench.gate.simulation;

import dev.gatun.bench.gate.run.AbRun;
import dev.gatun.bench.gate.run.CheckRun;
import dev.gatun.bench.gate.run.Recorder;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Recording.Fingerprint;
import dev.gatun.bench.gate.run.Sampler.Side;
import dev.gatun.bench.gate.verdict.Comparison;
import dev.gatun.bench.gate.verdict.Comparison.Pair;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Samples;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.host.Command.Trouble;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    /** The default budget of gate ab and gate check, in seconds. */
    static final double BUDGET = 600;

    /** What gate record and gate check take of each benchmark. */
    private static final int FORKS = 12;

    /** Forks in a file of JMH. */
    private static final int FORKS_OF_JMH = 15;

    /** How much a benchmark differs from one recording to another, as a logarithm. */
    private static final double SPREAD = 0.015;

    private static final int RECORDINGS = 3;
    private static final List<String> ALL =
            IntStream.range(0, BENCHMARKS).mapToObj(i -> "benchmark " + i).toList();

    private final Noise noise;
    private final double slowdown;
    private final double effect;
    private final Set<String> slowed;
    private final Random random;
    private double seconds;

    private Simulation(Noise noise, double slowdown, double effect, long seed) {
        this.noise = noise;
        this.slowdown = slowdown;
        this.effect = effect;
        this.slowed = slowdown == 0 ? Set.of() : Set.of("benchmark 3");
        this.random = new Random(seed);
    }

    /** A way of comparing. */
    enum Way {
        /** {@code gate ab} with its default budget. */
        AB,
        /** {@code gate check} against three recordings. */
        CHECK,
        /** {@code gate compare} with fifteen forks in each file. */
        COMPARE;

        /** As it is called. */
        String command() {
            return "gate " + name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What came of many runs.
     *
     * @param same verdicts on benchmarks that had not changed
     * @param slower verdicts on benchmarks that were slowed down
     * @param minutes how long a run took, on average; 0 where nothing is measured
     */
    record Outcome(Map<Verdict, Integer> same, Map<Verdict, Integer> slower, double minutes) {
        /** The share of the unchanged benchmarks with a verdict. */
        double ofSame(Verdict verdict) {
            return share(same, verdict);
        }

        /** The share of the slowed benchmarks with a verdict. */
        double ofSlower(Verdict verdict) {
            return share(slower, verdict);
        }

        static int count(Map<Verdict, Integer> verdicts) {
            return verdicts.values().stream().mapToInt(Integer::intValue).sum();
        }

        private static double share(Map<Verdict, Integer> verdicts, Verdict verdict) {
            return verdicts.getOrDefault(verdict, 0) / (double) count(verdicts);
        }
    }

    /**
     * Many runs.
     *
     * @param slowdown of one of the benchmarks, as a share; 0 for none
     * @param effect the smallest change that matters, as a share
     */
    static Outcome of(Way way, Noise noise, double slowdown, double effect, int runs, long seed) {
        Simulation simulation = new Simulation(noise, slowdown, effect, seed);
        Map<Verdict, Integer> same = new EnumMap<>(Verdict.class);
        Map<Verdict, Integer> slower = new EnumMap<>(Verdict.class);
        for (int run = 0; run < runs; run++) {
            try {
                for (Finding finding : simulation.findings(way)) {
                    (simulation.slowed.contains(finding.benchmark()) ? slower : same)
                            .merge(finding.verdict(), 1, Integer::sum);
                }
            } catch (Trouble e) {
                throw new IllegalStateException("a machine that is made up does not fail", e);
            }
        }
        return new Outcome(same, slower, simulation.seconds / runs / 60);
    }

    private List<Finding> findings(Way way) throws Trouble {
        return switch (way) {
            case AB -> ab();
            case CHECK -> check();
            case COMPARE -> compare();
        };
    }

    private List<Finding> ab() throws Trouble {
        SimulatedMachine machine = machine(0);
        AbRun.Result result =
                new AbRun(ALL, machine, Rules.inTwoSteps(effect), BUDGET, machine::clock, random, share -> {}).run();
        seconds += result.seconds();
        return result.findings();
    }

    private List<Finding> check() throws Trouble {
        List<Recording> baseline = new ArrayList<>();
        for (int i = 0; i < RECORDINGS; i++) {
            baseline.add(new Recording(
                    "", "", Fingerprint.of(), recorder(machine(SPREAD), Side.A).record(ALL, FORKS, FORKS, BUDGET)));
        }
        SimulatedMachine today = machine(SPREAD);
        List<Finding> findings = new CheckRun(baseline, recorder(today, Side.B), Rules.againstBaseline(effect))
                .run(ALL, FORKS, FORKS, BUDGET);
        seconds += today.clock();
        return findings;
    }

    private List<Finding> compare() {
        SimulatedMachine machine = machine(0);
        return Comparison.judge(
                ALL.stream()
                        .map(benchmark -> new Pair(
                                benchmark, samples(machine, benchmark, Side.A), samples(machine, benchmark, Side.B), 0))
                        .toList(),
                Rules.atOnce(effect));
    }

    private SimulatedMachine machine(double spread) {
        return new SimulatedMachine(noise, slowed, slowdown, spread, random);
    }

    private Recorder recorder(SimulatedMachine machine, Side side) {
        return new Recorder(
                (unit, ignored) -> machine.sample(unit, side), machine::reading, machine::clock, random, share -> {});
    }

    private static Samples samples(SimulatedMachine machine, String benchmark, Side side) {
        List<Fork> forks = new ArrayList<>();
        for (int i = 0; i < FORKS_OF_JMH; i++) {
            forks.add(Objects.requireNonNull(machine.sample(benchmark, side).get(benchmark)));
        }
        return new Samples(forks);
    }
}
