package dev.gatun.bindings;

import dev.gatun.bindings.openblas.cblas_h;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.Optional;

/**
 * OpenBLAS, typed. Every matrix is row major: element (i, j) of a matrix with leading dimension {@code ld} is element
 * {@code i * ld + j} of its segment. Operands begin at the first byte of their segment; pass a slice to begin elsewhere.
 *
 * <p>A wrong size in BLAS is a write into foreign memory, so each method first checks that every segment is as large as
 * the given sizes need, that leading dimensions reach over a row, and that an output may be written; that costs a few
 * nanoseconds. It throws {@link IllegalArgumentException} that names the operand, before anything is called. What it
 * does not check is whether operands overlap: an output must not share memory with an input.
 *
 * <p>Segments must be native, except where a method says otherwise. A closed arena gives
 * {@link IllegalStateException}, another thread's confined arena {@link WrongThreadException}, a heap segment
 * {@link IllegalArgumentException}.
 *
 * <p>The methods may be called from many threads. OpenBLAS runs each call in the calling thread, see
 * {@link #setThreads}.
 */
public final class OpenBlas {

    /** How {@code op(A)} reads a stored matrix. */
    public enum Transpose {
        /** As it lies. */
        NO_TRANS,
        /** Rows and columns exchanged. */
        TRANS;

        // Asked at each call, where it folds to a constant: the generated class wants native access for itself, and
        // this enum must load without.
        private int cblas() {
            return this == TRANS ? cblas_h.CblasTrans() : cblas_h.CblasNoTrans();
        }
    }

    /** Loads at first use, once: class initialisation is the lock. */
    private static final class Loaded {
        static final Loader.Result RESULT = load();
        static final Optional<OpenBlas> INSTANCE = RESULT.library().map(OpenBlas::new);

        private static Loader.Result load() {
            Loader.Settings settings = Loader.Settings.ofSystem();
            if (!settings.blas().equals(Loader.NONE)) {
                Linking.begin();
            }
            return Loader.load(settings);
        }
    }

    /**
     * Linked without the thread state change of an ordinary downcall, and with heap segments allowed; jextract never
     * writes this option. Its address is looked up here, as asking the generated binding would link the ordinary one.
     */
    private static final class Critical {
        static final MethodHandle SGEMM = Linker.nativeLinker()
                .downcallHandle(
                        SymbolLookup.loaderLookup().find("cblas_sgemm").orElseThrow(),
                        Linking.sgemm(),
                        Linking.critical());
    }

    private final Path path;
    private final String config;
    private final boolean batches;

    private OpenBlas(Loader.Library library) {
        this.path = library.path();
        this.config = library.config();
        this.batches = library.batches();
        setThreads(1);
    }

    /**
     * OpenBLAS, loaded by the first call in this process. Empty when none is usable; {@link #report} says why, and the
     * first call says it once at {@code INFO}.
     *
     * @return the one instance, or empty
     */
    public static Optional<OpenBlas> instance() {
        return Loaded.INSTANCE;
    }

    /**
     * What was tried to find OpenBLAS, in order, with the cause of each failure. Loads, if nothing has yet.
     *
     * @return the report of the load that {@link #instance} rests on
     */
    public static LoadReport report() {
        return Loaded.RESULT.report();
    }

