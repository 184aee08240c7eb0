package dev.gatun.gemm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Packing element by element: the plain twin of {@link VectorPacking}, and its way for strides without runs. */
final class ScalarPacking implements Packing {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    @Override
    public void packA(
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            long limit,
            int rows,
            int k,
            Tile.Panel layout,
            int kernelRows,
            float[] panel,
            int to) {
        int step = layout.step(kernelRows);
        int row = layout.row();
        for (int i = 0; i < rows; i++) {
            for (int p = 0; p < k; p++) {
                panel[to + p * step + i * row] = a.get(FLOAT, (ao + i * ars + p * acs) * Float.BYTES);
            }
        }
    }

    @Override
    public void packB(MemorySegment b, long bo, long brs, long bcs, long limit, int k, int n, MemorySegment panels) {
        int cols;
        for (int j = 0; j < n; j += cols) {
            cols = Blocking.cols(n - j);
            int width = Blocking.width(cols);
            for (int p = 0; p < k; p++) {
                for (int jj = 0; jj < cols; jj++) {
                    float x = b.get(FLOAT, (bo + p * brs + (j + jj) * bcs) * Float.BYTES);
                    panels.setAtIndex(FLOAT, (long) j * k + (long) p * width + jj, x);
                }
            }
        }
    }
}
