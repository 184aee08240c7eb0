package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.fail;

import dev.gatun.bindings.OpenBlas;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;

/** One {@code C <- alpha A B + beta C} and what it has to give: run by any backend, on any number of threads, repeatedly. */
final class GemmCase {
    /** All that can be had on this machine. */
    static final List<Backend> BACKENDS = Arrays.stream(Backend.values())
            .filter(backend ->
                    backend != Backend.OPENBLAS || OpenBlas.instance().isPresent())
            .toList();

    private final float alpha;
    private final Strided a;
    private final Strided b;
    private final float beta;
    private final Strided c;
    private final DoubleReference expected;
    private final byte[] before;

    /** Computes what is expected. C is as it has to be before each run: its memory is kept, with all around it. */
    GemmCase(float alpha, Strided a, Strided b, float beta, Strided c) {
        this.alpha = alpha;
        this.a = a;
        this.b = b;
        this.beta = beta;
        this.c = c;
        this.expected =
                DoubleReference.of(alpha, a.memory(), a.layout(), b.memory(), b.layout(), beta, c.memory(), c.layout());
        this.before = Views.bytes(c);
    }

    /** Runs and fails where an element is wrong, or anything around C was written. */
    void check(Backend backend, int threads) {
        MemorySegment.copy(MemorySegment.ofArray(before), 0, c.memory(), 0, before.length);
        String what = backend + " on " + threads + " threads: " + this;
        try {
            Gemm.run(
                    backend,
                    threads,
                    alpha,
                    a.memory(),
                    a.layout(),
                    b.memory(),
                    b.layout(),
                    beta,
                    c.memory(),
                    c.layout());
        } catch (RuntimeException e) {
            throw new AssertionError(what, e);
        }
        expected.assertNear(what, c.memory(), c.layout());
        if (!Arrays.equals(Views.surroundings(c, before), before)) {
            fail("%s: memory around the output was written", what);
        }
    }

    @Override
    public String toString() {
        return alpha + " A B + " + beta + " C, " + c.size(0) + " x " + a.size(1) + " x " + c.size(1)
                + " (m x k x n), A " + show(a) + ", B " + show(b) + ", C " + show(c);
    }

    private static String show(Strided matrix) {
        MemorySegment memory = matrix.memory();
        String where = memory.isMapped() ? "mapped" : memory.isNative() ? "native" : "heap";
        return where + " " + matrix.layout();
    }
}
