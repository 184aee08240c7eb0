package dev.gatun.gemm;

import dev.gatun.bindings.LoadReport;
import dev.gatun.bindings.OpenBlas;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What computes a product. */
public enum Backend {
    /**
     * What the system property {@code gatun.gemm} names; without it PACKED or OPENBLAS, whichever the {@link DispatchTable}
     * says is faster for the product, and PACKED where no OpenBLAS was loaded.
     */
    AUTO,
    /** OpenBLAS, one thread per call. */
    OPENBLAS,
    /** Packed panels and vectors in Java; without {@code jdk.incubator.vector} the same loops on single floats. */
    PACKED,
    /** Three loops in Java: runs everywhere, reads any strides. */
    REFERENCE;

    /** The system property that says what {@link #AUTO} takes: {@code auto}, {@code packed}, {@code openblas} or
     * {@code reference}. */
    public static final String PROPERTY = "gatun.gemm";

    /** Loaded at first use, so that {@code -Dgatun.gemm=reference} opens no library. */
    private static final class Library {
        static final @Nullable OpenBlas OPENBLAS = OpenBlas.instance().orElse(null);
    }

    private static final class Configured {
        static final String VALUE = System.getProperty(PROPERTY, "auto").strip();
        /** Null for a value that names no backend: to be reported at each use, which a failed initialiser could not. */
        static final @Nullable Backend BACKEND = named(VALUE);
    }

    static @Nullable Backend named(String name) {
        if (name.isEmpty()) {
            return AUTO;
        }
        for (Backend backend : values()) {
            if (backend.name().equalsIgnoreCase(name)) {
                return backend;
            }
        }
        return null;
    }

    /**
     * What this backend stands for: itself, and for AUTO what the system property names, which may be AUTO again.
     *
     * @throws IllegalStateException if OpenBLAS is asked for by name and is not there
     * @throws IllegalArgumentException if this is AUTO and the system property names no backend
     */
    Backend resolved() {
        Backend chosen = this == AUTO ? Configured.BACKEND : this;
        if (chosen == null) {
            throw new IllegalArgumentException("-D" + PROPERTY + "=" + Configured.VALUE + " names no backend; "
                    + "auto, packed, openblas and reference do");
        }
        if (chosen == OPENBLAS && library() == null) {
            throw new IllegalStateException(missing());
        }
        return chosen;
    }

    /** OpenBLAS, or null where there is none. */
    static @Nullable OpenBlas library() {
        return Library.OPENBLAS;
    }

    /** Which of the others AUTO is for a product of these sizes. */
    Backend forProduct(boolean transposedA, boolean transposedB, long m, long n, long k) {
        if (this != AUTO) {
            return this;
        }
        DispatchTable.Section measured = DispatchTable.inForce(DispatchTable.lanes());
        if (measured != null && measured.packed(transposedA, transposedB, m, n, k)) {
            return PACKED; // before the library is asked for: programs of small products never open it
        }
        return library() == null ? PACKED : OPENBLAS;
    }

    /** Which backend is taken for a product, and why, in one line. */
    String reason(boolean transposedA, boolean transposedB, long m, long n, long k) {
        Backend chosen = resolved();
        Backend taken = chosen.forProduct(transposedA, transposedB, m, n, k);
        OpenBlas openBlas = taken == OPENBLAS ? library() : null;
        String what = openBlas != null
                ? "OpenBLAS " + openBlas.version() + " (" + openBlas.coreName() + ")"
                : taken.name().toLowerCase(Locale.ROOT);
        return what + ": " + why(chosen, transposedA, transposedB, m, n, k);
    }

    private String why(Backend chosen, boolean transposedA, boolean transposedB, long m, long n, long k) {
        if (this != AUTO) {
            return "asked for";
        }
        if (chosen != AUTO) {
            return "asked for by -D" + PROPERTY + "=" + Configured.VALUE.toLowerCase(Locale.ROOT);
        }
        if (library() == null) {
            return missing();
        }
        DispatchTable.Section measured = DispatchTable.inForce(DispatchTable.lanes());
        return measured == null
                ? "nothing is measured for vectors of " + DispatchTable.lanes() + " floats"
                : "packed has " + measured.nearest(transposedA, transposedB, m, n, k);
    }

    private static String missing() {
        return "no OpenBLAS: "
                + OpenBlas.report().attempts().stream()
                        .map(LoadReport.Attempt::toString)
                        .collect(Collectors.joining("; "));
    }
}