    /**
     * {@code C <- alpha op(A) op(B) + beta C} in single precision, with op(A) m x k, op(B) k x n and C m x n. With
     * {@code beta} 0, C is written without being read. With {@code k} 0, C is only scaled.
     *
     * @param transA how A is read; stored m x k, or k x m when transposed
     * @param transB how B is read; stored k x n, or n x k when transposed
     * @param m rows of op(A) and C
     * @param n columns of op(B) and C
     * @param k columns of op(A), rows of op(B)
     * @param alpha factor of the product
     * @param a A, floats in native memory
     * @param lda distance between rows of A as stored, in floats
     * @param b B, floats in native memory
     * @param ldb distance between rows of B as stored, in floats
     * @param beta factor of C as it was
     * @param c C, floats in native memory; shares none with A and B
     * @param ldc distance between rows of C, in floats
     * @throws IllegalArgumentException if a size is negative, or a segment or leading dimension is too small for it
     */
    public void sgemm(
            Transpose transA,
            Transpose transB,
            int m,
            int n,
            int k,
            float alpha,
            MemorySegment a,
            int lda,
            MemorySegment b,
            int ldb,
            float beta,
            MemorySegment c,
            int ldc) {
        Operands.checkGemm("sgemm", Float.BYTES, transA, transB, m, n, k, a, lda, b, ldb, c, ldc);
        cblas_h.cblas_sgemm(
                cblas_h.CblasRowMajor(), transA.cblas(), transB.cblas(), m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    /**
     * {@link #sgemm} for short calls: some nanoseconds cheaper, and the segments may be heap arrays. While it runs, the
     * thread cannot reach a safepoint and heap operands are pinned, so the garbage collector waits for it: use it for
     * products that take microseconds, no longer.
     *
     * @param transA how A is read; stored m x k, or k x m when transposed
     * @param transB how B is read; stored k x n, or n x k when transposed
     * @param m rows of op(A) and C
     * @param n columns of op(B) and C
     * @param k columns of op(A), rows of op(B)
     * @param alpha factor of the product
     * @param a A, floats in native memory or a heap array
     * @param lda distance between rows of A as stored, in floats
     * @param b B, floats in native memory or a heap array
     * @param ldb distance between rows of B as stored, in floats
     * @param beta factor of C as it was
     * @param c C, floats in native memory or a heap array; shares none with A and B
     * @param ldc distance between rows of C, in floats
     * @throws IllegalArgumentException if a size is negative, or a segment or leading dimension is too small for it
     */
    public void sgemmCritical(
            Transpose transA,
            Transpose transB,
            int m,
            int n,
            int k,
            float alpha,
            MemorySegment a,
            int lda,
            MemorySegment b,
            int ldb,
            float beta,
            MemorySegment c,
            int ldc) {
        Operands.checkGemm("sgemmCritical", Float.BYTES, transA, transB, m, n, k, a, lda, b, ldb, c, ldc);
        try {
            Critical.SGEMM.invokeExact(
                    cblas_h.CblasRowMajor(),
                    transA.cblas(),
                    transB.cblas(),
                    m,
                    n,
                    k,
                    alpha,
                    a,
                    lda,
                    b,
                    ldb,
                    beta,
                    c,
                    ldc);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a downcall throws nothing checked", e);
        }
    }

    /**
     * {@code C <- alpha op(A) op(B) + beta C} in double precision; see {@link #sgemm}.
     *
     * @param transA how A is read; stored m x k, or k x m when transposed
     * @param transB how B is read; stored k x n, or n x k when transposed
     * @param m rows of op(A) and C
     * @param n columns of op(B) and C
     * @param k columns of op(A), rows of op(B)
     * @param alpha factor of the product
     * @param a A, doubles in native memory
     * @param lda distance between rows of A as stored, in doubles
     * @param b B, doubles in native memory
     * @param ldb distance between rows of B as stored, in doubles
     * @param beta factor of C as it was
     * @param c C, doubles in native memory; shares none with A and B
     * @param ldc distance between rows of C, in doubles
     * @throws IllegalArgumentException if a size is negative, or a segment or leading dimension is too small for it
     */
    public void dgemm(
            Transpose transA,
            Transpose transB,
            int m,
            int n,
            int k,
            double alpha,
            MemorySegment a,
            int lda,
            MemorySegment b,
            int ldb,
            double beta,
            MemorySegment c,
            int ldc) {
        Operands.checkGemm("dgemm", Double.BYTES, transA, transB, m, n, k, a, lda, b, ldb, c, ldc);
        cblas_h.cblas_dgemm(
                cblas_h.CblasRowMajor(), transA.cblas(), transB.cblas(), m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    }

    /**
     * {@link #sgemm} for {@code count} products of one form: product i reads A at {@code i * strideA}, B at
     * {@code i * strideB} and writes C at {@code i * strideC}. A stride of 0 uses one operand for all; C's must reach
     * over a whole C when there are several. Where the library's own batch call is missing or not to be trusted, its
     * plain one does the products one by one; with one thread a call that is as fast.
     *
     * @param transA how each A is read; stored m x k, or k x m when transposed
     * @param transB how each B is read; stored k x n, or n x k when transposed
     * @param m rows of op(A) and C
     * @param n columns of op(B) and C
     * @param k columns of op(A), rows of op(B)
     * @param alpha factor of the products
     * @param a the As, floats in native memory
     * @param lda distance between rows of an A as stored, in floats
     * @param strideA distance between one A and the next, in floats, not negative
     * @param b the Bs, floats in native memory
     * @param ldb distance between rows of a B as stored, in floats
     * @param strideB distance between one B and the next, in floats, not negative
     * @param beta factor of the Cs as they were
     * @param c the Cs, floats in native memory; share none with As and Bs
     * @param ldc distance between rows of a C, in floats
     * @param strideC distance between one C and the next, in floats, not negative
     * @param count how many products
     * @throws IllegalArgumentException if a size is negative, or a segment, stride or leading dimension too small for it
     */
    public void sgemmBatchStrided(
            Transpose transA,
            Transpose transB,
            int m,
            int n,
            int k,
            float alpha,
            MemorySegment a,
            int lda,
            int strideA,
            MemorySegment b,
            int ldb,
            int strideB,
            float beta,
            MemorySegment c,
            int ldc,
            int strideC,
            int count) {
        Operands.checkGemmBatch(
                "sgemmBatchStrided",
                Float.BYTES,
                transA,
                transB,
                m,
                n,
                k,
                a,
                lda,
                strideA,
                b,
                ldb,
                strideB,
                c,
                ldc,
                strideC,
                count);
        if (batches) {
            cblas_h.cblas_sgemm_batch_strided(
                    cblas_h.CblasRowMajor(),
                    transA.cblas(),
                    transB.cblas(),
                    m,
                    n,
                    k,
                    alpha,
                    a,
                    lda,
                    strideA,
                    b,
                    ldb,
                    strideB,
                    beta,
                    c,
                    ldc,
                    strideC,
                    count);
            return;
        }
        if (m == 0 || n == 0) {
            return; // the operands may be empty: nothing to slice
        }
        for (int i = 0; i < count; i++) {
            MemorySegment ai = k == 0 ? a : a.asSlice((long) i * strideA * Float.BYTES);
            MemorySegment bi = k == 0 ? b : b.asSlice((long) i * strideB * Float.BYTES);
            MemorySegment ci = c.asSlice((long) i * strideC * Float.BYTES);
            sgemm(transA, transB, m, n, k, alpha, ai, lda, bi, ldb, beta, ci, ldc);
        }
    }

    /**
     * {@code y <- alpha op(A) x + beta y}, with A stored m x n. With {@code beta} 0, y is written without being read.
     * Under a negative increment a vector runs backwards from its last element, as everywhere in BLAS.
     *
     * @param trans how A is read; x has n and y m elements, the other way round when transposed
     * @param m rows of A as stored
     * @param n columns of A as stored
     * @param alpha factor of the product
     * @param a A, floats in native memory
     * @param lda distance between rows of A, in floats
     * @param x x, floats in native memory
     * @param incX distance between elements of x, in floats, not 0
     * @param beta factor of y as it was
     * @param y y, floats in native memory; shares none with A and x
     * @param incY distance between elements of y, in floats, not 0
     * @throws IllegalArgumentException if a size is negative, an increment is 0, or a segment or leading dimension is
     *     too small
     */
    public void sgemv(
            Transpose trans,
            int m,
            int n,
            float alpha,
            MemorySegment a,
            int lda,
            MemorySegment x,
            int incX,
            float beta,
            MemorySegment y,
            int incY) {
        boolean plain = trans == Transpose.NO_TRANS;
        Operands.checkMatrix("sgemv", "a", Float.BYTES, a, m, n, lda);
        Operands.checkVector("sgemv", "x", Float.BYTES, x, plain ? n : m, incX);
        Operands.checkVector("sgemv", "y", Float.BYTES, y, plain ? m : n, incY);
        Operands.checkWritable("sgemv", "y", y);
        cblas_h.cblas_sgemv(cblas_h.CblasRowMajor(), trans.cblas(), m, n, alpha, a, lda, x, incX, beta, y, incY);
    }

    /**
     * {@code A <- alpha x y' + A}, the outer product added to A, which is m x n.
     *
     * @param m rows of A, elements of x
     * @param n columns of A, elements of y
     * @param alpha factor of the product
     * @param x x, floats in native memory
     * @param incX distance between elements of x, in floats, not 0
     * @param y y, floats in native memory
     * @param incY distance between elements of y, in floats, not 0
     * @param a A, floats in native memory; shares none with x and y
     * @param lda distance between rows of A, in floats
     * @throws IllegalArgumentException if a size is negative, an increment is 0, or a segment or leading dimension is
     *     too small
     */
    public void sger(
            int m, int n, float alpha, MemorySegment x, int incX, MemorySegment y, int incY, MemorySegment a, int lda) {
        Operands.checkVector("sger", "x", Float.BYTES, x, m, incX);
        Operands.checkVector("sger", "y", Float.BYTES, y, n, incY);
        Operands.checkMatrix("sger", "a", Float.BYTES, a, m, n, lda);
        Operands.checkWritable("sger", "a", a);
        cblas_h.cblas_sger(cblas_h.CblasRowMajor(), m, n, alpha, x, incX, y, incY, a, lda);
    }

    /**
     * {@code y <- alpha x + y}.
     *
     * @param n elements of x and y
     * @param alpha factor of x
     * @param x x, floats in native memory
     * @param incX distance between elements of x, in floats, not 0
     * @param y y, floats in native memory; shares none with x
     * @param incY distance between elements of y, in floats, not 0
     * @throws IllegalArgumentException if n is negative, an increment is 0, or a segment is too small
     */
    public void saxpy(int n, float alpha, MemorySegment x, int incX, MemorySegment y, int incY) {
        Operands.checkVector("saxpy", "x", Float.BYTES, x, n, incX);
        Operands.checkVector("saxpy", "y", Float.BYTES, y, n, incY);
        Operands.checkWritable("saxpy", "y", y);
        cblas_h.cblas_saxpy(n, alpha, x, incX, y, incY);
    }

    /**
     * The inner product of x and y.
     *
     * @param n elements of x and y
     * @param x x, floats in native memory
     * @param incX distance between elements of x, in floats, not 0
     * @param y y, floats in native memory
     * @param incY distance between elements of y, in floats, not 0
     * @return the sum of the products, 0 for n 0
     * @throws IllegalArgumentException if n is negative, an increment is 0, or a segment is too small
     */
    public float sdot(int n, MemorySegment x, int incX, MemorySegment y, int incY) {
        Operands.checkVector("sdot", "x", Float.BYTES, x, n, incX);
        Operands.checkVector("sdot", "y", Float.BYTES, y, n, incY);
        return cblas_h.cblas_sdot(n, x, incX, y, incY);
    }

    /**
     * The Euclidean norm of x.
     *
     * @param n elements of x
     * @param x x, floats in native memory
     * @param incX distance between elements of x, in floats, more than 0
     * @return the root of the sum of squares, 0 for n 0
     * @throws IllegalArgumentException if n is negative, incX is not positive, or x is too small
     */
    public float snrm2(int n, MemorySegment x, int incX) {
        if (incX < 0) { // no order to a norm: libraries answer 0, or read before the segment
            throw new IllegalArgumentException("snrm2: the increment of x is " + incX + ", it must be positive");
        }
        Operands.checkVector("snrm2", "x", Float.BYTES, x, n, incX);
        return cblas_h.cblas_snrm2(n, x, incX);
    }

    /**
     * Sets how many threads OpenBLAS uses for one call, in the whole process. It is 1 after loading, and wants to stay
     * there: up to 0.3.33, products with different transposes that run at the same time on several threads each can give
     * wrong results (<a href="https://github.com/OpenMathLib/OpenBLAS/issues/5836">OpenBLAS issue 5836</a>), and
     * threads of its own below threads of the caller oversubscribe the machine. Split the work above instead.
     *
     * @param n threads a call, at least 1
     * @throws IllegalArgumentException if n is less than 1
     */
    public void setThreads(int n) {
        if (n < 1) {
            throw new IllegalArgumentException("setThreads: " + n + " threads, at least 1 is needed");
        }
        cblas_h.openblas_set_num_threads(n);
    }

    /**
     * How many threads OpenBLAS uses for one call.
     *
     * @return threads a call
     */
    public int threads() {
        return cblas_h.openblas_get_num_threads();
    }

    /**
     * How many processors OpenBLAS sees.
     *
     * @return processors
     */
    public int processors() {
        return cblas_h.openblas_get_num_procs();
    }

    /**
     * What the library says of its build, such as
     * {@code OpenBLAS 0.3.31 DYNAMIC_ARCH NO_AFFINITY Cooperlake MAX_THREADS=64}.
     *
     * @return version, build options and core in one line
     */
    public String config() {
        return config;
    }

    /**
     * The processor whose kernels run, such as {@code Cooperlake}.
     *
     * @return the core name
     */
    public String coreName() {
        return cblas_h.openblas_get_corename().getString(0);
    }

    /**
     * How the library was built to run in parallel.
     *
     * @return 0 sequential, 1 with threads of its own, 2 with OpenMP
     */
    public int parallel() {
        return cblas_h.openblas_get_parallel();
    }

    /**
     * The library's version, such as {@code 0.3.31}.
     *
     * @return the version as {@link #config} gives it
     */
    public String version() {
        return NativeLibrary.version(config);
    }

    /**
     * The file that was loaded.
     *
     * @return an absolute path
     */
    public Path path() {
        return path;
    }

    /**
     * The entry of {@code cblas_sgemm}, for native code that calls it itself.
     *
     * @return a function pointer, valid as long as this class is loaded
     */
    public MemorySegment sgemmAddress() {
        return cblas_h.cblas_sgemm$address();
    }
}
