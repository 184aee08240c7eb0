package dev.gatun.gemm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The micro kernel without vectors: the plain twin of {@link VectorMicroKernel}, and what runs where the JVM has no
 * {@code jdk.incubator.vector}. Four rows by four columns of sums at a time are local variables: eight loads for sixteen
 * products.
 */
final class ScalarMicroKernel implements MicroKernel {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final int rows;
    private final int width;
    private final int step;
    private final int row;
    private final boolean direct;

    ScalarMicroKernel(Tile tile) {
        rows = tile.rows();
        width = tile.width();
        step = tile.panel().step(rows);
        row = tile.panel().row();
        direct = tile.store() != Tile.Store.ARRAY;
    }

    @Override
    public void run(
            int k,
            float[] a,
            int ao,
            MemorySegment b,
            long bo,
            long brs,
            float alpha,
            float[] tile,
            MemorySegment c,
            long co,
            long crs) {
        for (int j = 0; j < width; j += 4) {
            int i = 0;
            for (; i + 4 <= rows; i += 4) {
                fourRows(k, a, ao + i * row, b, bo + j, brs, alpha, tile, i * width + j);
            }
            for (; i < rows; i++) {
                oneRow(k, a, ao + i * row, b, bo + j, brs, alpha, tile, i * width + j);
            }
        }
        for (int i = 0; direct && i < rows; i++) {
            MemorySegment.copy(tile, i * width, c, FLOAT, (co + i * crs) * Float.BYTES, width);
        }
    }

    private void fourRows(
            int k, float[] a, int ao, MemorySegment b, long bo, long brs, float alpha, float[] tile, int to) {
        float s00 = 0;
        float s01 = 0;
        float s02 = 0;
        float s03 = 0;
        float s10 = 0;
        float s11 = 0;
        float s12 = 0;
        float s13 = 0;
        float s20 = 0;
        float s21 = 0;
        float s22 = 0;
        float s23 = 0;
        float s30 = 0;
        float s31 = 0;
        float s32 = 0;
        float s33 = 0;
        for (int p = 0; p < k; p++) {
            long at = (bo + p * brs) * Float.BYTES;
            float x0 = b.get(FLOAT, at);
            float x1 = b.get(FLOAT, at + Float.BYTES);
            float x2 = b.get(FLOAT, at + 2 * Float.BYTES);
            float x3 = b.get(FLOAT, at + 3 * Float.BYTES);
            int from = ao + p * step;
            float f0 = a[from];
            float f1 = a[from + row];
            float f2 = a[from + 2 * row];
            float f3 = a[from + 3 * row];
            s00 += f0 * x0;
            s01 += f0 * x1;
            s02 += f0 * x2;
            s03 += f0 * x3;
            s10 += f1 * x0;
            s11 += f1 * x1;
            s12 += f1 * x2;
            s13 += f1 * x3;
            s20 += f2 * x0;
            s21 += f2 * x1;
            s22 += f2 * x2;
            s23 += f2 * x3;
            s30 += f3 * x0;
            s31 += f3 * x1;
            s32 += f3 * x2;
            s33 += f3 * x3;
        }
        store(tile, to, alpha, s00, s01, s02, s03);
        store(tile, to + width, alpha, s10, s11, s12, s13);
        store(tile, to + 2 * width, alpha, s20, s21, s22, s23);
        store(tile, to + 3 * width, alpha, s30, s31, s32, s33);
    }

    private void oneRow(
            int k, float[] a, int ao, MemorySegment b, long bo, long brs, float alpha, float[] tile, int to) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        for (int p = 0; p < k; p++) {
            long at = (bo + p * brs) * Float.BYTES;
            float factor = a[ao + p * step];
            s0 += factor * b.get(FLOAT, at);
            s1 += factor * b.get(FLOAT, at + Float.BYTES);
            s2 += factor * b.get(FLOAT, at + 2 * Float.BYTES);
            s3 += factor * b.get(FLOAT, at + 3 * Float.BYTES);
        }
        store(tile, to, alpha, s0, s1, s2, s3);
    }

    private static void store(float[] tile, int to, float alpha, float s0, float s1, float s2, float s3) {
        tile[to] = alpha * s0;
        tile[to + 1] = alpha * s1;
        tile[to + 2] = alpha * s2;
        tile[to + 3] = alpha * s3;
    }
}
