package dev.gatun.bench.gate.stats;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * The test of Mann and Whitney (1947), by Apache Commons Statistics: how probable it is that samples of the same thing lie
 * apart as much as these do. It looks at ranks alone, so that neither the shape of the noise nor a few samples that are far
 * out matter.
 */
public final class MannWhitney {
    private MannWhitney() {}

    /** For a difference in either direction. */
    public static double twoSided(double[] first, double[] second) {
        return p(AlternativeHypothesis.TWO_SIDED, first, second);
    }

    /** For the second lying above the first. */
    public static double above(double[] first, double[] second) {
        return p(AlternativeHypothesis.LESS_THAN, first, second);
    }

    /**
     * The least that {@link #twoSided} can give for so many samples: when all of the one lie above all of the other. One in
     * so many ways of choosing, from both ends.
     */
    public static double least(int first, int second) {
        double ways = 1;
        for (int i = 1; i <= second; i++) {
            ways *= (first + i) / (double) i;
        }
        return Math.min(1, 2 / ways);
    }

    private static double p(AlternativeHypothesis alternative, double[] first, double[] second) {
        if (areAllEqual(first, second)) {
            return 1; // no ranks, and the test would divide by nothing
        }
        return MannWhitneyUTest.withDefaults()
                .with(alternative)
                .test(first, second)
                .getPValue();
    }

    private static boolean areAllEqual(double[] first, double[] second) {
        for (double value : first) {
            if (value != first[0]) {
                return false;
            }
        }
        for (double value : second) {
            if (value != first[0]) {
                return false;
            }
        }
        return true;
    }
}
