package dev.gatun.bench.gate.run;

import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.host.Command.Trouble;
import java.util.Map;

/** Who measures a fork. */
@FunctionalInterface
public interface Sampler {
    /** Whose fork it is. */
    enum Side {
        /** The base. */
        A,
        /** The base once more, treated as though it were another: what it differs by is noise. */
        A_AGAIN,
        /** What is compared with the base. */
        B
    }

    /**
     * Starts a JVM.
     *
     * @param unit what one JVM measures: a benchmark, or one of JMH's methods with all its parameters
     * @param side how the JVM is started
     * @return its benchmarks by name, the same ones each time
     * @throws Trouble if it fails
     */
    Map<String, Fork> sample(String unit, Side side) throws Trouble;

    /**
     * The same, of figures that can be compared.
     *
     * @throws Trouble if it fails, or measures what cannot
     */
    default Map<String, Fork> checked(String unit, Side side) throws Trouble {
        Map<String, Fork> forks = sample(unit, side);
        for (Map.Entry<String, Fork> each : forks.entrySet()) {
            double value = each.getValue().value();
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new Trouble(each.getKey() + " measured " + value + " "
                        + each.getValue().unit() + ", which is no figure that can be compared");
            }
        }
        return forks;
    }
}
