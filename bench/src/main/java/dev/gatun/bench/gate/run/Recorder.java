package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Point;
import dev.gatun.bench.host.Command.Trouble;
import java.util.ArrayList;
import java.util.Collections;
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

    /**
     * Measures.
     *
     * @param units what one JVM measures each
     * @param forks of each
     * @param budget seconds after which no further round begins
     * @throws Trouble if a JVM fails, or the budget allows for fewer than {@code least} forks
     */
    public List<Entry> record(List<String> units, int forks, int least, double budget) throws Trouble {
        Map<String, List<Point>> points = new LinkedHashMap<>();
        double start = clock.getAsDouble();
        Reading before = yardsticks.get();
        int done = 0;
        for (int round = 0; round < forks; round++) {
            double spent = clock.getAsDouble() - start;
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
                Map<String, Fork> sampled = sampler.sample(unit, Side.A);
                Reading after = yardsticks.get();
                for (Map.Entry<String, Fork> each : sampled.entrySet()) {
                    Fork fork = Series.checked(each.getKey(), each.getValue());
                    points.computeIfAbsent(each.getKey(), fresh -> new ArrayList<>())
                            .add(new Point(fork, before.with(after)));
                    unitOf.put(each.getKey(), unit);
                }
                before = after;
                done++;
                progress.accept(done / (double) (units.size() * forks));
            }
        }
        // In the order of the suite, not that of the first round.
        return points.entrySet().stream()
                .map(each -> new Entry(each.getKey(), List.copyOf(each.getValue())))
                .sorted((one, other) -> Integer.compare(
                        units.indexOf(unitOf(one.benchmark())), units.indexOf(unitOf(other.benchmark()))))
                .toList();
    }

    /** What has to be measured for a benchmark. */
    String unitOf(String benchmark) {
        return unitOf.getOrDefault(benchmark, benchmark);
    }
}
