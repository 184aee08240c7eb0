package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code c = a op b}, many elements at once: the fast twin of {@link BinaryLoop}; a template, see {@link Specialized}. The last few
 * elements of a run are read and written without helpers, as {@link VectorReductionLoop} explains.
 */
final class VectorBinaryLoop extends Apart implements BinaryKernel {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final BinaryOp OP = Specialized.operation(MethodHandles.lookup(), BinaryOp.class);
    private static final VectorOperators.Binary OPERATOR =
            VectorFunctions.of(OP).orElseThrow();
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final FloatVector ZERO = FloatVector.zero(SPECIES);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Elements from which on {@link VectorStreamLoop} is taken: 768 KiB of two operands and a result. */
    static final int STREAMED = 1 << 16;

    /** Not final, as {@link VectorUnaryLoop} says. */
    private static int oneVector = LANES;

    private final StreamKernel stream =
            Specialized.copy(MethodHandles.lookup(), VectorStreamLoop.class, StreamKernel.class, OP, KIND);

    private final RowsKernel rows =
            Specialized.copy(MethodHandles.lookup(), VectorRowsLoop.class, RowsKernel.class, OP, KIND);

    VectorBinaryLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        if (loop.hasShortRows() && loop.rowStep(0) == 1 && loop.stride(0) == loop.rowLength()) {
            do {
                rows.run(
                        loop.length(),
                        loop.rowLength(),
                        c,
                        loop.at(0),
                        a,
                        loop.at(1),
                        loop.stride(1),
                        loop.rowStep(1),
                        b,
                        loop.at(2),
                        loop.stride(2),
                        loop.rowStep(2));
            } while (loop.nextRows());
            return;
        }
        boolean strided = loop.stride(0) != 1 || !isContiguousOrConstant(loop.stride(1), loop.stride(2));
        boolean repeated = !strided && isRepeated(loop);
        Scratch scratch = Scratch.own();
        float[] x = scratch.first(Gather.BUFFER);
        float[] y = scratch.second(Gather.BUFFER);
        int runs = loop.runs();
        do {
            if (repeated) {
                rows.run(
                        runs,
                        loop.length(),
                        c,
                        loop.at(0),
                        a,
                        loop.at(1),
                        loop.runStep(1),
                        loop.stride(1),
                        b,
                        loop.at(2),
                        loop.runStep(2),
                        loop.stride(2));
            } else if (strided) {
                stridedRuns(runs, loop, c, a, b, x, y);
            } else {
                runs(runs, loop, c, a, b);
            }
        } while (loop.nextRuns());
    }

    @Override
    public RowsKernel rows() {
        return rows;
    }

    /** Whether the runs are rows that lie one after another, and one operand is repeated for each. */
    private static boolean isRepeated(StridedLoop loop) {
        return loop.runs() > 1
                && loop.runStep(0) == loop.length()
                && (RowsKernel.pays(loop, 1, 2) || RowsKernel.pays(loop, 2, 1));
    }

    /** Runs at equal distances: stepped over here, as the walk takes as long as a short run. */
    private void runs(int runs, StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
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
        boolean streamed = (long) n * runs >= STREAMED;
        for (int i = 0; i < runs; i++) {
            if (constantB) {
                right(n, c, c0, a, a0, Elements.load(DType.FLOAT32, b, b0));
            } else if (constantA) {
                left(n, c, c0, Elements.load(DType.FLOAT32, a, a0), b, b0);
            } else if (streamed && n >= LANES) {
                stream.run(n, c, c0, a, a0, b, b0);
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
                apply(x, y).intoMemorySegment(c, (c0 + i * cs) * Float.BYTES, ORDER, lanes);
            }
            return;
        }
        for (int i = 0; i < runs; i++) {
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + i * as) * Float.BYTES, ORDER, lanes);
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, (b0 + i * bs) * Float.BYTES, ORDER, lanes);
            apply(x, y).intoMemorySegment(c, (c0 + i * cs) * Float.BYTES, ORDER, lanes);
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
            apply(x, y).intoMemorySegment(c, (c0 + i * cs) * Float.BYTES, ORDER, lanes);
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

    @Override
    public void contiguous(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        if (n >= STREAMED) {
            stream.run(n, c, c0, a, a0, b, b0);
        } else {
            straight(n, c, c0, a, a0, b, b0);
        }
    }

    @Override
    public void right(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        right(n, c, c0, a, a0, Elements.load(DType.FLOAT32, b, b0));
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
            apply(x, y).intoMemorySegment(c, c0 * Float.BYTES, ORDER, lanes);
            return;
        }
        int end = n - LANES;
        FloatVector last = apply(load(a, a0 + end), load(b, b0 + end));
        for (int j = 0; j < end; j += LANES) {
            store(apply(load(a, a0 + j), load(b, b0 + j)), c, c0 + j);
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
            apply(x, ys).intoMemorySegment(c, c0 * Float.BYTES, ORDER, lanes);
            return;
        }
        int end = n - LANES;
        FloatVector last = apply(load(a, a0 + end), ys);
        int step = oneVector;
        for (int j = 0; j < end; j += step) {
            store(apply(load(a, a0 + j), ys), c, c0 + j);
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
            apply(xs, y).intoMemorySegment(c, c0 * Float.BYTES, ORDER, lanes);
            return;
        }
        int end = n - LANES;
        FloatVector last = apply(xs, load(b, b0 + end));
        int step = oneVector;
        for (int j = 0; j < end; j += step) {
            store(apply(xs, load(b, b0 + j)), c, c0 + j);
        }
        store(last, c, c0 + end);
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
            if (cs == 1 && as == 1) {
                Gather.gather(y, count, b, b1, bs);
                bufferRight(count, c, c1, a, a1, y);
            } else if (cs == 1 && bs == 1) {
                Gather.gather(x, count, a, a1, as);
                bufferLeft(count, c, c1, x, b, b1);
            } else {
                Gather.gather(x, count, a, a1, as);
                Gather.gather(y, count, b, b1, bs);
                for (int j = 0; j < count; j += LANES) {
                    apply(FloatVector.fromArray(SPECIES, x, j), FloatVector.fromArray(SPECIES, y, j))
                            .intoArray(x, j);
                }
                Gather.scatter(x, count, c, c1, cs);
            }
        }
    }

    private static void bufferRight(int n, MemorySegment c, long c0, MemorySegment a, long a0, float[] b) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(apply(load(a, a0 + j), FloatVector.fromArray(SPECIES, b, j)), c, c0 + j);
        }
        if (j < n) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, n);
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + j) * Float.BYTES, ORDER, rest);
            apply(x, FloatVector.fromArray(SPECIES, b, j)).intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER, rest);
        }
    }

    private static void bufferLeft(int n, MemorySegment c, long c0, float[] a, MemorySegment b, long b0) {
        c = Kinds.exactly(KIND, c);
        b = Kinds.exactly(KIND, b);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(apply(FloatVector.fromArray(SPECIES, a, j), load(b, b0 + j)), c, c0 + j);
        }
        if (j < n) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, n);
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, (b0 + j) * Float.BYTES, ORDER, rest);
            apply(FloatVector.fromArray(SPECIES, a, j), y).intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER, rest);
        }
    }
}
