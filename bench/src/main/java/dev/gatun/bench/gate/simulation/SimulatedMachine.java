package dev.gatun.bench.gate.simulation;

import dev.gatun.bench.gate.run.Recording.Reading;
import dev.gatun.bench.gate.run.Sampler;
import dev.gatun.bench.gate.verdict.Fork;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * A machine that is made up: forks take two seconds of its own time. Where it drifts, its speed swings by 5 % to each side in
 * waves of 250 seconds, strays by 0.2 % from fork to fork, and is 25 % lower for two minutes at some time, as when a
 * neighbour has work to do.
 */
final class SimulatedMachine implements Sampler {
    /** What a fork of the quick suite takes, JVM and warm-up included. */
    static final double SECONDS_PER_FORK = 2;

    private static final double NANOS = 1000;
    private static final double GFLOPS = 100;
    private static final double GBPS = 20;

    /** How exactly a yardstick is read. */
    private static final double READING = 0.005;

    private final Noise noise;
    private final Set<String> slowed;
    private final double slowdown;
    private final double spread;
    private final Random random;
    private final double phase;
    private final double neighbourFrom;
    private final Map<String, Double> ofRun = new HashMap<>();
    private double strayed;
    private double now;

    /**
     * A machine, on one day.
     *
     * @param slowed the benchmarks that take longer in B
     * @param slowdown by how much, as a share
     * @param spread how much a benchmark differs from day to day, as a logarithm
     */
    SimulatedMachine(Noise noise, Set<String> slowed, double slowdown, double spread, Random random) {
        this.noise = noise;
        this.slowed = slowed;
        this.slowdown = slowdown;
        this.spread = spread;
        this.random = random;
        this.phase = 2 * Math.PI * random.nextDouble();
        this.neighbourFrom = 600 * random.nextDouble();
    }

    double clock() {
        return now;
    }

    @Override
    public Map<String, Fork> sample(String unit, Side side) {
        now += SECONDS_PER_FORK;
        strayed += 0.002 * random.nextGaussian();
        double log = noise.fork(random) + slowness();
        log += ofRun.computeIfAbsent(unit, fresh -> spread * random.nextGaussian());
        if (side == Side.B && slowed.contains(unit)) {
            log += Math.log1p(slowdown);
        }
        return Map.of(unit, new Fork(NANOS * Math.exp(log), "ns/op", false, Optional.empty()));
    }

    /** What the yardsticks show just now. */
    Reading reading() {
        double log = -slowness();
        return new Reading(
                GFLOPS * Math.exp(log + READING * random.nextGaussian()),
                GBPS * Math.exp(log + READING * random.nextGaussian()));
    }

    private double slowness() {
        if (noise != Noise.DRIFTING) {
            return 0;
        }
        boolean neighbour = now >= neighbourFrom && now < neighbourFrom + 120;
        return strayed + 0.05 * Math.sin(2 * Math.PI * now / 250 + phase) + (neighbour ? Math.log(1.25) : 0);
    }
}
