package dev.gatun.bench.gate.simulation;

import java.util.Locale;
import java.util.Random;

/** How forks of the same code differ. All figures are of the logarithm of the time: 0.02 is about two per cent. */
public enum Noise {
    /** Two per cent, normal: a quiet machine. */
    NORMAL("normal, 2 %") {
        @Override
        double fork(Random random) {
            return 0.02 * random.nextGaussian();
        }
    },
    /** Student's t of three degrees of freedom, and one fork of 20 is slower by 10 to 60 %: a shared machine. */
    HEAVY_TAILED("heavy-tailed, 5 % outliers") {
        @Override
        double fork(Random random) {
            double squares = 0;
            for (int i = 0; i < DEGREES; i++) {
                double normal = random.nextGaussian();
                squares += normal * normal;
            }
            double t = random.nextGaussian() / Math.sqrt(squares / DEGREES);
            double outlier = random.nextDouble() < 0.05 ? Math.log(1.1 + 0.5 * random.nextDouble()) : 0;
            return 0.015 * t + outlier;
        }
    },
    /** Three forks of ten are slower by 8 %, since C2 or the layout of memory turned out otherwise; one per cent besides. */
    BIMODAL("bimodal, 8 % apart") {
        @Override
        double fork(Random random) {
            double slow = random.nextDouble() < 0.3 ? Math.log(1.08) : 0;
            return slow + 0.01 * random.nextGaussian();
        }
    },
    /** One and a half per cent, normal, on a machine whose speed changes: see {@link SimulatedMachine}. */
    DRIFTING("drifting machine") {
        @Override
        double fork(Random random) {
            return 0.015 * random.nextGaussian();
        }
    };

    private static final int DEGREES = 3;

    private final String label;

    Noise(String label) {
        this.label = label;
    }

    /** In words. */
    public String label() {
        return label;
    }

    /** As it is written in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What one fork adds to the logarithm of the time. */
    abstract double fork(Random random);
}
