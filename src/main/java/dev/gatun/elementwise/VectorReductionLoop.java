package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums and extremes, many elements at once: the fast twin of {@link ReductionLoop}; a template, see {@link Specialized}.
 *
 * <p>Eight vectors at a time are folded in float, pair by pair, and what that gives in double precision. For sums that is
 * three roundings to float, a relative error of 2^-22 of the sum of the absolute values at most, however many there are; it
 * takes a third of the time of folding all in double, and leaves the loop bound by the caches. Where eight elements
 * overflow, the run is folded again in double precision.
 *
 * <p>Vectors go from one method to another in the hottest loops only. Elsewhere C2 does not inline the method if it has seen
 * it little when it compiles, and then each vector between the two is an object, a hundred times slower, for as long as the
 * process lives.
 */
final class VectorReductionLoop extends Apart implements ReductionKernel {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final Reduction OP = Specialized.operation(MethodHandles.lookup(), Reduction.class);
    private static final Reduction.Function SCALAR = OP.function();

    private static final VectorOperators.Associative FOLD =
            OP == Reduction.SUM ? VectorOperators.ADD : OP == Reduction.MAX ? VectorOperators.MAX : VectorOperators.MIN;

    private static final double IDENTITY = OP.identity();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    /** As many floats as there are double lanes. */
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

    private static final int LANES = DOUBLES.length();
    private static final FloatVector IDENTITIES = FloatVector.broadcast(FLOATS, (float) IDENTITY);
    private static final FloatVector PLACES = FloatVector.zero(FLOATS).addIndex(1);

    /** Elements that stay in the second-level cache, in whatever order they are read. */
    private static final int SOME = 1 << 16;

    /** Columns that are too few for vectors of their own. */
    private static final int NARROW = 32;

    /** Elements that stay in the first-level cache, in whatever order they are read. */
    private static final int FEW = 4096;

