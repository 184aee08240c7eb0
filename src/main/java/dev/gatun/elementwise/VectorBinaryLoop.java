package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code c = a op b}, many elements at once: the fast twin of {@link BinaryLoop}; a template, see {@link Specialized}. The last few
 * elements of a run are read and written without helpers, as {@link VectorReductionLoop} explains.
 */
final class VectorBinaryLoop implements BinaryKernel {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final BinaryOp OP = Specialized.operation(MethodHandles.lookup(), BinaryOp.class);
    /** A long function is compiled in one place only: C2 stops inlining beyond a certain size, and then allocates each vector. */
    private static final boolean GATHERED = OP.isCostly();

    private static final VectorFunctions.Binary FUNCTION =
            VectorFunctions.of(OP).orElseThrow();
    private static final VectorSpecies<Float> SPECIES = VectorFunctions.species(OP.isCostly());
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    VectorBinaryLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        if (!GATHERED && loop.hasShortRows() && ShortRows.lieFlat(loop, 0)) {
            shortRows(loop, c, a, b);
            return;
        }
        boolean strided = GATHERED || loop.stride(0) != 1 || !isContiguousOrConstant(loop.stride(1), loop.stride(2));
        Scratch scratch = Scratch.own();
        float[] x = scratch.first(Gather.BUFFER);
        float[] y = scratch.second(Gather.BUFFER);
        int runs = loop.runs();
        do {
            if (strided) {
                stridedRuns(runs, loop, c, a, b, x, y);
            } else {
                runs(runs, loop, c, a, b);
            }
        } while (loop.nextRuns());
    }

    /** Runs at equal distances: stepped over here, as the walk takes as long as a short run. */
    private static void runs(int runs, StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        int n = loop.length();
        boolean constantA = loop.stride(1) == 0;
        boolean constantB = loop.stride(2) == 0;
        long c0 = loop.at(0);
        long a0 = loop.at(1);
        long b0 = loop.at(2);
        if (n <= LANES && !constantA) {
            if (constantB) {
                narrowRight(n, runs, c, c0, loop.runStep(0), a, a0, loop.runStep(1), b, b0, loop.runStep(2));
            } else {
                narrow(n, runs, c, c0, loop.runStep(0), a, a0, loop.runStep(1), b, b0, loop.runStep(2));
            }
            return;
        }
        for (int i = 0; i < runs; i++) {
            if (constantB) {
                right(n, c, c0, a, a0, Elements.load(DType.FLOAT32, b, b0));
            } else if (constantA) {
                left(n, c, c0, Elements.load(DType.FLOAT32, a, a0), b, b0);
            } else {
                straight(n, c, c0, a, a0, b, b0);
            }
            c0 += loop.runStep(0);
            a0 += loop.runStep(1);
            b0 += loop.runStep(2);
        }
    }

    /** Runs of no more than a vector, all under the same mask; one that is the same for all is read once. */
    private static void narrow(
            int n,
            int runs,
            MemorySegment c,
            long c0,
            long cs,
            MemorySegment a,
            long a0,
            long as,
            MemorySegment b,
            long b0,
            long bs) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        VectorMask<Float> lanes = SPECIES.indexInRange(0, n);
        if (bs == 0) {
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, b0 * Float.BYTES, ORDER, lanes);
            for (int i = 0; i < runs; i++) {
                FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + i * as) * Float.BYTES, ORDER, lanes);
                FUNCTION.apply(x, y).intoMemorySegment(c, (c0 + i * cs) * Float.BYTES, ORDER, lanes);
            }
            return;
        }
        for (int i = 0; i < runs; i++) {
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + i * as) * Float.BYTES, ORDER, lanes);
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, (b0 + i * bs) * Float.BYTES, ORDER, lanes);
            FUNCTION.apply(x, y).intoMemorySegment(c, (c0 + i * cs) * Float.BYTES, ORDER, lanes);
        }
    }

    /** The same with a number for each run on the right. */
    private static void narrowRight(
            int n,
            int runs,
            MemorySegment c,
            long c0,
            long cs,
            MemorySegment a,
            long a0,
            long as,
            MemorySegment b,
            long b0,
            long bs) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        VectorMask<Float> lanes = SPECIES.indexInRange(0, n);
        for (int i = 0; i < runs; i++) {
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + i * as) * Float.BYTES, ORDER, lanes);
            FloatVector y = FloatVector.broadcast(SPECIES, Elements.load(DType.FLOAT32, b, b0 + i * bs));
            FUNCTION.apply(x, y).intoMemorySegment(c, (c0 + i * cs) * Float.BYTES, ORDER, lanes);
        }
    }

    private static void stridedRuns(
            int runs, StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b, float[] x, float[] y) {
        for (int i = 0; i < runs; i++) {
            strided(
                    loop.length(),
                    c,
                    loop.at(0) + i * loop.runStep(0),
                    loop.stride(0),
                    a,
                    loop.at(1) + i * loop.runStep(1),
                    loop.stride(1),
                    b,
                    loop.at(2) + i * loop.runStep(2),
                    loop.stride(2),
                    x,
                    y);
        }
    }

    private static boolean isContiguousOrConstant(long as, long bs) {
        return (as == 1 && (bs == 1 || bs == 0)) || (as == 0 && bs == 1);
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ORDER);
    }

    private static void store(FloatVector vector, MemorySegment memory, long element) {
        vector.intoMemorySegment(memory, element * Float.BYTES, ORDER);
    }

    @Override
    public void contiguous(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        if (GATHERED) {
            gathered(n, c, c0, a, a0, b, b0, 1);
        } else {
            straight(n, c, c0, a, a0, b, b0);
        }
    }

    @Override
    public void right(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        if (GATHERED) {
            gathered(n, c, c0, a, a0, b, b0, 0);
        } else {
            right(n, c, c0, a, a0, Elements.load(DType.FLOAT32, b, b0));
        }
    }

    /** The last vector ends with the last element, and is read before anything is written: c may be a or b. */
    private static void straight(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        if (n < LANES) {
            VectorMask<Float> lanes = SPECIES.indexInRange(0, n);
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, a0 * Float.BYTES, ORDER, lanes);
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, b0 * Float.BYTES, ORDER, lanes);
            FUNCTION.apply(x, y).intoMemorySegment(c, c0 * Float.BYTES, ORDER, lanes);
            return;
        }
        int end = n - LANES;
        FloatVector last = FUNCTION.apply(load(a, a0 + end), load(b, b0 + end));
        for (int j = 0; j < end; j += LANES) {
            store(FUNCTION.apply(load(a, a0 + j), load(b, b0 + j)), c, c0 + j);
        }
        store(last, c, c0 + end);
    }

    private static void right(int n, MemorySegment c, long c0, MemorySegment a, long a0, float y) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        FloatVector ys = FloatVector.broadcast(SPECIES, y);
        if (n < LANES) {
            VectorMask<Float> lanes = SPECIES.indexInRange(0, n);
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, a0 * Float.BYTES, ORDER, lanes);
            FUNCTION.apply(x, ys).intoMemorySegment(c, c0 * Float.BYTES, ORDER, lanes);
            return;
        }
        int end = n - LANES;
        FloatVector last = FUNCTION.apply(load(a, a0 + end), ys);
        for (int j = 0; j < end; j += LANES) {
            store(FUNCTION.apply(load(a, a0 + j), ys), c, c0 + j);
        }
        store(last, c, c0 + end);
    }

    private static void left(int n, MemorySegment c, long c0, float x, MemorySegment b, long b0) {
        c = Kinds.exactly(KIND, c);
        b = Kinds.exactly(KIND, b);
        FloatVector xs = FloatVector.broadcast(SPECIES, x);
        if (n < LANES) {
            VectorMask<Float> lanes = SPECIES.indexInRange(0, n);
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, b0 * Float.BYTES, ORDER, lanes);
            FUNCTION.apply(xs, y).intoMemorySegment(c, c0 * Float.BYTES, ORDER, lanes);
            return;
        }
        int end = n - LANES;
        FloatVector last = FUNCTION.apply(xs, load(b, b0 + end));
        for (int j = 0; j < end; j += LANES) {
            store(FUNCTION.apply(xs, load(b, b0 + j)), c, c0 + j);
        }
        store(last, c, c0 + end);
    }

    private static void gathered(
            int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0, long bs) {
        Scratch scratch = Scratch.own();
        strided(n, c, c0, 1, a, a0, 1, b, b0, bs, scratch.first(Gather.BUFFER), scratch.second(Gather.BUFFER));
    }

    private static void strided(
            int n,
            MemorySegment c,
            long c0,
            long cs,
            MemorySegment a,
            long a0,
            long as,
            MemorySegment b,
            long b0,
            long bs,
            float[] x,
            float[] y) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        for (int from = 0; from < n; from += Gather.BUFFER) {
            int count = Math.min(Gather.BUFFER, n - from);
            long c1 = c0 + from * cs;
            long a1 = a0 + from * as;
            long b1 = b0 + from * bs;
            if (!GATHERED && cs == 1 && as == 1) {
                Gather.gather(y, count, b, b1, bs);
                bufferRight(count, c, c1, a, a1, y);
            } else if (!GATHERED && cs == 1 && bs == 1) {
                Gather.gather(x, count, a, a1, as);
                bufferLeft(count, c, c1, x, b, b1);
            } else {
                Gather.gather(x, count, a, a1, as);
                Gather.gather(y, count, b, b1, bs);
                for (int j = 0; j < count; j += LANES) {
                    FUNCTION.apply(FloatVector.fromArray(SPECIES, x, j), FloatVector.fromArray(SPECIES, y, j))
                            .intoArray(x, j);
                }
                Gather.scatter(x, count, c, c1, cs);
            }
        }
    }

    /**
     * Rows shorter than a few vectors, which in c lie one after another: a few rows at a time are one contiguous run. An
     * operand that does not lie so, as the one that is broadcast, is laid out beforehand in a buffer that stays in the cache.
     */
    private static void shortRows(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        int cols = loop.rowLength();
        int rows = ShortRows.BUFFER / cols;
        boolean flatA = ShortRows.lieFlat(loop, 1);
        boolean flatB = ShortRows.lieFlat(loop, 2);
        if (flatB && loop.rowStep(1) == 0 && isApart(c, b)) {
            do {
                rowsLeft(loop.length(), cols, c, loop.at(0), a, loop.at(1), loop.stride(1), b, loop.at(2));
            } while (loop.nextRows());
            return;
        }
        if (flatA && loop.rowStep(2) == 0 && isApart(c, a)) {
            do {
                rowsRight(loop.length(), cols, c, loop.at(0), a, loop.at(1), b, loop.at(2), loop.stride(2));
            } while (loop.nextRows());
            return;
        }
        Scratch scratch = Scratch.own();
        float[] as = scratch.first(ShortRows.ROOM);
        float[] bs = scratch.second(ShortRows.ROOM);
        do {
            for (int i = 0; i < loop.length(); i += rows) {
                int count = Math.min(rows, loop.length() - i);
                int n = count * cols;
                long c0 = loop.at(0) + i * loop.stride(0);
                long a0 = loop.at(1) + i * loop.stride(1);
                long b0 = loop.at(2) + i * loop.stride(2);
                if (!flatA) {
                    ShortRows.layOut(as, count, cols, a, a0, loop.stride(1), loop.rowStep(1));
                }
                if (!flatB) {
                    ShortRows.layOut(bs, count, cols, b, b0, loop.stride(2), loop.rowStep(2));
                }
                if (flatA && flatB) {
                    straight(n, c, c0, a, a0, b, b0);
                } else if (flatA) {
                    bufferRight(n, c, c0, a, a0, bs);
                } else if (flatB) {
                    bufferLeft(n, c, c0, as, b, b0);
                } else {
                    buffers(n, c, c0, as, bs);
                }
            }
        } while (loop.nextRows());
    }

    private static boolean isApart(MemorySegment x, MemorySegment y) {
        return x.asOverlappingSlice(y).isEmpty();
    }

    /** Rows that can be computed in whole vectors without reaching beyond the last one. */
    private static int wholeRows(int rows, int cols) {
        int width = (cols + LANES - 1) / LANES * LANES;
        return Math.max(0, rows - (width - cols + cols - 1) / cols);
    }

    /**
     * A number for each row of b. Whole vectors are computed and stored: what spills over is computed again with the next
     * row. So c must not be b, whose next row that would change.
     */
    private static void rowsLeft(
            int rows, int cols, MemorySegment c, long c0, MemorySegment a, long a0, long as, MemorySegment b, long b0) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        int whole = wholeRows(rows, cols);
        for (int i = 0; i < whole; i++) {
            FloatVector x = FloatVector.broadcast(SPECIES, Elements.load(DType.FLOAT32, a, a0 + i * as));
            long at = (long) i * cols;
            int j = 0;
            do {
                store(FUNCTION.apply(x, load(b, b0 + at + j)), c, c0 + at + j);
                j += LANES;
            } while (j < cols);
        }
        for (int i = whole; i < rows; i++) {
            float x = Elements.load(DType.FLOAT32, a, a0 + i * as);
            left(cols, c, c0 + (long) i * cols, x, b, b0 + (long) i * cols);
        }
    }

    /** The same with the numbers on the right; c must not be a. */
    private static void rowsRight(
            int rows, int cols, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0, long bs) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        int whole = wholeRows(rows, cols);
        for (int i = 0; i < whole; i++) {
            FloatVector y = FloatVector.broadcast(SPECIES, Elements.load(DType.FLOAT32, b, b0 + i * bs));
            long at = (long) i * cols;
            int j = 0;
            do {
                store(FUNCTION.apply(load(a, a0 + at + j), y), c, c0 + at + j);
                j += LANES;
            } while (j < cols);
        }
        for (int i = whole; i < rows; i++) {
            float y = Elements.load(DType.FLOAT32, b, b0 + i * bs);
            right(cols, c, c0 + (long) i * cols, a, a0 + (long) i * cols, y);
        }
    }

    private static void bufferRight(int n, MemorySegment c, long c0, MemorySegment a, long a0, float[] b) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(FUNCTION.apply(load(a, a0 + j), FloatVector.fromArray(SPECIES, b, j)), c, c0 + j);
        }
        if (j < n) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, n);
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + j) * Float.BYTES, ORDER, rest);
            FUNCTION.apply(x, FloatVector.fromArray(SPECIES, b, j))
                    .intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER, rest);
        }
    }

    private static void bufferLeft(int n, MemorySegment c, long c0, float[] a, MemorySegment b, long b0) {
        c = Kinds.exactly(KIND, c);
        b = Kinds.exactly(KIND, b);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(FUNCTION.apply(FloatVector.fromArray(SPECIES, a, j), load(b, b0 + j)), c, c0 + j);
        }
        if (j < n) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, n);
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, (b0 + j) * Float.BYTES, ORDER, rest);
            FUNCTION.apply(FloatVector.fromArray(SPECIES, a, j), y)
                    .intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER, rest);
        }
    }

    private static void buffers(int n, MemorySegment c, long c0, float[] a, float[] b) {
        c = Kinds.exactly(KIND, c);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, j);
            store(FUNCTION.apply(x, FloatVector.fromArray(SPECIES, b, j)), c, c0 + j);
        }
        if (j < n) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, j);
            VectorMask<Float> rest = SPECIES.indexInRange(j, n);
            FUNCTION.apply(x, FloatVector.fromArray(SPECIES, b, j))
                    .intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER, rest);
        }
    }
}
