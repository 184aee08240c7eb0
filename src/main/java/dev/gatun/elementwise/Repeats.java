package dev.gatun.elementwise;

import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Operands of rows in buffers, as {@link VectorRowsLoop} wants them: one row after another, as an operation's result is. */
final class Repeats {
    /** Elements of a buffer, unless a row has more: 4 KiB, so that two of them and the result stay in the first-level cache. */
    static final int BUFFER = 1024;

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private Repeats() {}

    /** Elements of a buffer, and what whole vectors reach beyond them. */
    static int room(int cols) {
        return Math.max(BUFFER, cols) + LANES;
    }

    /** A row, and as much of its next turns as a vector that begins in it reaches into. */
    static void row(float[] buffer, int cols, MemorySegment memory, long first, long step) {
        if (cols < LANES) { // to copy so few takes longer
            for (int i = 0; i < cols; i++) {
                buffer[i] = Elements.load(DType.FLOAT32, memory, first + i * step);
            }
        } else {
            Gather.gather(buffer, cols, memory, first, step);
        }
        for (int i = 0; i < LANES; i++) {
            buffer[cols + i] = buffer[i];
        }
    }

    /** How many rows on from the row in which a vector begins a lane is, the lanes counted from that row's first column. */
    static void turns(float[] buffer, int cols) {
        for (int i = 0, turn = 0; i < cols + LANES; i += cols, turn++) {
            Arrays.fill(buffer, i, Math.min(i + cols, cols + LANES), turn);
        }
    }

    /** Lays out rows that begin at an element, lie `stride` apart, and whose elements lie `step` apart. */
    static void layOut(float[] buffer, int rows, int cols, MemorySegment memory, long first, long stride, long step) {
        if (step == 1 && stride == cols) {
            MemorySegment.copy(memory, FLOAT, first * Float.BYTES, buffer, 0, rows * cols);
        } else if (step == 0) {
            elements(buffer, rows, cols, memory, first, stride);
        } else if (stride == 0) {
            Gather.gather(buffer, cols, memory, first, step);
            turn(buffer, rows * cols, cols);
        } else {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < cols; j++) {
                    buffer[i * cols + j] = Elements.load(DType.FLOAT32, memory, first + i * stride + j * step);
                }
            }
        }
    }

    /** One element a row, written in whole vectors: what spills over is written again by the next row. */
    private static void elements(float[] buffer, int rows, int cols, MemorySegment memory, long first, long stride) {
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
    private static void turn(float[] buffer, int total, int cols) {
        for (int filled = cols; filled < total; filled *= 2) {
            System.arraycopy(buffer, 0, buffer, filled, Math.min(filled, total - filled));
        }
    }
}
