package dev.gatun.gemm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The micro kernel without vectors: the plain twin of {@link VectorMicroKernel}, and what runs where the JVM has no
 * {@code jdk.incubator.vector}. The sums stay in an array in the nearest cache; the innermost loop runs over arrays alone, which
 * the JIT turns into vectors by itself.
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
        Arrays.fill(tile, 0, rows * width, 0f);
        float[] rowOfB = new float[width];
        for (int p = 0; p < k; p++) {
            MemorySegment.copy(b, FLOAT, (bo + p * brs) * Float.BYTES, rowOfB, 0, width);
            for (int i = 0; i < rows; i++) {
                addRow(a[ao + p * step + i * row], rowOfB, tile, i * width);
            }
        }
        for (int i = 0; i < rows * width; i++) {
            tile[i] *= alpha;
        }
        for (int i = 0; direct && i < rows; i++) {
            MemorySegment.copy(tile, i * width, c, FLOAT, (co + i * crs) * Float.BYTES, width);
        }
    }

    private static void addRow(float factor, float[] rowOfB, float[] tile, int at) {
        for (int j = 0; j < rowOfB.length; j++) {
            tile[at + j] += factor * rowOfB[j];
        }
    }
}