    /**
     * The elements of a step. Not final, so that C2 does not know it and does not unroll the loop: unrolled eight times, the loads
     * go to and fro over two kilobytes, and memory is read half as fast.
     */
    private static int eightVectors = 8 * LANES;

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
                anyColumns(loop.length(), loop.rowLength(), a, loop.at(0), loop.stride(0), sums, loop.at(1));
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
                anyColumns(loop.runs(), loop.length(), a, loop.at(0), loop.runStep(0), sums, loop.at(1));
            } while (loop.nextRuns());
            return;
        }
        double[] folded = Scratch.own().doubles(1);
        do {
            if (along) {
                anyRuns(1, loop.length(), a, loop.at(0), folded);
                add(sums, loop.at(1), folded[0]);
            } else {
                across(loop.length(), a, loop.at(0), sums, loop.at(1));
            }
        } while (loop.next());
    }

    private static FloatVector floats(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(FLOATS, memory, element * Float.BYTES, ORDER);
    }

    /** Two vectors, a step apart. This, and what is made of it, is so small that C2 inlines it wherever it is called. */
    private static FloatVector two(MemorySegment memory, long at, long step) {
        return floats(memory, at).lanewise(FOLD, floats(memory, at + step));
    }

    private static FloatVector four(MemorySegment memory, long at, long step) {
        return two(memory, at, step).lanewise(FOLD, two(memory, at + 2 * step, step));
    }

    private static FloatVector eightFloats(MemorySegment memory, long at, long step) {
        return four(memory, at, step).lanewise(FOLD, four(memory, at + 4 * step, step));
    }

    private static DoubleVector eight(MemorySegment memory, long at, long step) {
        return (DoubleVector) eightFloats(memory, at, step).convertShape(VectorOperators.F2D, DOUBLES, 0);
    }

    /** Whether eight elements may have overflowed on the way to this. */
    private static boolean overflowed(double folded) {
        return OP == Reduction.SUM && !Double.isFinite(folded);
    }

    private static void add(MemorySegment sums, long s, double value) {
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        sums.set(DOUBLE, s * Double.BYTES, SCALAR.apply(sums.get(DOUBLE, s * Double.BYTES), value));
    }

    @Override
    public void runs(int runs, int n, MemorySegment a, long a0, double[] folded) {
        anyRuns(runs, n, a, a0, folded);
    }

    private static void anyRuns(int runs, int n, MemorySegment a, long a0, double[] folded) {
        if (n < LANES) {
            for (int i = 0; i < runs; i++) {
                folded[i] = exactly(n, a, a0 + (long) i * n);
            }
            return;
        }
        longRuns(runs, n, a, a0, folded);
        for (int i = 0; i < runs; i++) {
            if (overflowed(folded[i])) {
                folded[i] = exactly(n, a, a0 + (long) i * n);
            }
        }
    }

    /**
     * Runs of a vector or more, in one method, so that the end of one and the beginning of the next overlap. What is left after
     * eights is a four, a two, a vector, and a last one without those of its elements that were there before.
     */
    private static void longRuns(int runs, int n, MemorySegment a, long a0, double[] folded) {
        a = Kinds.exactly(KIND, a);
        int step = eightVectors;
        int left = n % step;
        int elements = left % LANES;
        VectorMask<Float> known = PLACES.compare(VectorOperators.LT, (float) (LANES - elements));
        for (int i = 0; i < runs; i++) {
            long at = a0 + (long) i * n;
            DoubleVector all = DoubleVector.broadcast(DOUBLES, IDENTITY);
            int j = 0;
            for (; j <= n - step; j += step) {
                all = eight(a, at + j, LANES).lanewise(FOLD, all);
            }
            DoubleVector rest = DoubleVector.broadcast(DOUBLES, IDENTITY);
            if ((left & 4 * LANES) != 0) {
                FloatVector x = four(a, at + j, LANES);
                rest = ((DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, 0)).lanewise(FOLD, rest);
                j += 4 * LANES;
            }
            if ((left & 2 * LANES) != 0) {
                FloatVector x = two(a, at + j, LANES);
                rest = ((DoubleVector) x.convertShape(VectorOperators.F2D, DOUBLES, 0)).lanewise(FOLD, rest);
                j += 2 * LANES;
            }
            if ((left & LANES) != 0) {
                rest = ((DoubleVector) floats(a, at + j).convertShape(VectorOperators.F2D, DOUBLES, 0))
                        .lanewise(FOLD, rest);
            }
            if (elements != 0) {
                FloatVector last = floats(a, at + n - LANES).blend(IDENTITIES, known);
                rest = ((DoubleVector) last.convertShape(VectorOperators.F2D, DOUBLES, 0)).lanewise(FOLD, rest);
            }
            folded[i] = all.lanewise(FOLD, rest).reduceLanes(FOLD);
        }
    }

    /** A run in double precision alone. */
    private static double exactly(int n, MemorySegment a, long a0) {
        a = Kinds.exactly(KIND, a);
        double folded = IDENTITY;
        for (int j = 0; j < n; j++) {
            folded = SCALAR.apply(folded, Elements.load(DType.FLOAT32, a, a0 + j));
        }
        return folded;
    }

    @Override
    public void columns(int rows, int cols, MemorySegment a, long a0, MemorySegment sums, long s0) {
        anyColumns(rows, cols, a, a0, cols, sums, s0);
    }

    private static void anyColumns(
            int rows, int cols, MemorySegment a, long a0, long step, MemorySegment sums, long s0) {
        if (cols < NARROW && step == cols && rows >= 2 * LANES) {
            narrowColumns(rows, cols, a, a0, sums, s0);
        } else if (cols < NARROW || (long) rows * cols <= FEW) {
            columns(rows, cols, a, a0, step, sums, s0);
        } else {
            wideColumns(rows, cols, a, a0, step, sums, s0);
        }
    }

    /**
     * The columns of rows of a few elements that lie one after another, in vectors that go across their ends: after a period of
     * some vectors, which are some rows, the same columns are in the same lanes again.
     */
    private static void narrowColumns(int rows, int cols, MemorySegment a, long a0, MemorySegment sums, long s0) {
        int common = Math.min(Integer.lowestOneBit(cols), LANES); // the greatest divisor of both
        int vectors = cols / common;
        int period = LANES / common;
        MemorySegment lanes = Scratch.own().columns(vectors * LANES);
        int whole = rows - rows % period;
        periods(whole / period, vectors, a, a0, lanes);
        if (overflowed(vectors * LANES, lanes)) {
            exactColumns(rows, cols, a, a0, cols, sums, s0);
            return;
        }
        for (int i = 0; i < period; i++) { // the lanes of a period are its rows
            fold(cols, lanes, (long) i * cols, sums, s0);
        }
        for (int i = whole; i < rows; i++) {
            across(cols, a, a0 + (long) i * cols, sums, s0);
        }
    }

    /** Each vector of a period, folded over so many periods. */
    private static void periods(int count, int vectors, MemorySegment a, long a0, MemorySegment lanes) {
        a = Kinds.exactly(KIND, a);
        lanes = Kinds.exactly(Kinds.NATIVE, lanes);
        long step = (long) vectors * LANES;
        for (int v = 0; v < vectors; v++) {
            DoubleVector all = DoubleVector.broadcast(DOUBLES, IDENTITY);
            long at = a0 + (long) v * LANES;
            int i = 0;
            for (; i <= count - 8; i += 8) {
                all = eight(a, at, step).lanewise(FOLD, all);
                at += 8 * step;
            }
            for (; i < count; i++) {
                FloatVector next = FloatVector.fromMemorySegment(FLOATS, a, at * Float.BYTES, ORDER);
                all = ((DoubleVector) next.convertShape(VectorOperators.F2D, DOUBLES, 0)).lanewise(FOLD, all);
                at += step;
            }
            all.intoMemorySegment(lanes, (long) v * LANES * Double.BYTES, ORDER);
        }
    }

    private static boolean overflowed(int count, MemorySegment folded) {
        folded = Kinds.exactly(Kinds.NATIVE, folded);
        boolean overflowed = false;
        for (int i = 0; i < count; i++) {
            overflowed |= overflowed(folded.get(DOUBLE, (long) i * Double.BYTES));
        }
        return overflowed;
    }

    /** The columns of long rows, eight rows at a time; accumulators stay in the caches, and rows are read as far as these reach. */
    private static void wideColumns(
            int rows, int cols, MemorySegment a, long a0, long step, MemorySegment sums, long s0) {
        MemorySegment columns = Scratch.own().columns(Math.min(cols, Scratch.COLUMNS));
        for (int first = 0; first < cols; first += Scratch.COLUMNS) {
            int count = Math.min(cols - first, Scratch.COLUMNS);
            int whole = rows < 8 ? 0 : count & -(2 * LANES);
            if (!someColumns(rows, whole, a, a0 + first, step, columns, sums, s0 + first)) {
                whole = 0;
            }
            if (whole < count) {
                columns(rows, count - whole, a, a0 + first + whole, step, sums, s0 + first + whole);
            }
        }
    }

    /** Whole vectors of columns; nothing is done, and the answer is false, if eight elements of one overflow. */
    private static boolean someColumns(
            int rows,
            int cols,
            MemorySegment a,
            long a0,
            long step,
            MemorySegment columns,
            MemorySegment sums,
            long s0) {
        a = Kinds.exactly(KIND, a);
        columns = Kinds.exactly(Kinds.NATIVE, columns);
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        for (long j = 0; j < cols; j += LANES) {
            DoubleVector.broadcast(DOUBLES, IDENTITY).intoMemorySegment(columns, j * Double.BYTES, ORDER);
        }
        int whole = rows & -8;
        if ((long) rows * cols <= SOME) {
            for (int j = 0; j < cols; j += 2 * LANES) {
                strip(whole, a, a0 + j, step, columns, (long) j * Double.BYTES);
            }
        } else {
            eights(whole, cols, a, a0, step, columns);
        }
        for (int i = whole; i < rows; i++) {
            across(cols, a, a0 + i * step, columns, 0);
        }
        boolean overflowed = overflowed(cols, columns);
        if (!overflowed) {
            fold(cols, columns, 0, sums, s0);
        }
        return !overflowed;
    }

    /** Eight rows at a time from left to right, as memory is read ahead; all rows are so many times eight. */
    private static void eights(int rows, int cols, MemorySegment a, long a0, long step, MemorySegment columns) {
        a = Kinds.exactly(KIND, a);
        columns = Kinds.exactly(Kinds.NATIVE, columns);
        for (int i = 0; i < rows; i += 8) {
            long at = a0 + i * step;
            for (int j = 0; j < cols; j += LANES) {
                DoubleVector known = DoubleVector.fromMemorySegment(DOUBLES, columns, (long) j * Double.BYTES, ORDER);
                eight(a, at + j, step).lanewise(FOLD, known).intoMemorySegment(columns, (long) j * Double.BYTES, ORDER);
            }
        }
    }

    /** The same from top to bottom: two vectors of columns, whose accumulators stay in registers meanwhile. */
    private static void strip(int rows, MemorySegment a, long a0, long step, MemorySegment columns, long c0) {
        a = Kinds.exactly(KIND, a);
        columns = Kinds.exactly(Kinds.NATIVE, columns);
        long c1 = c0 + (long) LANES * Double.BYTES;
        DoubleVector lower = DoubleVector.fromMemorySegment(DOUBLES, columns, c0, ORDER);
        DoubleVector upper = DoubleVector.fromMemorySegment(DOUBLES, columns, c1, ORDER);
        long at = a0;
        for (int i = 0; i < rows; i += 8) {
            lower = eight(a, at, step).lanewise(FOLD, lower);
            upper = eight(a, at + LANES, step).lanewise(FOLD, upper);
            at += 8 * step;
        }
        lower.intoMemorySegment(columns, c0, ORDER);
        upper.intoMemorySegment(columns, c1, ORDER);
    }

    @Override
    public void merge(int count, MemorySegment from, long f0, MemorySegment into, long i0) {
        fold(count, from, f0, into, i0);
    }

    private static void fold(int count, MemorySegment from, long f0, MemorySegment into, long i0) {
        from = Kinds.exactly(Kinds.NATIVE, from);
        into = Kinds.exactly(Kinds.NATIVE, into);
        int j = 0;
        for (; j <= count - LANES; j += LANES) {
            long at = (i0 + j) * Double.BYTES;
            DoubleVector next = DoubleVector.fromMemorySegment(DOUBLES, from, (f0 + j) * Double.BYTES, ORDER);
            DoubleVector.fromMemorySegment(DOUBLES, into, at, ORDER)
                    .lanewise(FOLD, next)
                    .intoMemorySegment(into, at, ORDER);
        }
        for (; j < count; j++) {
            add(into, i0 + j, from.get(DOUBLE, (f0 + j) * Double.BYTES));
        }
    }

    /** A contiguous run that is kept: each element has an accumulator of its own. */
    private static void across(int n, MemorySegment a, long a0, MemorySegment sums, long s0) {
        a = Kinds.exactly(KIND, a);
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            long s = (s0 + j) * Double.BYTES;
            DoubleVector known = DoubleVector.fromMemorySegment(DOUBLES, sums, s, ORDER);
            FloatVector next = FloatVector.fromMemorySegment(FLOATS, a, (a0 + j) * Float.BYTES, ORDER);
            DoubleVector wide = (DoubleVector) next.convertShape(VectorOperators.F2D, DOUBLES, 0);
            known.lanewise(FOLD, wide).intoMemorySegment(sums, s, ORDER);
        }
        for (; j < n; j++) {
            add(sums, s0 + j, Elements.load(DType.FLOAT32, a, a0 + j));
        }
    }

    /**
     * The columns of short rows, a vector of columns at a time. The last vector reads beyond its row, which changes nothing:
     * the lanes too many are dropped. Rows at the end, where it would read beyond the block, are read without these lanes.
     */
    private static void columns(int rows, int cols, MemorySegment a, long a0, long step, MemorySegment sums, long s0) {
        a = Kinds.exactly(KIND, a);
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        for (int first = 0; first < cols; first += LANES) {
            int missing = Math.max(first + LANES - cols, 0);
            if (missing > 0 && rows < 2 * LANES) { // masks take longer than so few elements
                exactColumns(rows, cols - first, a, a0 + first, step, sums, s0 + first);
                return;
            }
            int whole = missing == 0 ? rows : step == 0 ? 0 : (int) Math.max(rows - (missing + step - 1) / step, 0);
            DoubleVector eights = DoubleVector.broadcast(DOUBLES, IDENTITY);
            DoubleVector ones = DoubleVector.broadcast(DOUBLES, IDENTITY);
            int i = 0;
            long at = a0 + first;
            for (; i <= whole - 8; i += 8) {
                eights = eight(a, at, step).lanewise(FOLD, eights);
                at += 8 * step;
            }
            for (; i < whole; i++) {
                FloatVector next = FloatVector.fromMemorySegment(FLOATS, a, at * Float.BYTES, ORDER);
                DoubleVector wide = (DoubleVector) next.convertShape(VectorOperators.F2D, DOUBLES, 0);
                ones = wide.lanewise(FOLD, ones);
                at += step;
            }
            VectorMask<Float> used = FLOATS.indexInRange(first, cols);
            for (; i < rows; i++) {
                FloatVector next = FloatVector.fromMemorySegment(FLOATS, a, at * Float.BYTES, ORDER, used);
                DoubleVector wide = (DoubleVector) next.convertShape(VectorOperators.F2D, DOUBLES, 0);
                ones = wide.lanewise(FOLD, ones);
                at += step;
            }
            DoubleVector folded = DoubleVector.broadcast(DOUBLES, IDENTITY)
                    .lanewise(FOLD, eights)
                    .lanewise(FOLD, ones);
            if (missing == 0) {
                // A number less itself is 0, unless it is infinite or NaN.
                double rest = folded.lanewise(VectorOperators.SUB, folded).reduceLanes(VectorOperators.ADD);
                if (OP == Reduction.SUM && rest != 0) {
                    exactColumns(rows, LANES, a, a0 + first, step, sums, s0 + first);
                } else {
                    long s = (s0 + first) * Double.BYTES;
                    DoubleVector.fromMemorySegment(DOUBLES, sums, s, ORDER)
                            .lanewise(FOLD, folded)
                            .intoMemorySegment(sums, s, ORDER);
                }
                continue;
            }
            VectorMask<Double> kept = DOUBLES.indexInRange(first, cols);
            boolean overflowed = OP == Reduction.SUM
                    && folded.sub(folded).compare(VectorOperators.NE, 0, kept).anyTrue();
            if (overflowed) {
                exactColumns(rows, Math.min(LANES, cols - first), a, a0 + first, step, sums, s0 + first);
            } else {
                long s = (s0 + first) * Double.BYTES;
                DoubleVector known = DoubleVector.fromMemorySegment(DOUBLES, sums, s, ORDER, kept);
                known.lanewise(FOLD, folded).intoMemorySegment(sums, s, ORDER, kept);
            }
        }
    }

    /** One by one, in double precision. */
    private static void exactColumns(
            int rows, int cols, MemorySegment a, long a0, long step, MemorySegment sums, long s0) {
        for (int j = 0; j < cols; j++) {
            double folded = IDENTITY;
            for (int i = 0; i < rows; i++) {
                folded = SCALAR.apply(folded, Elements.load(DType.FLOAT32, a, a0 + j + i * step));
            }
            add(sums, s0 + j, folded);
        }
    }
}
