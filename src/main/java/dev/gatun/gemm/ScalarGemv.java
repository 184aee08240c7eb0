package dev.gatun.gemm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Element by element: the plain twin of {@link VectorGemv}. */
final class ScalarGemv implements Gemv {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    @Override
    public void sumOfRows(int k, int n, float[] x, MemorySegment b, long bo, long brs, float[] y) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < n; j++) {
                y[j] += x[p] * b.get(FLOAT, (bo + p * brs + j) * Float.BYTES);
            }
        }
    }

    @Override
    public void dotProducts(int k, int n, float[] x, MemorySegment b, long bo, long bcs, float[] y) {
        for (int j = 0; j < n; j++) {
            float sum = 0;
            for (int p = 0; p < k; p++) {
                sum += x[p] * b.get(FLOAT, (bo + j * bcs + p) * Float.BYTES);
            }
            y[j] += sum;
        }
    }
}
