package dev.gatun.bench.gate.run;

/**
 * What the yardsticks showed.
 *
 * @param gflops of fused multiply-adds
 * @param gbps of the triad
 */
public record Reading(double gflops, double gbps) {
    double of(Yardstick yardstick) {
        return switch (yardstick) {
            case FMA -> gflops;
            case TRIAD -> gbps;
        };
    }

    /** The mean of the one before a fork and the one after it, as of speeds. */
    Reading with(Reading after) {
        return new Reading(harmonic(gflops, after.gflops), harmonic(gbps, after.gbps));
    }

    private static double harmonic(double one, double other) {
        return 2 / (1 / one + 1 / other);
    }
}
