package dev.gatun.bench.gate.suite;

import dev.gatun.bench.gate.run.Fork;
import dev.gatun.bench.host.Command.Trouble;
import java.util.List;
import java.util.Map;

/** Benchmarks that the gate can start. */
public interface Suite {
    /** Its name, as the user gives it. */
    String name();

    /** What one JVM measures each. */
    List<String> units();

    /**
     * Starts a JVM to see what a side measures with, before minutes are spent.
     *
     * @throws dev.gatun.bench.host.Failure if it does not start, or is not what the user asked for
     */
    Facts facts(Spec spec);

    /**
     * Measures a unit in a fresh JVM.
     *
     * @return its benchmarks by name
     * @throws Trouble if it fails
     */
    Map<String, Fork> measure(String unit, Spec spec) throws Trouble;
}
