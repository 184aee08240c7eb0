package dev.gatun.bench.gate.suite;

/**
 * What a configuration measures with.
 *
 * @param java the Java runtime
 * @param blas the BLAS and the processor whose kernels it runs; {@code none} if there is none
 * @param lanes floats in the vectors of Java's kernels; 0 where that does not matter
 */
public record Facts(String java, String blas, int lanes) {
    /** In a line. */
    public String describe() {
        return java + ", " + blas + (lanes == 0 ? "" : ", " + lanes + " floats a vector");
    }
}
