package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.elementwise.RandomOperand.Kind;
import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows with an operand that is repeated for each, around the sizes of vectors, buffers and blocks, against the plain loop. */
class RowsTest {
    private static final int[] ROWS = {1, 2, 3, 7, 8, 17, 100, 1025};
    private static final int[] COLS = {1, 2, 3, 5, 10, 15, 16, 17, 31, 32, 33, 100, 255, 256, 257, 4096, 4097};
    private static final long MOST = 150_000;

    private enum Repeated {
        ROW,
        STRIDED_ROW,
        COLUMN,
        STRIDED_COLUMN,
        NEITHER;

        Layout layout(long rows, long cols) {
            return switch (this) {
                case ROW -> Layout.strided(new long[] {rows, cols}, new long[] {0, 1}, 3);
                case STRIDED_ROW -> Layout.strided(new long[] {rows, cols}, new long[] {0, 2}, 3);
                case COLUMN -> Layout.strided(new long[] {rows, cols}, new long[] {1, 0}, 3);
                case STRIDED_COLUMN -> Layout.strided(new long[] {rows, cols}, new long[] {2, 0}, 3);
                case NEITHER -> Layout.strided(new long[] {rows, cols}, new long[] {cols + 1, 1}, 3);
            };
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"SUB", "ADD_RELU", "MAXIMUM", "DIV", "LT"})
    void repeatedOperands(BinaryOp op) {
        sweep(op);
    }

    /** Also for JVMs whose vectors are narrower. */
    static void sweep(BinaryOp op) {
        SplittableRandom random = new SplittableRandom(11);
        for (int rows : ROWS) {
            for (int cols : COLS) {
                if ((long) rows * cols > MOST) {
                    continue;
                }
                for (Repeated repeated : Repeated.values()) {
                    Layout flat = Layout.strided(new long[] {rows, cols}, new long[] {cols, 1}, random.nextInt(4));
                    Layout other = repeated.layout(rows, cols);
                    MemorySegment a = numbers(random, flat.end());
                    MemorySegment b = numbers(random, other.end());
                    agree(op, a, flat, b, other, flat);
                    agree(op, b, other, a, flat, flat);
                    // A dimension of size 1, one more, and results with a gap between two halves.
                    Layout half = flat.reshape(1, rows, cols);
                    agree(op, a, half, b, other.reshape(1, rows, cols), half);
                    if (rows % 2 == 0) {
                        long[] shape = {2, rows / 2, cols};
                        Layout gap = Layout.strided(shape, new long[] {(long) rows / 2 * cols + 5, cols, 1}, 0);
                        agree(op, a, flat.reshape(shape), b, other.reshape(shape), gap);
                    }
                    if (random.nextInt(4) == 0) {
                        agree(op, b, other, b, other, flat);
                    }
                }
            }
        }
    }

    private static void agree(BinaryOp op, MemorySegment a, Layout la, MemorySegment b, Layout lb, Layout lout) {
        MemorySegment out = RandomOperand.memory(Kind.NATIVE, lout.end() + 3);
        MemorySegment expected = RandomOperand.memory(Kind.HEAP, lout.end() + 3);
        out.fill((byte) 7);
        expected.fill((byte) 7);
        Elementwise.binary(op, a, la, b, lb, out, lout);
        // A heap array's class is another one than that of a and b: the plain loop.
        Elementwise.binary(op, a, la, b, lb, expected, lout);
        if (!Arrays.equals(floats(out), floats(expected))) {
            throw new AssertionError(op + " of " + la + " and " + lb + " into " + lout);
        }
    }

    private static MemorySegment numbers(SplittableRandom random, long count) {
        MemorySegment memory = RandomOperand.memory(Kind.NATIVE, count);
        for (long i = 0; i < count; i++) {
            memory.set(ValueLayout.JAVA_FLOAT_UNALIGNED, i * Float.BYTES, RandomOperand.value(random));
        }
        return memory;
    }

    private static float[] floats(MemorySegment memory) {
        return memory.toArray(ValueLayout.JAVA_FLOAT_UNALIGNED);
    }

    /** So many elements that two operands go through memory in vectors of their own, alone and as long rows. */
    @ParameterizedTest
    @EnumSource(names = {"SUB", "ADD_RELU", "MAXIMUM", "DIV", "LT", "NE"})
    void manyElements(BinaryOp op) {
        SplittableRandom random = new SplittableRandom(13);
        for (int more : new int[] {0, 1, 7, 8, 9, 16, 31}) {
            int n = VectorBinaryLoop.STREAMED + more;
            Layout flat = Layout.strided(new long[] {n}, new long[] {1}, random.nextInt(4));
            MemorySegment a = numbers(random, flat.end());
            MemorySegment b = numbers(random, flat.end());
            agree(op, a, flat, b, flat, flat);
        }
        int cols = RowsKernel.MOST_COLUMNS + 3;
        Layout flat = Layout.contiguous(17, cols);
        Layout row = Layout.contiguous(cols).expand(17, cols);
        MemorySegment a = numbers(random, flat.end());
        MemorySegment b = numbers(random, row.end());
        agree(op, a, flat, b, row, flat);
        agree(op, b, row, a, flat, flat);
    }

    /** What is written may be what is not repeated. */
    @Test
    void inPlace() {
        SplittableRandom random = new SplittableRandom(12);
        for (int cols : COLS) {
            for (Repeated repeated : Repeated.values()) {
                int rows = cols < 20 ? 2050 : 30; // more than a block of numbers, one for each row
                Layout flat = Layout.contiguous(rows, cols);
                Layout other = repeated.layout(rows, cols);
                MemorySegment a = numbers(random, flat.end());
                MemorySegment b = numbers(random, other.end());
                MemorySegment expected = RandomOperand.memory(Kind.HEAP, flat.end());
                boolean left = random.nextBoolean();
                if (left) {
                    Elementwise.binary(BinaryOp.SUB, a, flat, b, other, expected, flat);
                    Elementwise.binary(BinaryOp.SUB, a, flat, b, other, a, flat);
                } else {
                    Elementwise.binary(BinaryOp.SUB, b, other, a, flat, expected, flat);
                    Elementwise.binary(BinaryOp.SUB, b, other, a, flat, a, flat);
                }
                assertThat(floats(a)).as("%s, %d columns", repeated, cols).isEqualTo(floats(expected));
            }
        }
    }
}
