package dev.gatun.gemm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The product as it is defined, in plain Java, for any strides: what runs without OpenBLAS, and what faster ways are
 * compared with. The loops stand in the order i, k, j, so that B and C are walked along their rows; a row of sums is
 * accumulated in float, as BLAS does, before alpha and beta come in. No product is skipped because a factor is 0: 0 times
 * infinity or NaN is NaN.
 */
final class ReferenceGemm {
    /** How much of a row is accumulated at a time: 16 kB, which stay in the nearest cache. */
    private static final int ROW = 4096;

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private ReferenceGemm() {}

    /** {@code C <- alpha A B + beta C}; C shares no memory with A and B. */
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
        float[] sums = new float[(int) Math.min(n, ROW)];
        for (long j = 0; j < n; j += ROW) {
            int width = (int) Math.min(n - j, ROW);
            for (long i = 0; i < m; i++) {
                Arrays.fill(sums, 0, width, 0f);
                for (long p = 0; p < k; p++) {
                    float factor = a.get(FLOAT, (ao + i * ars + p * acs) * Float.BYTES);
                    addRow(factor, b, bo + p * brs + j * bcs, bcs, sums, width);
                }
                store(alpha, sums, width, beta, c, co + i * crs + j * ccs, ccs);
            }
        }
    }

    /** {@code sums += factor * row of B}. */
    private static void addRow(float factor, MemorySegment b, long start, long stride, float[] sums, int width) {
        for (int j = 0; j < width; j++) {
            sums[j] += factor * b.get(FLOAT, (start + j * stride) * Float.BYTES);
        }
    }

    /** {@code row of C <- alpha * sums + beta * row of C}. */
    private static void store(
            float alpha, float[] sums, int width, float beta, MemorySegment c, long start, long stride) {
        for (int j = 0; j < width; j++) {
            long at = (start + j * stride) * Float.BYTES;
            float product = alpha * sums[j];
            c.set(FLOAT, at, beta == 0 ? product : product + beta * c.get(FLOAT, at));
        }
    }
}
