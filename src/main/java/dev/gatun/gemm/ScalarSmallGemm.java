package dev.gatun.gemm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Element by element: the plain twin of {@link VectorSmallGemm}. */
final class ScalarSmallGemm implements SmallGemm {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final int n;

    ScalarSmallGemm(int n) {
        this.n = n;
    }

    @Override
    public void run(
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
            long crs) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a.get(FLOAT, (ao + i * ars + p * acs) * Float.BYTES)
                            * b.get(FLOAT, (bo + p * brs + j) * Float.BYTES);
                }
                c.set(FLOAT, (co + i * crs + j) * Float.BYTES, alpha * sum);
            }
        }
    }
}
