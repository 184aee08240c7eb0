package dev.gatun.elementwise;

import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A tile, element by element into the buffer, and from there run by run. */
final class ScalarTileCopy implements TileCopy {
    private static final int ROWS = TransposedCopy.ROWS;

    ScalarTileCopy() {}

    @Override
    public void run(
            int rows,
            int cols,
            MemorySegment a,
            long from,
            long step,
            MemorySegment out,
            long to,
            long next,
            float[] buffer) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                buffer[j * ROWS + i] = Elements.load(DType.FLOAT32, a, from + i * step + j);
            }
        }
        for (int j = 0; j < cols; j++) {
            long at = (to + j * next) * Float.BYTES;
            MemorySegment.copy(buffer, j * ROWS, out, ValueLayout.JAVA_FLOAT_UNALIGNED, at, rows);
        }
    }
}
