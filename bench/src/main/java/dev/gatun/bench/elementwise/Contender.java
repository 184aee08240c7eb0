package dev.gatun.bench.elementwise;

import dev.gatun.bench.measure.Competitor;
import dev.gatun.bench.python.LadderScript.Needs;
import java.util.List;
import java.util.Optional;

/** What computes a case, or stands beside it. */
public enum Contender implements Competitor {
    /** Gatun, with a fresh result. */
    FRESH("fresh"),
    /** Gatun, with a fresh result in a workspace that is closed after each call, as Python drops what has no name. */
    WORKSPACE("workspace"),
    /** NumPy, with a fresh result. */
    NUMPY("numpy"),
    /** PyTorch, with a fresh result. */
    TORCH("torch"),
    /** Gatun, into memory that is there. */
    OUT("out"),
    /** NumPy, into memory that is there. */
    NUMPY_OUT("numpy-out"),
    /** PyTorch, into memory that is there. */
    TORCH_OUT("torch-out"),
    /** STREAM's triad in C, as much of it as moves the same bytes, in as much memory; see {@link ElementwiseCase}. */
    TRIAD("triad");

    /** With whom {@link #FRESH} and {@link #WORKSPACE} are compared. */
    static final List<Contender> FRESH_OTHERS = List.of(NUMPY, TORCH);

    /** With whom {@link #OUT} is compared. */
    static final List<Contender> OUT_OTHERS = List.of(NUMPY_OUT, TORCH_OUT);

    private final String id;

    Contender(String id) {
        this.id = id;
    }

    /** Its name in tables and files; of those in Java its method in {@link ElementwiseBenchmark}. */
    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<Needs> library() {
        return switch (this) {
            case FRESH, WORKSPACE, OUT, TRIAD -> Optional.empty();
            case NUMPY, NUMPY_OUT -> Optional.of(Needs.NUMPY);
            case TORCH, TORCH_OUT -> Optional.of(Needs.TORCH);
        };
    }

    /** Whether the result goes into memory that is there. */
    boolean intoOut() {
        return this == OUT || OUT_OTHERS.contains(this);
    }

    boolean takes(ElementwiseCase of) {
        return this == TRIAD
                ? of.streams()
                : !intoOut() || JavaCalls.out(of.operation()).isPresent();
    }
}
