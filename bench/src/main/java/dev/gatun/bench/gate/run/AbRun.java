package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.stats.Holm;
import dev.gatun.bench.gate.stats.Looks;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.host.Command.Trouble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;

/**
 * Two configurations against each other, on one machine at one time.
 *
 * <p>In each round each benchmark has three forks, one right after the other in random order: A, A again, and B. At fixed
 * numbers of rounds ({@link Looks}) the samples are looked at. What is clearly unchanged is measured no longer; what looks
 * changed is measured again at once, alone, and is only then a finding ({@link Again}). It goes on until nothing is open,
 * the budget is spent, or the last look is over.
 */
public final class AbRun {
    /** The share of the budget that is kept for measuring again what the last look suspects. */
    private static final double KEPT = 0.15;

    private final Sampler sampler;
    private final Rules rules;
    private final Looks looks;
    private final double budget;
    private final DoubleSupplier clock;
    private final Random random;
    private final DoubleConsumer progress;

    private final List<Unit> units;
    private double start;
    private int rounds;

    /**
     * A run that has not begun.
     *
     * @param units what one JVM measures each
     * @param looks when samples are looked at
     * @param budget seconds
     * @param clock seconds, from any point in time
     * @param random the order of the forks
     * @param progress told the share of the budget that is spent
     */
    public AbRun(
            List<String> units,
            Sampler sampler,
            Rules rules,
            Looks looks,
            double budget,
            DoubleSupplier clock,
            Random random,
            DoubleConsumer progress) {
        this.units = units.stream().map(Unit::new).toList();
        this.sampler = sampler;
        this.rules = rules;
        this.looks = looks;
        this.budget = budget;
        this.clock = clock;
        this.random = random;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param findings on each benchmark, times first
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
        start = clock.getAsDouble();
        while (rounds < looks.last() && !open().isEmpty() && hasTimeForRound()) {
            round();
            if (looks.isAfter(rounds)) {
                look();
            }
        }
        // The budget ended between two looks: the next one is taken now, with its share of the probability.
        if (rounds >= looks.first() && !looks.isAfter(rounds) && !open().isEmpty()) {
            look();
        }
        List<Finding> findings = new ArrayList<>();
        // In the order of the suite, not that of the first round.
        List<Subject> all =
                units.stream().flatMap(unit -> unit.subjects.values().stream()).toList();
        all.forEach(subject -> findings.add(subject.finding(rounds, looks.first())));
        all.forEach(subject -> subject.allocation().ifPresent(findings::add));
        return new Result(findings, rounds, spent());
    }

    private double spent() {
        return clock.getAsDouble() - start;
    }

    private List<Unit> open() {
        return units.stream()
                .filter(unit -> rounds == 0 || unit.subjects.values().stream().anyMatch(Subject::isOpen))
                .toList();
    }

    private boolean hasTimeForRound() {
        double round =
                open().stream().mapToDouble(unit -> 3 * unit.secondsPerFork()).sum();
        return spent() + round <= budget * (1 - KEPT);
    }

    private void round() throws Trouble {
        List<Unit> shuffled = new ArrayList<>(open());
        Collections.shuffle(shuffled, random);
        for (Unit unit : shuffled) {
            List<Side> sides = new ArrayList<>(List.of(Side.values()));
            Collections.shuffle(sides, random);
            for (Side side : sides) {
                unit.sample(side).forEach((name, fork) -> unit.subject(name).add(side, fork));
            }
        }
        rounds++;
    }

    /** Judges what is open. Those that were found changed before count as found, the unchanged as what chance will do. */
    private void look() throws Trouble {
        List<Subject> all =
                units.stream().flatMap(unit -> unit.subjects.values().stream()).toList();
        double[] adjusted = Holm.adjust(all.stream().mapToDouble(Subject::p).toArray());
        Set<Subject> suspects = new LinkedHashSet<>();
        for (int i = 0; i < adjusted.length; i++) {
            if (all.get(i).isOpen() && all.get(i).judge(Math.min(1, looks.count() * adjusted[i]))) {
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
        double left = budget - spent();
        int pairs = (int) Math.min(Again.PAIRS, left / (2 * unit.secondsPerFork()));
        if (pairs < Again.FEWEST_PAIRS) {
            suspects.forEach(Subject::notMeasuredAgain);
            return;
        }
        Map<String, Series> a = new LinkedHashMap<>();
        Map<String, Series> b = new LinkedHashMap<>();
        for (int pair = 0; pair < pairs; pair++) {
            boolean aFirst = random.nextBoolean();
            for (Side side : aFirst ? List.of(Side.A, Side.B) : List.of(Side.B, Side.A)) {
                Map<String, Series> of = side == Side.A ? a : b;
                unit.sample(side)
                        .forEach((name, fork) ->
                                of.computeIfAbsent(name, fresh -> new Series()).add(fork));
            }
        }
        for (Subject suspect : suspects) {
            suspect.measuredAgain(
                    Objects.requireNonNull(a.get(suspect.name())), Objects.requireNonNull(b.get(suspect.name())));
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

        Subject subject(String benchmark) {
            return subjects.computeIfAbsent(benchmark, fresh -> new Subject(fresh, rules));
        }

        Map<String, Fork> sample(Side side) throws Trouble {
            double before = clock.getAsDouble();
            Map<String, Fork> sampled = sampler.sample(name, side);
            seconds += clock.getAsDouble() - before;
            forks++;
            progress.accept(Math.min(1, spent() / budget));
            for (Map.Entry<String, Fork> each : sampled.entrySet()) {
                Series.checked(each.getKey(), each.getValue());
            }
            if (sampled.isEmpty() || (forks > 1 && !subjects.keySet().equals(sampled.keySet()))) {
                throw new Trouble(name + " measured " + sampled.keySet() + " in one JVM and " + subjects.keySet()
                        + " in another");
            }
            sampled.keySet().forEach(this::subject);
            return sampled;
        }
    }
}
