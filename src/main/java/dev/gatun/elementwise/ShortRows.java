package dev.gatun.elementwise;

import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Operands of rows that are too short for vectors, laid out one row after another as an operation's result is. */
final class ShortRows {
    /** Elements of a buffer: 4 KiB, so that two of them and the result stay in the first-level cache. */
    static final int BUFFER = 1024;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Elements of a buffer and what whole vectors write beyond them. */
    static final int ROOM = BUFFER + LANES;

    private ShortRows() {}

    /** Whether an operand's short rows already lie one after another. */
    static boolean lieFlat(StridedLoop loop, int operand) {
        return loop.rowStep(operand) == 1 && loop.stride(operand) == loop.rowLength();
    }

    /**
     * Lays out rows that begin at an element, lie `stride` apart, and whose elements lie `step` apart.
     */
    static void layOut(float[] buffer, int rows, int cols, MemorySegment memory, long first, long stride, long step) {
        if (step == 0) {
            repeatElements(buffer, rows, cols, memory, first, stride);
        } else if (stride == 0) {
            gather(buffer, 1, cols, memory, first, stride, step);
            repeatRow(buffer, rows * cols, cols);
        } else {
            gather(buffer, rows, cols, memory, first, stride, step);
        }
    }

    /** One element a row, written in whole vectors: what spills over is written again by the next row. */
    private static void repeatElements(
            float[] buffer, int rows, int cols, MemorySegment memory, long first, long stride) {
        for (int i = 0; i < rows; i++) {
            float x = Elements.load(DType.FLOAT32, memory, first + i * stride);
            FloatVector xs = FloatVector.broadcast(SPECIES, x);
            int end = (i + 1) * cols;
            int j = end - cols;
            do {
                xs.intoArray(buffer, j);
                j += LANES;
            } while (j < end);
        }
    }

    /** Doubles what is there until the row fills the buffer. */
    private static void repeatRow(float[] buffer, int total, int cols) {
        for (int filled = cols; filled < total; filled *= 2) {
            System.arraycopy(buffer, 0, buffer, filled, Math.min(filled, total - filled));
        }
    }

    private static void gather(
            float[] buffer, int rows, int cols, MemorySegment memory, long first, long stride, long step) {
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                buffer[i * cols + j] = Elements.load(DType.FLOAT32, memory, first + i * stride + j * step);
            }
        }
    }
}
