package dev.gatun.gemm;

import dev.gatun.bindings.LoadReport;
import dev.gatun.bindings.OpenBlas;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What computes a product. */
public enum Backend {
    /** What the system property {@code gatun.gemm} names; without it OpenBLAS where it was loaded, Java elsewhere. */
    AUTO,
    /** OpenBLAS, one thread per call. */
    OPENBLAS,
    /** Three loops in Java: runs everywhere, reads any strides. */
    REFERENCE;

    /** The system property that says what {@link #AUTO} takes: {@code auto}, {@code openblas} or {@code reference}. */
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
     * The library that this backend calls, or null where it computes in Java.
     *
     * @throws IllegalStateException if OpenBLAS is asked for by name and is not there
     * @throws IllegalArgumentException if this is AUTO and the system property names no backend
     */
    @Nullable
    OpenBlas library() {
        Backend chosen = this == AUTO ? Configured.BACKEND : this;
        if (chosen == null) {
            throw new IllegalArgumentException("-D" + PROPERTY + "=" + Configured.VALUE + " names no backend; "
                    + "auto, openblas and reference do");
        }
        if (chosen == REFERENCE) {
            return null;
        }
        OpenBlas openBlas = Library.OPENBLAS;
        if (openBlas == null && chosen == OPENBLAS) {
            throw new IllegalStateException(missing());
        }
        return openBlas;
    }

    /** Which backend {@link #library()} leads to and why, in one line. */
    String reason() {
        OpenBlas openBlas = library();
        if (openBlas != null) {
            return "OpenBLAS " + openBlas.version() + " (" + openBlas.coreName() + "), one thread per call";
        }
        if (this == REFERENCE) {
            return "reference: asked for";
        }
        return "reference: "
                + (Configured.BACKEND == REFERENCE
                        ? "asked for by -D" + PROPERTY + "=" + Configured.VALUE.toLowerCase(Locale.ROOT)
                        : missing());
    }

    private static String missing() {
        return "no OpenBLAS: "
                + OpenBlas.report().attempts().stream()
                        .map(LoadReport.Attempt::toString)
                        .collect(Collectors.joining("; "));
    }
}
