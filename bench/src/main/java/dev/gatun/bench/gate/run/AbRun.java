package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.run.Sampler.Side;
import dev.gatun.bench.gate.stats.PValues;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Samples;
import dev.gatun.bench.host.Command.Trouble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/**
 * Two configurations against each other, on one machine at one time.
 *
 * <p>In each round each benchmark has three forks, one right after the other in random order: A, A again, and B. At fixed
 * numbers of rounds ({@link Rules#looks}) the samples are looked at. What is clearly unchanged is measured no longer; what looks
 * changed is measured again at once, alone, and is only then a finding. It goes on until nothing is open, the budget is spent, or
 * the last look is over.
 */
public final class AbRun {
    /** The share of the budget that is kept for measuring again what the last look suspects. */
    private static final double KEPT = 0.15;

    /** So many pairs of forks are measured again. */
    static final int PAIRS = 10;

    /** With so few even the clearest difference could hardly be told from chance: 1 in 252. */
    private static final int FEWEST_PAIRS = 5;

    private final Sampler sampler;
    private final Rules rules;
    private final double budget;
    private final DoubleSupplier clock;
    private final Random random;
    private final DoubleConsumer progress;
    private final double start;
    private final List<Unit> units;
    private int rounds;

    /**
     * A run, whose time begins now.
     *
     * @param units what one JVM measures each
     * @param budget seconds
     * @param clock seconds, from any point in time
     * @param random the order of the forks
     * @param progress told the share of the budget that is spent
     */
    public AbRun(
            List<String> units,
            Sampler sampler,
            Rules rules,
            double budget,
            DoubleSupplier clock,
            Random random,
            DoubleConsumer progress) {
        this.units = units.stream().map(Unit::new).toList();
        this.sampler = sampler;
        this.rules = rules;
        this.budget = budget;
        this.clock = clock;
        this.random = random;
        this.progress = progress;
        this.start = clock.getAsDouble();
    }

    /**
     * What came of it.
     *
     * @param findings on each benchmark
     * @param rounds how many there were
     * @param seconds how long it took
     */
    public record Result(List<Finding> findings, int rounds, double seconds) {}

    /**
     * Measures and judges.
     *
     * @throws Trouble if a JVM fails
     */
    public Result run() throws Trouble {
        List<Integer> looks = rules.looks();
        while (rounds < looks.getLast() && !open().isEmpty() && hasTimeForRound()) {
            round();
            if (looks.contains(rounds)) {
                look();
            }
        }
        // The budget ended between two looks: the next one is taken now, with its share of the probability.
        if (rounds >= looks.getFirst() && !looks.contains(rounds) && !open().isEmpty()) {
            look();
        }
        String tooFew = "the budget allowed for " + rounds + (rounds == 1 ? " round" : " rounds")
                + ", the first look is after " + looks.getFirst() + ": a larger --budget, or a --filter";
        List<Finding> findings = new ArrayList<>();
        subjects().forEach(subject -> findings.addAll(subject.findings(tooFew)));
        units.stream()
                .filter(unit -> unit.subjects.isEmpty())
                .forEach(unit -> findings.add(Finding.missing(unit.name, Optional.empty(), Optional.empty(), tooFew)));
        return new Result(findings, rounds, spent());
    }

    private double spent() {
        return clock.getAsDouble() - start;
    }

    /** In the order of the suite. */
    private List<Subject> subjects() {
        return units.stream().flatMap(unit -> unit.subjects.values().stream()).toList();
    }

    private List<Unit> open() {
        return units.stream()
                .filter(unit -> rounds == 0 || unit.subjects.values().stream().anyMatch(Subject::isOpen))
                .toList();
    }

    private boolean hasTimeForRound() {
        double round =
                open().stream().mapToDouble(unit -> 3 * unit.secondsPerFork()).sum();
        // Before the first look there is nothing that could be measured again.
        return spent() + round <= (rounds < rules.looks().getFirst() ? budget : budget * (1 - KEPT));
    }

    private void round() throws Trouble {
        List<Unit> shuffled = new ArrayList<>(open());
        Collections.shuffle(shuffled, random);
        for (Unit unit : shuffled) {
            List<Side> sides = new ArrayList<>(List.of(Side.values()));
            Collections.shuffle(sides, random);
            for (Side side : sides) {
                unit.sample(side)
                        .forEach((name, fork) ->
                                Objects.requireNonNull(unit.subjects.get(name)).add(side, fork));
            }
        }
        rounds++;
    }

    private void look() throws Trouble {
        List<Subject> all = subjects();
        double[] p = PValues.holm(all.stream().mapToDouble(Subject::look).toArray());
        Set<Subject> suspects = new LinkedHashSet<>();
        for (int i = 0; i < p.length; i++) {
            if (all.get(i).isOpen() && all.get(i).isSuspected(rules.looks().size() * p[i])) {
                suspects.add(all.get(i));
            }
        }
        for (Unit unit : units) {
            List<Subject> ofUnit =
                    unit.subjects.values().stream().filter(suspects::contains).toList();
            if (!ofUnit.isEmpty()) {
                measureAgain(unit, ofUnit);
            }
        }
    }

    private void measureAgain(Unit unit, List<Subject> suspects) throws Trouble {
        int pairs = (int) Math.min(PAIRS, (budget - spent()) / (2 * unit.secondsPerFork()));
        if (pairs < FEWEST_PAIRS) {
            suspects.forEach(Subject::notMeasuredAgain);
            return;
        }
        Map<String, List<Fork>> a = new LinkedHashMap<>();
        Map<String, List<Fork>> b = new LinkedHashMap<>();
        for (int pair = 0; pair < pairs; pair++) {
            if (pair >= FEWEST_PAIRS && spent() + 2 * unit.secondsPerFork() > budget) {
                break; // they took longer than those before
            }
            boolean aFirst = random.nextBoolean();
            for (Side side : aFirst ? List.of(Side.A, Side.B) : List.of(Side.B, Side.A)) {
                Map<String, List<Fork>> of = side == Side.A ? a : b;
                unit.sample(side)
                        .forEach((name, fork) -> of.computeIfAbsent(name, fresh -> new ArrayList<>())
                                .add(fork));
            }
        }
        for (Subject suspect : suspects) {
            suspect.measuredAgain(
                    new Samples(Objects.requireNonNull(a.get(suspect.name()))),
                    new Samples(Objects.requireNonNull(b.get(suspect.name()))));
        }
    }

    /** What one JVM measures. */
    private final class Unit {
        private final String name;
        private final Map<String, Subject> subjects = new LinkedHashMap<>();
        private double seconds;
        private int forks;

        Unit(String name) {
            this.name = name;
        }

        double secondsPerFork() {
            return forks == 0 ? 0 : seconds / forks;
        }

        Map<String, Fork> sample(Side side) throws Trouble {
            double before = spent();
            Map<String, Fork> sampled = sampler.checked(name, side);
            seconds += spent() - before;
            forks++;
            progress.accept(Math.min(1, spent() / budget));
            if (sampled.isEmpty() || (forks > 1 && !subjects.keySet().equals(sampled.keySet()))) {
                throw new Trouble(name + " measured " + sampled.keySet() + " in one JVM and " + subjects.keySet()
                        + " in another");
            }
            sampled.keySet().forEach(each -> subjects.computeIfAbsent(each, fresh -> new Subject(fresh, rules)));
            return sampled;
        }
    }
}
