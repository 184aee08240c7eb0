package dev.gatun.gemm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Element by element: the plain twin of {@link VectorTileUpdate}, and its way for columns that are no neighbours. */
final class ScalarTileUpdate implements TileUpdate {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    @Override
    public void run(
            float[] tile, int width, int rows, int cols, float beta, MemorySegment c, long co, long crs, long ccs) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                long at = (co + i * crs + j * ccs) * Float.BYTES;
                float product = tile[i * width + j];
                c.set(FLOAT, at, beta == 0 ? product : product + beta * c.get(FLOAT, at));
            }
        }
    }
}
