package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Point;
import dev.gatun.bench.gate.run.Recording.Reading;
import dev.gatun.bench.gate.run.Sampler.Side;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.host.Command.Trouble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleConsumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** Takes forks of one configuration in rounds, in random order, with a reading of the yardsticks before and after each. */
public final class Recorder {
    private final Sampler sampler;
    private final Supplier<Reading> yardsticks;
    private final DoubleSupplier clock;
    private final Random random;
    private final DoubleConsumer progress;
    private final Map<String, String> unitOf = new LinkedHashMap<>();

    /**
     * A recorder.
     *
     * @param clock seconds
     * @param progress told the share that is done
     */
    public Recorder(
            Sampler sampler,
            Supplier<Reading> yardsticks,
            DoubleSupplier clock,
            Random random,
            DoubleConsumer progress) {
        this.sampler = sampler;
        this.yardsticks = yardsticks;
        this.clock = clock;
        this.random = random;
        this.progress = progress;
    }

    /** Seconds, from any point in time. */
    double clock() {
        return clock.getAsDouble();
    }

    /**
     * Measures.
     *
     * @param units what one JVM measures each
     * @param forks of each
     * @param least forks of each that are of use
     * @param budget seconds after which no further round begins
     * @throws Trouble if a JVM fails, or the budget allows for fewer than {@code least} forks
     */
    public List<Entry> record(List<String> units, int forks, int least, double budget) throws Trouble {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        double start = clock();
        Reading before = yardsticks.get();
        for (int round = 0; round < forks; round++) {
            double spent = clock() - start;
            if (round > 0 && spent + spent / round > budget) {
                if (round < least) {
                    throw new Trouble("the budget allows for " + round + (round == 1 ? " fork" : " forks")
                            + " of each benchmark, and at least " + least + " are needed: give a larger --budget");
                }
                break;
            }
            List<String> shuffled = new ArrayList<>(units);
            Collections.shuffle(shuffled, random);
            for (String unit : shuffled) {
                Map<String, Fork> sampled = sampler.checked(unit, Side.A);
                Reading after = yardsticks.get();
                Reading around = before.with(after);
                sampled.forEach((name, fork) -> {
                    points.computeIfAbsent(name, fresh -> new ArrayList<>()).add(new Point(fork, around));
                    unitOf.put(name, unit);
                });
                before = after;
            }
            progress.accept((round + 1) / (double) forks);
        }
        // In the order of the suite, not that of the first round.
        return points.entrySet().stream()
                .map(each -> new Entry(each.getKey(), List.copyOf(each.getValue())))
                .sorted(Comparator.comparingInt(entry -> units.indexOf(unitOf(entry.benchmark()))))
                .toList();
    }

    /** What has to be measured for a benchmark. */
    String unitOf(String benchmark) {
        return unitOf.getOrDefault(benchmark, benchmark);
    }
}
