package dev.gatun.bench.gate.suite;

import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.host.Command.Trouble;
import java.util.List;
import java.util.Map;

/** Benchmarks that the gate can start. */
public interface Suite {
    /**
     * What a configuration measures with.
     *
     * @param java the Java runtime
     * @param blas the BLAS and the processor whose kernels it runs; {@code none} if there is none
     * @param lanes floats in the vectors of Java's kernels; 0 where that does not matter
     */
    record Facts(String java, String blas, int lanes) {
        /** In a line. */
        public String describe() {
            return java + ", " + blas + (lanes == 0 ? "" : ", " + lanes + " floats a vector");
        }
    }

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
