package dev.gatun.bench.gate.run;

import dev.gatun.bench.host.Command.Trouble;
import java.util.Map;

/** Who measures a fork. */
@FunctionalInterface
public interface Sampler {
    /**
     * Starts a JVM.
     *
     * @param unit what one JVM measures: a benchmark, or one of JMH's methods with all its parameters
     * @param side how the JVM is started
     * @return its benchmarks by name, the same ones each time
     * @throws Trouble if it fails
     */
    Map<String, Fork> sample(String unit, Side side) throws Trouble;
}
