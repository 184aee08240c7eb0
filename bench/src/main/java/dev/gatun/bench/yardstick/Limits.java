package dev.gatun.bench.yardstick;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What one core of this machine can do, measured in the same run as what is held against it.
 *
 * @param peakGflops its FMA peak in GFLOP/s
 * @param triadGbps how fast it streams through memory, in GB/s; both are empty if the yardsticks were not built
 */
public record Limits(OptionalDouble peakGflops, OptionalDouble triadGbps) {
    /** Where nothing is known. */
    public static final Limits UNKNOWN = new Limits(OptionalDouble.empty(), OptionalDouble.empty());

    /** At least four times any last-level cache that a core can fill: three arrays of 64 MB. */
    private static final long TRIAD_ELEMENTS = 8_000_000;

    /** Long enough that some part of it is undisturbed: the best counts. */
    private static final double SECONDS = 0.5;

    /** Measures for a second. */
    public static Limits measure(Yardsticks.Found yardsticks) {
        return new Limits(
                of(yardsticks, c -> c.fmaPeakGflops(SECONDS)),
                of(yardsticks, c -> c.triadGbps(TRIAD_ELEMENTS, SECONDS)));
    }

    private static OptionalDouble of(Yardsticks.Found yardsticks, ToDoubleFunction<Yardsticks> measure) {
        return yardsticks.library().stream()
                .mapToDouble(measure)
                .filter(value -> value > 0)
                .findFirst();
    }

    /** For the end of a line about the machine; empty if nothing is known. */
    public String describe() {
        return peakGflops.isPresent() && triadGbps.isPresent()
                ? String.format(
                        Locale.ROOT,
                        "; FMA peak %.3g GFLOP/s a core, memory %.3g GB/s",
                        peakGflops.getAsDouble(),
                        triadGbps.getAsDouble())
                : "";
    }

    /** The better of two measurements: what else runs on a machine makes one worse, never better. */
    public Limits or(Limits other) {
        return new Limits(larger(peakGflops, other.peakGflops), larger(triadGbps, other.triadGbps));
    }

    private static OptionalDouble larger(OptionalDouble one, OptionalDouble other) {
        return one.isPresent() && one.getAsDouble() > other.orElse(0) ? one : other;
    }

    /**
     * What the roofline model (Williams, Waterman and Patterson, 2009) allows, in GFLOP/s: the peak of as many cores, or what
     * memory can feed, whichever is less. The bandwidth is that of one core, also where there are several.
     *
     * @param flopsPerByte operations for each byte that has to be moved at least
     */
    public OptionalDouble roofGflops(double flopsPerByte, int threads) {
        return peakGflops.isPresent() && triadGbps.isPresent()
                ? OptionalDouble.of(
                        Math.min(peakGflops.getAsDouble() * threads, triadGbps.getAsDouble() * flopsPerByte))
                : OptionalDouble.empty();
    }
}
