package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Rows as one contiguous run, in vectors that go across their ends; a template, see {@link Specialized}. So rows of a few
 * elements take whole vectors, and no row has to be begun or ended.
 *
 * <p>The repeated operand's elements for a vector are loaded from a buffer that holds a row, and of its next turn as much as a
 * vector reaches into, at the column in which the vector begins. For one number a row the numbers of as many rows as a vector
 * may touch are loaded, and each lane takes that of its row.
 */
final class VectorRowsLoop extends Apart implements RowsKernel {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final BinaryOp OP = Specialized.operation(MethodHandles.lookup(), BinaryOp.class);
    private static final VectorOperators.Binary OPERATOR =
            VectorFunctions.of(OP).orElseThrow();
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final FloatVector ZERO = FloatVector.zero(SPECIES);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    VectorRowsLoop() {}

    @Override
    public void run(
            int rows,
            int cols,
            MemorySegment c,
            long c0,
            MemorySegment a,
            long a0,
            long as,
            long aStep,
            MemorySegment b,
            long b0,
            long bs,
            long bStep) {
        boolean flatA = aStep == 1 && as == cols;
        boolean flatB = bStep == 1 && bs == cols;
        boolean rowB = flatA && bs == 0;
        boolean rowA = flatB && as == 0;
        boolean columnB = flatA && bStep == 0;
        boolean columnA = flatB && aStep == 0;
        int block = Math.max(Repeats.BUFFER / cols, 1);
        if (rowA || rowB) {
            block = Math.max(StridedLoop.LONGEST / cols, 1);
        } else if (columnA || columnB) {
            block = Repeats.BUFFER;
        }
        Scratch scratch = Scratch.own();
        float[] x = scratch.first(Repeats.room(cols));
        float[] y = scratch.second(Repeats.room(cols));
        if (rowB) {
            Repeats.row(x, cols, b, b0, bStep);
        } else if (rowA) {
            Repeats.row(x, cols, a, a0, aStep);
        } else if (columnA || columnB) {
            Repeats.turns(y, cols);
        }
        for (int i = 0; i < rows; i += block) {
            int count = Math.min(block, rows - i);
            int n = count * cols;
            long ci = c0 + (long) i * cols;
            long ai = a0 + i * as;
            long bi = b0 + i * bs;
            if (rowB) {
                rowRight(n, cols, c, ci, a, ai, x);
            } else if (rowA) {
                rowLeft(n, cols, c, ci, x, b, bi);
            } else if (columnB) {
                Gather.gather(x, count, b, bi, bs);
                columnRight(n, cols, c, ci, a, ai, x, y);
            } else if (columnA) {
                Gather.gather(x, count, a, ai, as);
                columnLeft(n, cols, c, ci, x, y, b, bi);
            } else {
                Repeats.layOut(x, count, cols, a, ai, as, aStep);
                Repeats.layOut(y, count, cols, b, bi, bs, bStep);
                buffers(n, c, ci, x, y);
            }
        }
    }

