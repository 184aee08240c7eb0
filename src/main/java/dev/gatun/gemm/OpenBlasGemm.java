package dev.gatun.gemm;

import dev.gatun.bindings.OpenBlas;
import dev.gatun.bindings.OpenBlas.Transpose;
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

    /** {@code C <- alpha A B + beta C}; sizes agree, none is 0, C shares no memory with A and B. */
    static void run(OpenBlas library, float alpha, Strided a, Strided b, float beta, Strided c) {
        boolean isShort = isShort(c.size(0), c.size(1), a.size(1));
        if (isPackedWhole(a, isShort) || isPackedWhole(b, isShort) || isPackedWhole(c, isShort)) {
            split(PACKED_BLOCK, library, alpha, a, b, beta, c);
        } else if (c.size(0) > BLOCK || c.size(1) > BLOCK || a.size(1) > BLOCK) {
            split(BLOCK, library, alpha, a, b, beta, c);
        } else {
            multiply(library, alpha, a, b, beta, c);
        }
    }

    /** Whether a matrix of more than {@link #BLOCK} elements would have to be copied. */
    private static boolean isPackedWhole(Strided matrix, boolean isShort) {
        return matrix.layout().numel() > BLOCK && !inPlace(firstBlock(matrix), isShort);
    }

    /** In blocks of C, each the sum over blocks of k: the first takes beta, the others add to it. */
    static void split(long block, OpenBlas library, float alpha, Strided a, Strided b, float beta, Strided c) {
        long m = c.size(0);
        long n = c.size(1);
        long k = a.size(1);
        for (long i = 0; i < m; i += block) {
            long rows = Math.min(block, m - i);
            for (long j = 0; j < n; j += block) {
                long cols = Math.min(block, n - j);
                Strided blockOfC = c.narrow(0, i, rows).narrow(1, j, cols);
                for (long p = 0; p < k; p += block) {
                    long depth = Math.min(block, k - p);
                    Strided blockOfA = a.narrow(0, i, rows).narrow(1, p, depth);
                    Strided blockOfB = b.narrow(0, p, depth).narrow(1, j, cols);
                    multiply(library, alpha, blockOfA, blockOfB, p == 0 ? beta : 1, blockOfC);
                }
            }
        }
    }

    private static void multiply(OpenBlas library, float alpha, Strided a, Strided b, float beta, Strided c) {
        boolean isShort = isShort(c.size(0), c.size(1), a.size(1));
        BlasOperand left = BlasOperand.of(a.layout());
        BlasOperand right = BlasOperand.of(b.layout());
        BlasOperand out = BlasOperand.of(c.layout());
        if (!inPlace(left, a.memory(), isShort)
                || !inPlace(right, b.memory(), isShort)
                || !inPlace(out, c.memory(), isShort)) {
            multiplyCopies(library, alpha, a, b, beta, c);
            return;
        }
        if (out.transpose() == Transpose.TRANS) { // C lies by columns: then C' lies by rows, and C' = B' A'
            multiply(library, alpha, b.transposed(), a.transposed(), beta, c.transposed());
            return;
        }
        int m = (int) c.size(0);
        int n = (int) c.size(1);
        int k = (int) a.size(1);
        Transpose ta = left.transpose();
        Transpose tb = right.transpose();
        int lda = left.ld();
        int ldb = right.ld();
        int ldc = out.ld();
        PERMITS.acquireUninterruptibly();
        try {
            if (isShort) {
                library.sgemmCritical(ta, tb, m, n, k, alpha, a.start(), lda, b.start(), ldb, beta, c.start(), ldc);
            } else {
                library.sgemm(ta, tb, m, n, k, alpha, a.start(), lda, b.start(), ldb, beta, c.start(), ldc);
            }
        } finally {
            PERMITS.release();
        }
    }

    /** Copies what OpenBLAS cannot take as it lies, and multiplies the copies. */
    private static void multiplyCopies(OpenBlas library, float alpha, Strided a, Strided b, float beta, Strided c) {
        boolean isShort = isShort(c.size(0), c.size(1), a.size(1));
        try (Arena arena = Arena.ofConfined()) {
            Strided left = inPlace(a, isShort) ? a : a.copy(arena);
            Strided right = inPlace(b, isShort) ? b : b.copy(arena);
            if (inPlace(c, isShort)) {
                multiply(library, alpha, left, right, beta, c);
            } else {
                Strided out = beta == 0 ? c.scratch(arena) : c.copy(arena);
                multiply(library, alpha, left, right, beta, out);
                out.copyTo(c);
            }
        }
    }

    /** In doubles, as the product of three longs may not fit a long. */
    private static boolean isShort(long m, long n, long k) {
        return (double) m * n * k <= SHORT;
    }

    private static boolean inPlace(BlasOperand operand, MemorySegment memory, boolean isShort) {
        return operand.fits() && (memory.isNative() || (isShort && MAY_PIN));
    }

    private static boolean inPlace(Strided matrix, boolean isShort) {
        return inPlace(BlasOperand.of(matrix.layout()), matrix.memory(), isShort);
    }

    /** Whether {@link #run} reads a matrix as it lies in a product of these sizes. */
    static boolean readsInPlace(Strided matrix, long m, long n, long k) {
        return inPlace(firstBlock(matrix), isShort(m, n, k));
    }

    /** How {@link #run} reads a matrix in a product of these sizes. */
    static MatmulPlan.Operand explain(Strided matrix, long m, long n, long k) {
        BlasOperand operand = BlasOperand.of(firstBlock(matrix).layout());
        if (!operand.fits()) {
            return new MatmulPlan.Operand(true, "copied: " + operand.obstacle());
        }
        if (inPlace(operand, matrix.memory(), isShort(m, n, k))) {
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

    private static Strided firstBlock(Strided matrix) {
        return matrix.narrow(0, 0, Math.min(matrix.size(0), BLOCK)).narrow(1, 0, Math.min(matrix.size(1), BLOCK));
    }

    /** Whether native code may read heap arrays in place: G1 of JDK 25.0.0 to 25.0.2 does not keep them safely. */
    static boolean mayPin(Runtime.Version jdk) {
        return jdk.feature() != 25 || jdk.interim() > 0 || jdk.update() > 2;
    }
}
