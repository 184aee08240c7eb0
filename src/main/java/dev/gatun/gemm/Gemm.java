package dev.gatun.gemm;

import dev.gatun.bindings.OpenBlas;
import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.jspecify.annotations.Nullable;

/**
 * {@code C <- alpha A B + beta C}, BLAS's general matrix product, over float matrices of any strides in memory of any
 * kind: native, mapped or on the heap, mixed at will.
 *
 * <p>As in BLAS, with {@code beta} 0 C is overwritten without being read, so that NaN in it does not spread, and with
 * {@code alpha} 0 A and B are not read. All else follows IEEE 754; sums are accumulated in float.
 */
public final class Gemm {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Gemm() {}

    /**
     * Multiplies. C may share memory with A or B: then the product is computed aside and copied into it.
     *
     * @param backend what computes it
     * @param alpha factor of the product
     * @param a memory of A
     * @param la layout of A, m x k
     * @param b memory of B
     * @param lb layout of B, k x n
     * @param beta factor of C as it was
     * @param c memory of C
     * @param lc layout of C, m x n, with an element of its own for each index
     * @throws ShapeException if a layout is not of rank 2, the sizes do not agree, or C has two indices for one element
     * @throws IllegalArgumentException if the memory of C is read-only
     * @throws IndexOutOfBoundsException if a layout reaches beyond its memory
     * @throws IllegalStateException if memory that is read or written was freed, or the backend is not there
     */
    public static void run(
            Backend backend,
            float alpha,
            MemorySegment a,
            Layout la,
            MemorySegment b,
            Layout lb,
            float beta,
            MemorySegment c,
            Layout lc) {
        if (!multiplies(la, lb, lc)) {
            throw new ShapeException("gemm: shapes " + ShapeException.show(la.shape()) + " and "
                    + ShapeException.show(lb.shape()) + " do not multiply into " + ShapeException.show(lc.shape())
                    + "; [m, k] and [k, n] do into [m, n]");
        }
        run("gemm", backend, alpha, new Strided(a, la), new Strided(b, lb), beta, new Strided(c, lc));
    }

    /** Whether the layouts are matrices whose sizes agree. */
    static boolean multiplies(Layout a, Layout b, Layout c) {
        return a.rank() == 2
                && b.rank() == 2
                && c.rank() == 2
                && a.size(1) == b.size(0)
                && a.size(0) == c.size(0)
                && b.size(1) == c.size(1);
    }

    /** The same for sizes that agree, under the name that messages give it. */
    static void run(String operation, Backend backend, float alpha, Strided a, Strided b, float beta, Strided c) {
        Boundary.check(operation, a, b, c);
        OpenBlas library = backend.library();
        if (c.meets(a) || c.meets(b)) {
            try (Arena arena = Arena.ofConfined()) {
                Strided aside = beta == 0 ? c.scratch(arena) : c.copy(arena);
                multiply(library, alpha, a, b, beta, aside);
                aside.copyTo(c);
            }
        } else {
            multiply(library, alpha, a, b, beta, c);
        }
    }

    /** The product itself, of operands that were checked and do not meet: by OpenBLAS, or in Java where it is null. */
    static void multiply(@Nullable OpenBlas library, float alpha, Strided a, Strided b, float beta, Strided c) {
        if (c.layout().numel() == 0) {
            return;
        }
        if (alpha == 0 || a.size(1) == 0) {
            scale(beta, c.memory(), c.layout());
        } else if (library != null) {
            OpenBlasGemm.run(library, alpha, a, b, beta, c);
        } else {
            ReferenceGemm.run(alpha, a, b, beta, c);
        }
    }

    /** {@code C <- beta C}; zeros for beta 0, whatever C holds. */
    private static void scale(float beta, MemorySegment c, Layout lc) {
        for (long i = 0; i < lc.size(0); i++) {
            for (long j = 0; j < lc.size(1); j++) {
                long at = (lc.offset() + i * lc.stride(0) + j * lc.stride(1)) * Float.BYTES;
                c.set(FLOAT, at, beta == 0 ? 0 : beta * c.get(FLOAT, at));
            }
        }
    }
}
