package dev.gatun.bench.measure;

import dev.gatun.bindings.OpenBlas;
import dev.gatun.gemm.DispatchTable;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What a JVM that measures has to measure with.
 *
 * @param lanes floats in the vectors that PACKED computes with
 * @param openBlas the OpenBLAS that it loaded, in words
 * @param coreName the processor whose kernels OpenBLAS runs; empty if none was loaded
 */
public record JvmFacts(int lanes, String openBlas, Optional<String> coreName) {
    private static final String TAB = "\t";

    /** Prints the facts of the JVM that it runs in, for {@link #parse}. */
    public static void main(String[] arguments) {
        Logger.getLogger("dev.gatun.bindings").setLevel(Level.OFF); // why there is none, the doctor says
        Optional<OpenBlas> blas = OpenBlas.instance();
        System.out.println(String.join(
                TAB,
                Integer.toString(DispatchTable.lanes()),
                describe(blas),
                blas.map(OpenBlas::coreName).orElse("")));
    }

    /** An OpenBLAS in words. */
    public static String describe(Optional<OpenBlas> blas) {
        return blas.map(b -> "OpenBLAS " + b.version() + " (" + b.coreName() + ")")
                .orElse("no OpenBLAS");
    }

    /** Reads what {@link #main} printed, the last line; a JVM may have had something to say before it. */
    static JvmFacts parse(List<String> lines) {
        String[] facts = lines.isEmpty() ? new String[0] : lines.getLast().split(TAB, -1);
        if (facts.length != 3) {
            throw new IllegalStateException("a JVM said of itself: " + String.join("; ", lines));
        }
        return new JvmFacts(
                Integer.parseInt(facts[0]), facts[1], Optional.of(facts[2]).filter(name -> !name.isEmpty()));
    }

    /** Whether there is an OpenBLAS to measure. */
    public boolean hasOpenBlas() {
        return coreName.isPresent();
    }
}
