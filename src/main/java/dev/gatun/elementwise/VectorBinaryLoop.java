package dev.gatun.elementwise;

import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code c = a op b}, many elements at once: the fast twin of {@link BinaryLoop}, of which it gives the same results to the
 * last bit; a template, see {@link Specialized}.
 */
final class VectorBinaryLoop implements BinaryKernel {
    private static final BinaryOp OP = Specialized.operation(MethodHandles.lookup(), BinaryOp.class);
    private static final BinaryOp.Function SCALAR = OP.function();
    private static final VectorFunctions.Binary FUNCTION =
            VectorFunctions.of(OP).orElseThrow();
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    VectorBinaryLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        if (loop.hasShortRows() && spillable(loop, c, a, b)) {
            do {
                shortRows(loop, c, a, b);
            } while (loop.nextRows());
            return;
        }
        long cs = loop.stride(0);
        long as = loop.stride(1);
        long bs = loop.stride(2);
        do {
            int n = loop.length();
            long c0 = loop.at(0);
            long a0 = loop.at(1);
            long b0 = loop.at(2);
            if (cs == 1 && as == 1 && bs == 1) {
                contiguous(n, c, c0, a, a0, b, b0);
            } else if (cs == 1 && as == 1 && bs == 0) {
                right(n, c, c0, a, a0, Elements.load(DType.FLOAT32, b, b0));
            } else if (cs == 1 && as == 0 && bs == 1) {
                left(n, c, c0, Elements.load(DType.FLOAT32, a, a0), b, b0);
            } else {
                scalar(n, c, c0, cs, a, a0, as, b, b0, bs);
            }
        } while (loop.next());
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ByteOrder.nativeOrder());
    }

    private static void store(FloatVector vector, MemorySegment memory, long element) {
        vector.intoMemorySegment(memory, element * Float.BYTES, ByteOrder.nativeOrder());
    }

    private static void contiguous(
            int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(FUNCTION.apply(load(a, a0 + j), load(b, b0 + j)), c, c0 + j);
        }
        scalar(n - j, c, c0 + j, 1, a, a0 + j, 1, b, b0 + j, 1);
    }

    private static void right(int n, MemorySegment c, long c0, MemorySegment a, long a0, float y) {
        FloatVector ys = FloatVector.broadcast(SPECIES, y);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(FUNCTION.apply(load(a, a0 + j), ys), c, c0 + j);
        }
        for (; j < n; j++) {
            float x = Elements.load(DType.FLOAT32, a, a0 + j);
            Elements.store(DType.FLOAT32, c, c0 + j, SCALAR.apply(x, y));
        }
    }

    private static void left(int n, MemorySegment c, long c0, float x, MemorySegment b, long b0) {
        FloatVector xs = FloatVector.broadcast(SPECIES, x);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(FUNCTION.apply(xs, load(b, b0 + j)), c, c0 + j);
        }
        for (; j < n; j++) {
            float y = Elements.load(DType.FLOAT32, b, b0 + j);
            Elements.store(DType.FLOAT32, c, c0 + j, SCALAR.apply(x, y));
        }
    }

    private static void scalar(
            int n,
            MemorySegment c,
            long c0,
            long cs,
            MemorySegment a,
            long a0,
            long as,
            MemorySegment b,
            long b0,
            long bs) {
        for (int j = 0; j < n; j++) {
            float x = Elements.load(DType.FLOAT32, a, a0 + j * as);
            float y = Elements.load(DType.FLOAT32, b, b0 + j * bs);
            Elements.store(DType.FLOAT32, c, c0 + j * cs, SCALAR.apply(x, y));
        }
    }

    /**
     * Whether {@link #shortRows} may be used: the rows of c lie one after another, those of a and b do so too or repeat one
     * element each, and nothing that is still to be read lies where a row of c spills over.
     */
    private static boolean spillable(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        int cols = loop.rowLength();
        boolean ordered = loop.rowStep(0) == 1 && loop.stride(0) == cols;
        for (int o = 1; o <= 2; o++) {
            ordered &= loop.rowStep(o) == 0 || (loop.rowStep(o) == 1 && loop.stride(o) == cols);
        }
        return ordered
                && c.asOverlappingSlice(a).isEmpty()
                && c.asOverlappingSlice(b).isEmpty();
    }

    /**
     * Rows shorter than a few vectors, one after another. Each row is worked on in whole vectors; what the last one writes
     * beyond its row is the beginning of the next row, which is written right after. Only rows at the end, where a whole
     * vector would leave the block, are worked on element by element.
     */
    private static void shortRows(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        int rows = loop.length();
        int cols = loop.rowLength();
        int rounded = (cols + LANES - 1) / LANES * LANES;
        int whole = Math.max(rows - (rounded - cols + cols - 1) / cols, 0);
        if (loop.rowStep(1) != 0) {
            wholeRows(whole, cols, c, loop.at(0), a, loop.at(1), b, loop.at(2), loop.stride(2));
        } else if (loop.rowStep(2) != 0) {
            wholeRows(whole, cols, c, loop.at(0), a, loop.at(1), loop.stride(1), b, loop.at(2));
        } else {
            whole = 0;
        }
        for (int i = whole; i < rows; i++) {
            scalar(
                    cols,
                    c,
                    loop.at(0) + i * loop.stride(0),
                    1,
                    a,
                    loop.at(1) + i * loop.stride(1),
                    loop.rowStep(1),
                    b,
                    loop.at(2) + i * loop.stride(2),
                    loop.rowStep(2));
        }
    }

    /** Rows of a with one element of b each. */
    private static void wholeRows(
            int rows, int cols, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0, long bs) {
        for (int i = 0; i < rows; i++) {
            FloatVector y = FloatVector.broadcast(SPECIES, Elements.load(DType.FLOAT32, b, b0 + i * bs));
            long row = (long) i * cols;
            for (int j = 0; j < cols; j += LANES) {
                store(FUNCTION.apply(load(a, a0 + row + j), y), c, c0 + row + j);
            }
        }
    }

    /** One element of a with rows of b each. */
    private static void wholeRows(
            int rows, int cols, MemorySegment c, long c0, MemorySegment a, long a0, long as, MemorySegment b, long b0) {
        for (int i = 0; i < rows; i++) {
            FloatVector x = FloatVector.broadcast(SPECIES, Elements.load(DType.FLOAT32, a, a0 + i * as));
            long row = (long) i * cols;
            for (int j = 0; j < cols; j += LANES) {
                store(FUNCTION.apply(x, load(b, b0 + row + j)), c, c0 + row + j);
            }
        }
    }
}
