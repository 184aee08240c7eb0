package dev.gatun.gemm;

import dev.gatun.bindings.OpenBlas;
import dev.gatun.bindings.OpenBlas.Transpose;
import dev.gatun.layout.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Semaphore;

/**
 * The product by OpenBLAS's {@code cblas_sgemm}. Operands that BLAS can read as they lie are never copied; the others are
 * packed into scratch memory first, and an output that BLAS cannot write takes its way through scratch memory and back.
 *
 * <p>Segments, not addresses, go to the linker: it keeps their arenas open during the call and refuses closed ones.
 */
final class OpenBlasGemm {
    /**
     * Products of up to this many multiplications are called without the thread's change of state. That saves 5 to 10 ns
     * and lets heap arrays be read in place, where copying them takes two to ten times as long as the product. But until
     * the call returns no safepoint is reached: a garbage collection, and with it every other thread, waits for it. On a
     * Zen 4 core, 2^18 multiplications take 5 us (64 x 64 x 64) to 20 us (512 x 1 x 512, bound by memory); 2^20 take
     * half a millisecond as 1 x 1024 x 1024.
     */
    static final long SHORT = 1 << 18;

    /**
     * Longer dimensions are split, far below the 2^31-1 that BLAS could take: so a block of an operand that has to be
     * packed stays small where it is a long vector, or one element that was broadcast to a long one.
     */
    static final long BLOCK = 1 << 24;

    /**
     * Where an operand has to be packed, the product is split into blocks of at most this many rows, columns and terms, so
     * that scratch memory is bounded (64 MiB an operand) however large a matrix is, or one element that was broadcast to
     * one. A block of the product is still 2^36 multiplications, beside which packing costs nothing.
     */
    static final long PACKED_BLOCK = 1 << 12;

    /**
     * How many threads may be inside OpenBLAS. Up to 0.3.33 it has a fixed number of buffers, needs one for each call, and
     * ends the process when they run out. There are at least 50 in every build (twice its MAX_THREADS, if that is more),
     * and other code in the process may need some. Far more callers than processors gain nothing anyway, as each keeps
     * one busy; but with no more of them than processors, small products would queue behind large ones.
     */
    static final int CALLERS = 32;

    private static final Semaphore PERMITS = new Semaphore(CALLERS);

    private static final boolean MAY_PIN = mayPin(Runtime.version());

    private OpenBlasGemm() {}

    /** {@code C <- alpha A B + beta C}; no size is 0, C shares no memory with A and B. */
    static void run(
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
        boolean isShort = isShort(m, n, k);
        if (isPackedWhole(a, m, ars, k, acs, isShort)
                || isPackedWhole(b, k, brs, n, bcs, isShort)
                || isPackedWhole(c, m, crs, n, ccs, isShort)) {
            split(PACKED_BLOCK, m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, c, co, crs, ccs);
        } else if (m > BLOCK || n > BLOCK || k > BLOCK) {
            split(BLOCK, m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, c, co, crs, ccs);
        } else {
            multiply(m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, c, co, crs, ccs);
        }
    }

    /** Whether a matrix of more than {@link #BLOCK} elements would have to be copied. */
    private static boolean isPackedWhole(
            MemorySegment memory, long rows, long rowStride, long cols, long colStride, boolean isShort) {
        return (double) rows * cols > BLOCK
                && !inPlace(memory, Math.min(rows, BLOCK), rowStride, Math.min(cols, BLOCK), colStride, isShort);
    }

    /** In blocks of C, each the sum over blocks of k: the first takes beta, the others add to it. */
    static void split(
            long block,
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
        for (long i = 0; i < m; i += block) {
            long rows = Math.min(block, m - i);
            for (long j = 0; j < n; j += block) {
                long cols = Math.min(block, n - j);
                long blockOfC = co + i * crs + j * ccs;
                for (long p = 0; p < k; p += block) {
                    long terms = Math.min(block, k - p);
                    long blockOfA = ao + i * ars + p * acs;
                    long blockOfB = bo + p * brs + j * bcs;
                    float scale = p == 0 ? beta : 1;
                    multiply(
                            rows, cols, terms, alpha, a, blockOfA, ars, acs, b, blockOfB, brs, bcs, scale, c, blockOfC,
                            crs, ccs);
                }
            }
        }
    }

