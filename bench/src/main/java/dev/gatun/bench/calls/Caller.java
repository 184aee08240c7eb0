package dev.gatun.bench.calls;

import dev.gatun.bench.measure.Competitor;
import dev.gatun.bench.python.LadderScript.Needs;
import java.util.Optional;

/** Who calls a {@link Callee}. */
public enum Caller implements Competitor {
    /** A loop in C. */
    C("c", "inC", "a loop in C"),
    /** A downcall handle of {@code java.lang.foreign}, as jextract makes it. */
    PANAMA("panama", "panama", "a downcall of java.lang.foreign"),
    /** The same with {@code Linker.Option.critical}: the thread stays in the state in which it runs Java. */
    PANAMA_CRITICAL("panama-critical", "panamaCritical", "a critical downcall"),
    /** {@code OpenBlas.sgemm} of Gatun's bindings, which checks sizes and segments. */
    OPENBLAS("openblas", "openblas", "OpenBlas.sgemm, which checks"),
    /** {@code OpenBlas.sgemmCritical}, the same with a critical downcall. */
    OPENBLAS_CRITICAL("openblas-critical", "openblasCritical", "OpenBlas.sgemmCritical, which checks"),
    /** {@code a.matmul(b, out, Backend.OPENBLAS, 1)}: what a user writes. */
    MATMUL("matmul", "matmul", "a.matmul(b, out, Backend.OPENBLAS, 1)");

    private final String id;
    private final String method;
    private final String what;

    Caller(String id, String method, String what) {
        this.id = id;
        this.method = method;
        this.what = what;
    }

    @Override
    public String id() {
        return id;
    }

    /** In words. */
    public String what() {
        return what;
    }

    /** Its method in {@link CallsBenchmark}. */
    String method(Callee callee) {
        return callee.equals(Callee.NEXT)
                ? "next" + Character.toUpperCase(method.charAt(0)) + method.substring(1)
                : method;
    }

    /** Whether there is such a way to call it. */
    boolean takes(Callee callee) {
        return callee.sgemm().isPresent() || this == C || this == PANAMA || this == PANAMA_CRITICAL;
    }

    @Override
    public Optional<Needs> library() {
        return Optional.empty();
    }
}
