package dev.gatun.bench.gate.suite;

import dev.gatun.bench.gate.run.Recording.Reading;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.yardstick.Yardsticks;
import java.util.function.Supplier;

/** The yardsticks of {@code native/}: C, so that neither JDK nor flags nor a BLAS can move them. */
public final class Meter implements Supplier<Reading> {
    /** Between two forks: long enough for a clock rate, short enough to cost a tenth of the time. */
    private static final double SECONDS = 0.06;

    /** Three arrays of 32 MB. */
    private static final long TRIAD_ELEMENTS = 1 << 22;

    private final Yardsticks yardsticks;

    private Meter(Yardsticks yardsticks) {
        this.yardsticks = yardsticks;
    }

    /**
     * The yardsticks of this checkout.
     *
     * @throws Failure if they were not built
     */
    public static Meter find() {
        Yardsticks.Found found = Yardsticks.find();
        return found.library().map(Meter::new).orElseThrow(() -> new Failure(found.reason()));
    }

    @Override
    public Reading get() {
        Reading reading = new Reading(yardsticks.fmaPeakGflops(SECONDS), yardsticks.triadGbps(TRIAD_ELEMENTS, SECONDS));
        if (!(reading.gflops() > 0) || !(reading.gbps() > 0)) {
            throw new Failure("the yardsticks cannot be measured: " + reading.gflops() + " GFLOP/s, " + reading.gbps()
                    + " GB/s; 100 MB of memory are needed");
        }
        return reading;
    }
}
