package dev.gatun.gemm;

import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import dev.gatun.memory.Overlap;
import dev.gatun.parallel.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * {@code C <- alpha A B + beta C}, BLAS's general matrix product, over float matrices of any strides in memory of any
 * kind: native, mapped or on the heap, mixed at will.
 *
 * <p>As in BLAS, with {@code beta} 0 C is overwritten without being read, so that NaN in it does not spread, and with
 * {@code alpha} 0 A and B are not read. All else follows IEEE 754; sums are accumulated in float.
 *
 * <p>Inside of the package a product is written as BLIS writes it: m, n, k, and for each operand its memory, the place of
 * its first element, and its row and column strides, counted in elements. So a part of a product, or its transpose, is
 * one call with other numbers, and nothing is allocated.
 */
public final class Gemm {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Gemm() {}

    /**
     * Multiplies, on at most {@code dev.gatun.Threads.count()} threads.
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
        run(backend, Workers.count(), alpha, a, la, b, lb, beta, c, lc);
    }

    /**
     * Multiplies. C may share memory with A or B: then the product is computed aside and copied into it.
     *
     * @param backend what computes it
     * @param threads how many threads may work on it, the caller's among them; 1 or more
     * @param alpha factor of the product
     * @param a memory of A
     * @param la layout of A, m x k
     * @param b memory of B
     * @param lb layout of B, k x n
     * @param beta factor of C as it was
     * @param c memory of C
     * @param lc layout of C, m x n, with an element of its own for each index
     * @throws ShapeException if a layout is not of rank 2, the sizes do not agree, or C has two indices for one element
     * @throws IllegalArgumentException if the memory of C is read-only, or threads is less than 1
     * @throws IndexOutOfBoundsException if a layout reaches beyond its memory
     * @throws IllegalStateException if memory that is read or written was freed, or the backend is not there
     */
    public static void run(
            Backend backend,
            int threads,
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
        run("gemm", backend, threads, alpha, a, la, b, lb, beta, c, lc);
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
    static void run(
            String operation,
            Backend backend,
            int threads,
            float alpha,
            MemorySegment a,
            Layout la,
            MemorySegment b,
            Layout lb,
            float beta,
            MemorySegment c,
            Layout lc) {
        Boundary.check(operation, threads, a, la, b, lb, c, lc);
        Backend resolved = backend.resolved();
        if (Overlap.mayOverlap(c, lc, Float.BYTES, a, la, Float.BYTES)
                || Overlap.mayOverlap(c, lc, Float.BYTES, b, lb, Float.BYTES)) {
            aside(resolved, threads, alpha, a, la, b, lb, beta, new Strided(c, lc));
        } else {
            multiply(resolved, threads, alpha, a, la, b, lb, beta, c, lc);
        }
    }

    private static void aside(
            Backend backend,
            int threads,
            float alpha,
            MemorySegment a,
            Layout la,
            MemorySegment b,
            Layout lb,
            float beta,
            Strided c) {
        try (Arena arena = Arena.ofConfined()) {
            Strided aside = beta == 0 ? c.scratch(arena) : c.copy(arena);
            multiply(backend, threads, alpha, a, la, b, lb, beta, aside.memory(), aside.layout());
            aside.copyTo(c);
        }
    }

    /** The product of operands that were checked and do not meet; for batches, of their matrices at these places. */
    private static void multiply(
            Backend backend,
            int threads,
            float alpha,
            MemorySegment a,
            Layout la,
            MemorySegment b,
            Layout lb,
            float beta,
            MemorySegment c,
            Layout lc) {
        multiply(
                backend,
                threads,
                lc.size(0),
                lc.size(1),
                la.size(1),
                alpha,
                a,
                la.offset(),
                la.stride(0),
                la.stride(1),
                b,
                lb.offset(),
                lb.stride(0),
                lb.stride(1),
                beta,
                c,
                lc.offset(),
                lc.stride(0),
                lc.stride(1));
    }

    /** The product of operands that were checked and do not meet. */
    static void multiply(
            Backend backend,
            int threads,
            long m,
            long n,
            long k,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            MemorySegment b,
            long bo,
            long brs,
            long bcs,
            float beta,
            MemorySegment c,
            long co,
            long crs,
            long ccs) {
        if (m == 0 || n == 0) {
            return;
        }
        if (alpha == 0 || k == 0) {
            scale(m, n, beta, c, co, crs, ccs);
            return;
        }
        boolean transposedA = acs != 1 && ars == 1;
        boolean transposedB = bcs != 1 && brs == 1;
        Backend taken = backend.forProduct(transposedA, transposedB, m, n, k);
        if (threads > 1 && ParallelGemm.pays(m, n, k)) {
            ParallelGemm.run(taken, threads, m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, c, co, crs, ccs);
        } else {
            alone(taken, m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, c, co, crs, ccs);
        }
    }

    /** The product on this thread. */
    static void alone(
            Backend backend,
            long m,
            long n,
            long k,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            MemorySegment b,
            long bo,
            long brs,
            long bcs,
            float beta,
            MemorySegment c,
            long co,
            long crs,
            long ccs) {
        switch (backend) {
            case PACKED -> PackedGemm.run(m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, c, co, crs, ccs);
            case OPENBLAS -> OpenBlasGemm.run(m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, c, co, crs, ccs);
            case REFERENCE ->
                ReferenceGemm.run(m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, c, co, crs, ccs);
            case AUTO -> throw new IllegalStateException("AUTO was not resolved");
        }
    }

    /** {@code C <- beta C}; zeros for beta 0, whatever C holds. */
    private static void scale(long m, long n, float beta, MemorySegment c, long co, long crs, long ccs) {
        for (long i = 0; i < m; i++) {
            for (long j = 0; j < n; j++) {
                long at = (co + i * crs + j * ccs) * Float.BYTES;
                c.set(FLOAT, at, beta == 0 ? 0 : beta * c.get(FLOAT, at));
            }
        }
    }
}
