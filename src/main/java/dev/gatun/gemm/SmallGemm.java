package dev.gatun.gemm;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/**
 * Products of a few elements, in which even finding the memory for panels would take longer than multiplying: B has one
 * vector's columns, and A, B and C are used where they lie.
 */
interface SmallGemm {
    /** The most elements of A. */
    int LARGEST = 128;

    /** For 4 columns. */
    SmallGemm FOUR = make(4);

    /** For 8 columns. */
    SmallGemm EIGHT = make(8);

    private static SmallGemm make(int lanes) {
        return Blocking.VECTORS && Blocking.LANES >= lanes
                ? Specialized.copy(MethodHandles.lookup(), VectorSmallGemm.class, SmallGemm.class, lanes)
                : new ScalarSmallGemm(lanes);
    }

    /** Whether it takes a product: native memory, rows of B and C contiguous and of 4 or 8 elements, A small, beta 0. */
    static boolean takes(
            long m, long n, long k, MemorySegment a, MemorySegment b, long bcs, float beta, MemorySegment c, long ccs) {
        return (n == 4 || n == 8)
                && m * k <= LARGEST
                && m <= LARGEST
                && k <= LARGEST
                && bcs == 1
                && ccs == 1
                && beta == 0
                && Kinds.isNative(a)
                && Kinds.isNative(b)
                && Kinds.isNative(c);
    }

    /** {@code C <- alpha A B}. */
    void run(
            int m,
            int k,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            MemorySegment b,
            long bo,
            long brs,
            MemorySegment c,
            long co,
            long crs);
}
