package dev.gatun.bench.sgemm;

/** What computes a product. All but {@link #OPENBLAS_C} are what a user of the library can call. */
public enum Contender {
    /** {@code a.matmul(b, out, Backend.PACKED, threads)}: pure Java. */
    PACKED("packed", "packed"),
    /** {@code a.matmul(b, out, Backend.OPENBLAS, threads)}: through Panama, on Java's threads. */
    OPENBLAS("openblas", "openblas"),
    /** {@code cblas_sgemm} called by a loop in C, on OpenBLAS's own threads: nothing of Java. */
    OPENBLAS_C("openblas-c", "openblasC"),
    /** {@code a.matmul(b, out, Backend.AUTO, threads)}: the dispatcher, which takes one of the first two. */
    MATMUL("matmul", "matmul");

    private final String id;
    private final String method;

    Contender(String id, String method) {
        this.id = id;
        this.method = method;
    }

    /** Its name in tables and files. */
    public String id() {
        return id;
    }

    /** Its method in {@link SgemmBenchmark}. */
    String method() {
        return method;
    }

    static Contender of(String method) {
        for (Contender contender : values()) {
            if (contender.method.equals(method)) {
                return contender;
            }
        }
        throw new IllegalArgumentException(method);
    }

    boolean needsOpenBlas() {
        return this == OPENBLAS || this == OPENBLAS_C;
    }
}
