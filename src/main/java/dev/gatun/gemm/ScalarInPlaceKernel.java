package dev.gatun.gemm;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Element by element: the plain twin of {@link VectorInPlaceKernel}. */
final class ScalarInPlaceKernel implements InPlaceKernel {
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private final Tile tile;

    ScalarInPlaceKernel(Tile tile) {
        this.tile = tile;
    }

    @Override
    public void run(
            int k,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            MemorySegment b,
            long bo,
            long brs,
            long second,
            MemorySegment c,
            long co,
            long crs) {
        long width = tile.pair() ? second + tile.lanes() : tile.lanes();
        for (int i = 0; i < tile.rows(); i++) {
            for (long j = 0; j < width; j++) {
                float sum = 0;
                for (int p = 0; p < k; p++) {
                    sum += a.get(FLOAT, (ao + i * ars + p) * Float.BYTES)
                            * b.get(FLOAT, (bo + p * brs + j) * Float.BYTES);
                }
                c.set(FLOAT, (co + i * crs + j) * Float.BYTES, alpha * sum);
            }
        }
    }
}
