package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums and extremes, many elements at once and in double precision as in {@link ReductionLoop}, whose fast twin this is; a
 * template, see {@link Specialized}.
 */
final class VectorReductionLoop implements ReductionKernel {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final Reduction OP = Specialized.operation(MethodHandles.lookup(), Reduction.class);
    private static final Reduction.Function SCALAR = OP.function();

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    /** As many floats as there are double lanes. */
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

    private static final int LANES = DOUBLES.length();
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /** For what does not lie contiguously. */
    private final ReductionKernel scalar =
            Specialized.copy(MethodHandles.lookup(), ReductionLoop.class, ReductionKernel.class, OP);

    VectorReductionLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment a, MemorySegment sums) {
        if (loop.hasShortRows()
                && loop.rowStep(0) == 1
                && loop.rowStep(1) == 1
                && loop.stride(1) == 0
                && loop.stride(0) >= 0) {
            do {
                columns(loop.length(), loop.rowLength(), a, loop.at(0), loop.stride(0), sums, loop.at(1));
            } while (loop.nextRows());
            return;
        }
        boolean along = loop.stride(1) == 0;
        if (loop.stride(0) != 1 || !(along || loop.stride(1) == 1)) {
            scalar.run(loop, a, sums);
            return;
        }
        if (!along && loop.runs() > 1 && loop.runStep(1) == 0 && loop.runStep(0) >= 0) {
            do {
                wideColumns(loop.runs(), loop.length(), a, loop.at(0), loop.runStep(0), sums, loop.at(1));
            } while (loop.nextRuns());
            return;
        }
        do {
            if (along) {
                add(sums, loop.at(1), along(loop.length(), a, loop.at(0)));
            } else {
                across(loop.length(), a, loop.at(0), sums, loop.at(1));
            }
        } while (loop.next());
    }

    private static DoubleVector load(MemorySegment memory, long element) {
        FloatVector floats =
                FloatVector.fromMemorySegment(FLOATS, memory, element * Float.BYTES, ByteOrder.nativeOrder());
        return (DoubleVector) floats.convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    /** Called on x, whose class C2 knows, as it comes from memory; that of an accumulator is lost in a loop. */
    private static DoubleVector fold(DoubleVector x, DoubleVector accumulator) {
        return OP == Reduction.SUM ? x.add(accumulator) : OP == Reduction.MAX ? x.max(accumulator) : x.min(accumulator);
    }

    private static double fold(DoubleVector accumulator) {
        DoubleVector known = fold(identity(), accumulator);
        return OP == Reduction.SUM
                ? known.reduceLanes(VectorOperators.ADD)
                : OP == Reduction.MAX ? known.reduceLanes(VectorOperators.MAX) : known.reduceLanes(VectorOperators.MIN);
    }

    private static DoubleVector identity() {
        return DoubleVector.broadcast(DOUBLES, OP.identity());
    }

    private static void add(MemorySegment sums, long s, double value) {
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        sums.set(DOUBLE, s * Double.BYTES, SCALAR.apply(sums.get(DOUBLE, s * Double.BYTES), value));
    }

    /** Four accumulators hide the latency of an addition. */
    @Override
    public double along(int n, MemorySegment a, long a0) {
        a = Kinds.exactly(KIND, a);
        DoubleVector s0 = identity();
        DoubleVector s1 = identity();
        DoubleVector s2 = identity();
        DoubleVector s3 = identity();
        int j = 0;
        for (; j <= n - 4 * LANES; j += 4 * LANES) {
            s0 = fold(load(a, a0 + j), s0);
            s1 = fold(load(a, a0 + j + LANES), s1);
            s2 = fold(load(a, a0 + j + 2L * LANES), s2);
            s3 = fold(load(a, a0 + j + 3L * LANES), s3);
        }
        DoubleVector even = fold(fold(identity(), s0), s1);
        DoubleVector odd = fold(fold(identity(), s2), s3);
        double sum = fold(fold(even, odd));
        for (; j < n; j++) {
            sum = SCALAR.apply(sum, Elements.load(DType.FLOAT32, a, a0 + j));
        }
        return sum;
    }

    /** The columns of long rows: as many at a time as fill two cache lines of a row, each vector of them a register. */
    private static void wideColumns(
            int rows, int cols, MemorySegment a, long a0, long step, MemorySegment sums, long s0) {
        a = Kinds.exactly(KIND, a);
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        int first = 0;
        for (; first <= cols - 4 * LANES; first += 4 * LANES) {
            DoubleVector c0 = identity();
            DoubleVector c1 = identity();
            DoubleVector c2 = identity();
            DoubleVector c3 = identity();
            long at = a0 + first;
            for (int i = 0; i < rows; i++) {
                c0 = fold(load(a, at), c0);
                c1 = fold(load(a, at + LANES), c1);
                c2 = fold(load(a, at + 2L * LANES), c2);
                c3 = fold(load(a, at + 3L * LANES), c3);
                at += step;
            }
            addAll(sums, s0 + first, c0);
            addAll(sums, s0 + first + LANES, c1);
            addAll(sums, s0 + first + 2L * LANES, c2);
            addAll(sums, s0 + first + 3L * LANES, c3);
        }
        if (first < cols) {
            columns(rows, cols - first, a, a0 + first, step, sums, s0 + first);
        }
    }

    private static void addAll(MemorySegment sums, long s, DoubleVector values) {
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        DoubleVector known = DoubleVector.fromMemorySegment(DOUBLES, sums, s * Double.BYTES, ByteOrder.nativeOrder());
        fold(known, values).intoMemorySegment(sums, s * Double.BYTES, ByteOrder.nativeOrder());
    }

    /** A contiguous run that is kept: each element has an accumulator of its own. */
    private static void across(int n, MemorySegment a, long a0, MemorySegment sums, long s0) {
        a = Kinds.exactly(KIND, a);
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            long s = (s0 + j) * Double.BYTES;
            DoubleVector known = DoubleVector.fromMemorySegment(DOUBLES, sums, s, ByteOrder.nativeOrder());
            fold(known, load(a, a0 + j)).intoMemorySegment(sums, s, ByteOrder.nativeOrder());
        }
        for (; j < n; j++) {
            add(sums, s0 + j, Elements.load(DType.FLOAT32, a, a0 + j));
        }
    }

    /**
     * The columns of short rows, a vector of columns at a time. The last vector reads beyond its row, which changes nothing:
     * the lanes too many are dropped. Rows at the end, where it would read beyond the block, are added one by one.
     */
    private static void columns(int rows, int cols, MemorySegment a, long a0, long step, MemorySegment sums, long s0) {
        a = Kinds.exactly(KIND, a);
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        for (int first = 0; first < cols; first += LANES) {
            int used = Math.min(LANES, cols - first);
            int missing = LANES - used;
            int whole = missing == 0 ? rows : step == 0 ? 0 : (int) Math.max(rows - (missing + step - 1) / step, 0);
            DoubleVector c0 = identity();
            DoubleVector c1 = identity();
            DoubleVector c2 = identity();
            DoubleVector c3 = identity();
            int i = 0;
            long at = a0 + first;
            for (; i < whole - 3; i += 4) {
                c0 = fold(load(a, at), c0);
                c1 = fold(load(a, at + step), c1);
                c2 = fold(load(a, at + 2 * step), c2);
                c3 = fold(load(a, at + 3 * step), c3);
                at += 4 * step;
            }
            for (; i < whole; i++) {
                c0 = fold(load(a, at), c0);
                at += step;
            }
            DoubleVector sum = fold(fold(fold(identity(), c0), c1), fold(fold(identity(), c2), c3));
            for (int j = 0; j < used; j++) {
                add(sums, s0 + first + j, sum.lane(j));
            }
            for (; i < rows; i++) {
                for (int j = 0; j < used; j++) {
                    add(sums, s0 + first + j, Elements.load(DType.FLOAT32, a, a0 + first + j + i * step));
                }
            }
        }
    }
}
