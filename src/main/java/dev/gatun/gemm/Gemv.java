package dev.gatun.gemm;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * {@code y <- y + x B}, a row times a matrix. Each element of B is used once, so that nothing is gained by packing it: the
 * loops run along it as it lies, at the speed of memory.
 */
interface Gemv {
    /** The loops for each kind of memory that B can lie in. */
    Kinds<Gemv> LOOPS = new Kinds<>(kind -> Blocking.VECTORS
            ? Specialized.copy(MethodHandles.lookup(), VectorGemv.class, Gemv.class, "gemv", kind)
            : new ScalarGemv());

    /**
     * B with contiguous rows: y is a sum of rows.
     *
     * @param x k factors
     * @param b memory of B
     * @param bo where it begins, in elements
     * @param brs from one row to the next, in elements
     * @param y n sums
     */
    void sumOfRows(int k, int n, float[] x, MemorySegment b, long bo, long brs, float[] y);

    /**
     * B with contiguous columns: each element of y is the dot product of x and a column.
     *
     * @param x k factors
     * @param b memory of B
     * @param bo where it begins, in elements
     * @param bcs from one column to the next, in elements
     * @param y n sums
     */
    void dotProducts(int k, int n, float[] x, MemorySegment b, long bo, long bcs, float[] y);
}