    private static FloatVector apply(FloatVector x, FloatVector y) {
        FloatVector z = x.lanewise(OPERATOR, y);
        return OP == BinaryOp.ADD_RELU ? z.blend(ZERO, z.compare(VectorOperators.LE, ZERO)) : z;
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ORDER);
    }

    private static void store(FloatVector vector, MemorySegment memory, long element) {
        vector.intoMemorySegment(memory, element * Float.BYTES, ORDER);
    }

    /** One row for all. The last vector ends with the last element, and is read before anything is written: c may be a. */
    private static void rowRight(int n, int cols, MemorySegment c, long c0, MemorySegment a, long a0, float[] row) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        if (n < LANES) {
            VectorMask<Float> lanes = SPECIES.indexInRange(0, n);
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, a0 * Float.BYTES, ORDER, lanes);
            apply(x, FloatVector.fromArray(SPECIES, row, 0)).intoMemorySegment(c, c0 * Float.BYTES, ORDER, lanes);
            return;
        }
        int end = n - LANES;
        FloatVector last = apply(load(a, a0 + end), FloatVector.fromArray(SPECIES, row, end % cols));
        int step = LANES % cols;
        int column = 0;
        for (int j = 0; j < end; j += LANES) {
            store(apply(load(a, a0 + j), FloatVector.fromArray(SPECIES, row, column)), c, c0 + j);
            column += step;
            column = column >= cols ? column - cols : column;
        }
        store(last, c, c0 + end);
    }

    private static void rowLeft(int n, int cols, MemorySegment c, long c0, float[] row, MemorySegment b, long b0) {
        c = Kinds.exactly(KIND, c);
        b = Kinds.exactly(KIND, b);
        if (n < LANES) {
            VectorMask<Float> lanes = SPECIES.indexInRange(0, n);
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, b0 * Float.BYTES, ORDER, lanes);
            apply(FloatVector.fromArray(SPECIES, row, 0), y).intoMemorySegment(c, c0 * Float.BYTES, ORDER, lanes);
            return;
        }
        int end = n - LANES;
        FloatVector last = apply(FloatVector.fromArray(SPECIES, row, end % cols), load(b, b0 + end));
        int step = LANES % cols;
        int column = 0;
        for (int j = 0; j < end; j += LANES) {
            store(apply(FloatVector.fromArray(SPECIES, row, column), load(b, b0 + j)), c, c0 + j);
            column += step;
            column = column >= cols ? column - cols : column;
        }
        store(last, c, c0 + end);
    }

    /** One number a row: each lane takes that of its row, which is so many turns on from the row in which the vector begins. */
    private static void columnRight(
            int n, int cols, MemorySegment c, long c0, MemorySegment a, long a0, float[] numbers, float[] turns) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        if (n < LANES) {
            VectorMask<Float> lanes = SPECIES.indexInRange(0, n);
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, a0 * Float.BYTES, ORDER, lanes);
            FloatVector y =
                    FloatVector.fromArray(SPECIES, turns, 0).selectFrom(FloatVector.fromArray(SPECIES, numbers, 0));
            apply(x, y).intoMemorySegment(c, c0 * Float.BYTES, ORDER, lanes);
            return;
        }
        int end = n - LANES;
        FloatVector y = FloatVector.fromArray(SPECIES, turns, end % cols)
                .selectFrom(FloatVector.fromArray(SPECIES, numbers, end / cols));
        FloatVector last = apply(load(a, a0 + end), y);
        int rows = LANES / cols;
        int step = LANES % cols;
        int row = 0;
        int column = 0;
        for (int j = 0; j < end; j += LANES) {
            y = FloatVector.fromArray(SPECIES, turns, column).selectFrom(FloatVector.fromArray(SPECIES, numbers, row));
            store(apply(load(a, a0 + j), y), c, c0 + j);
            row += rows;
            column += step;
            if (column >= cols) {
                column -= cols;
                row++;
            }
        }
        store(last, c, c0 + end);
    }

    private static void columnLeft(
            int n, int cols, MemorySegment c, long c0, float[] numbers, float[] turns, MemorySegment b, long b0) {
        c = Kinds.exactly(KIND, c);
        b = Kinds.exactly(KIND, b);
        if (n < LANES) {
            VectorMask<Float> lanes = SPECIES.indexInRange(0, n);
            FloatVector x =
                    FloatVector.fromArray(SPECIES, turns, 0).selectFrom(FloatVector.fromArray(SPECIES, numbers, 0));
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, b0 * Float.BYTES, ORDER, lanes);
            apply(x, y).intoMemorySegment(c, c0 * Float.BYTES, ORDER, lanes);
            return;
        }
        int end = n - LANES;
        FloatVector x = FloatVector.fromArray(SPECIES, turns, end % cols)
                .selectFrom(FloatVector.fromArray(SPECIES, numbers, end / cols));
        FloatVector last = apply(x, load(b, b0 + end));
        int rows = LANES / cols;
        int step = LANES % cols;
        int row = 0;
        int column = 0;
        for (int j = 0; j < end; j += LANES) {
            x = FloatVector.fromArray(SPECIES, turns, column).selectFrom(FloatVector.fromArray(SPECIES, numbers, row));
            store(apply(x, load(b, b0 + j)), c, c0 + j);
            row += rows;
            column += step;
            if (column >= cols) {
                column -= cols;
                row++;
            }
        }
        store(last, c, c0 + end);
    }

    private static void buffers(int n, MemorySegment c, long c0, float[] a, float[] b) {
        c = Kinds.exactly(KIND, c);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, j);
            store(apply(x, FloatVector.fromArray(SPECIES, b, j)), c, c0 + j);
        }
        if (j < n) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, j);
            VectorMask<Float> rest = SPECIES.indexInRange(j, n);
            apply(x, FloatVector.fromArray(SPECIES, b, j)).intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER, rest);
        }
    }
}