    private static void multiply(
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
        boolean isShort = isShort(m, n, k);
        if (!inPlace(a, m, ars, k, acs, isShort)
                || !inPlace(b, k, brs, n, bcs, isShort)
                || !inPlace(c, m, crs, n, ccs, isShort)) {
            multiplyCopies(m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, c, co, crs, ccs);
            return;
        }
        int ldc = BlasOperand.leadingDimension(m, crs, n, ccs);
        if (ldc == 0) { // C lies by columns: then C' lies by rows, and C' = B' A'
            multiply(n, m, k, alpha, b, bo, bcs, brs, a, ao, acs, ars, beta, c, co, ccs, crs);
            return;
        }
        int lda = BlasOperand.leadingDimension(m, ars, k, acs);
        Transpose ta = lda > 0 ? Transpose.NO_TRANS : Transpose.TRANS;
        lda = lda > 0 ? lda : BlasOperand.leadingDimension(k, acs, m, ars);
        int ldb = BlasOperand.leadingDimension(k, brs, n, bcs);
        Transpose tb = ldb > 0 ? Transpose.NO_TRANS : Transpose.TRANS;
        ldb = ldb > 0 ? ldb : BlasOperand.leadingDimension(n, bcs, k, brs);
        OpenBlas library = library();
        MemorySegment left = from(a, ao);
        MemorySegment right = from(b, bo);
        MemorySegment out = from(c, co);
        PERMITS.acquireUninterruptibly();
        try {
            if (isShort) {
                library.sgemmCritical(ta, tb, (int) m, (int) n, (int) k, alpha, left, lda, right, ldb, beta, out, ldc);
            } else {
                library.sgemm(ta, tb, (int) m, (int) n, (int) k, alpha, left, lda, right, ldb, beta, out, ldc);
            }
        } finally {
            PERMITS.release();
        }
    }

    private static OpenBlas library() {
        OpenBlas library = Backend.library();
        if (library == null) {
            throw new IllegalStateException("no OpenBLAS"); // a backend that is there was asked for
        }
        return library;
    }

    private static MemorySegment from(MemorySegment memory, long offset) {
        return offset == 0 ? memory : memory.asSlice(offset * Float.BYTES);
    }

    /** Copies what OpenBLAS cannot take as it lies, and multiplies the copies. */
    private static void multiplyCopies(
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
        boolean isShort = isShort(m, n, k);
        try (Arena arena = Arena.ofConfined()) {
            if (!inPlace(a, m, ars, k, acs, isShort)) {
                Strided copy = Strided.of(a, ao, m, ars, k, acs).copy(arena);
                a = copy.memory();
                ao = 0;
                ars = copy.layout().stride(0);
                acs = copy.layout().stride(1);
            }
            if (!inPlace(b, k, brs, n, bcs, isShort)) {
                Strided copy = Strided.of(b, bo, k, brs, n, bcs).copy(arena);
                b = copy.memory();
                bo = 0;
                brs = copy.layout().stride(0);
                bcs = copy.layout().stride(1);
            }
            if (inPlace(c, m, crs, n, ccs, isShort)) {
                multiply(m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, c, co, crs, ccs);
                return;
            }
            Strided result = Strided.of(c, co, m, crs, n, ccs);
            Strided out = beta == 0 ? result.scratch(arena) : result.copy(arena);
            long outRows = out.layout().stride(0);
            long outCols = out.layout().stride(1);
            multiply(m, n, k, alpha, a, ao, ars, acs, b, bo, brs, bcs, beta, out.memory(), 0, outRows, outCols);
            out.copyTo(result);
        }
    }

    /** In doubles, as the product of three longs may not fit a long. */
    private static boolean isShort(long m, long n, long k) {
        return (double) m * n * k <= SHORT;
    }

    private static boolean inPlace(
            MemorySegment memory, long rows, long rowStride, long cols, long colStride, boolean isShort) {
        return (memory.isNative() || (isShort && MAY_PIN))
                && (BlasOperand.leadingDimension(rows, rowStride, cols, colStride) > 0
                        || BlasOperand.leadingDimension(cols, colStride, rows, rowStride) > 0);
    }

    /** Whether {@link #run} reads a matrix as it lies in a product of these sizes. */
    static boolean readsInPlace(Strided matrix, long m, long n, long k) {
        Layout layout = matrix.layout();
        return inPlace(
                matrix.memory(),
                Math.min(layout.size(0), BLOCK),
                layout.stride(0),
                Math.min(layout.size(1), BLOCK),
                layout.stride(1),
                isShort(m, n, k));
    }

    /** How {@link #run} reads a matrix in a product of these sizes. */
    static MatmulPlan.Operand explain(Strided matrix, long m, long n, long k) {
        Layout layout = matrix.layout();
        BlasOperand operand = BlasOperand.of(
                Math.min(layout.size(0), BLOCK), layout.stride(0), Math.min(layout.size(1), BLOCK), layout.stride(1));
        if (!operand.fits()) {
            return new MatmulPlan.Operand(true, "copied: " + operand.obstacle());
        }
        if (readsInPlace(matrix, m, n, k)) {
            String transposed = operand.transpose() == Transpose.TRANS ? ", transposed" : "";
            return new MatmulPlan.Operand(false, "in place" + transposed + ", ld " + operand.ld());
        }
        return new MatmulPlan.Operand(
                true,
                MAY_PIN
                        ? "copied: on the heap, and the call is too long to keep the garbage collector waiting"
                        : "copied: on the heap, and JDK " + Runtime.version()
                                + " must not pin arrays (JDK-8377811); 25.0.3 may");
    }

    /** Whether native code may read heap arrays in place: G1 of JDK 25.0.0 to 25.0.2 does not keep them safely. */
    static boolean mayPin(Runtime.Version jdk) {
        return jdk.feature() != 25 || jdk.interim() > 0 || jdk.update() > 2;
    }
}
