package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products of contiguous runs, or of the columns of rows, many elements at once: the fast twin of {@link SumOfProductsLoop}, which takes what does
 * not lie so. Blocks of a run are summed in float and added up in double precision, so that the error does not grow with
 * the length of the run.
 */
final class VectorSumOfProductsLoop extends Apart implements SumOfProductsKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    /** As many floats as there are double lanes. */
    private static final VectorSpecies<Float> HALVES =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

    private static final int HALF = HALVES.length();

    /** Elements that are summed in float: 64 in each lane of the eight sums. */
    private static final int BLOCK = 512 * LANES;

    private final SumOfProductsLoop scalar = new SumOfProductsLoop();

    VectorSumOfProductsLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment a, MemorySegment b, MemorySegment accumulators) {
        boolean contiguous = loop.stride(0) == 1 && loop.stride(1) == 1;
        if (contiguous && loop.stride(2) == 0) {
            do {
                double sum = along(loop.length(), a, loop.at(0), b, loop.at(1));
                SumOfProductsLoop.add(accumulators, loop.at(2), sum);
            } while (loop.next());
        } else if (contiguous && loop.stride(2) == 1 && loop.runs() > 1 && loop.runStep(2) == 0) {
            do {
                columns(loop, a, b, accumulators);
            } while (loop.nextRuns());
        } else {
            scalar.run(loop, a, b, accumulators);
        }
    }

    @Override
    public double along(int n, MemorySegment a, long a0, MemorySegment b, long b0) {
        int whole = n - n % (8 * LANES);
        double sum = 0;
        for (int j = 0; j < whole; j += BLOCK) {
            sum += block(Math.min(BLOCK, whole - j), a, a0 + j, b, b0 + j);
        }
        // At last, as memory is read ahead in the order in which it was read.
        return sum + rest(n - whole, a, a0 + whole, b, b0 + whole);
    }

    /** Less than eight vectors, one by one; without helpers, as {@link VectorReductionLoop} says. */
    private static double rest(int n, MemorySegment a, long a0, MemorySegment b, long b0) {
        a = Kinds.exactly(Kinds.NATIVE, a);
        b = Kinds.exactly(Kinds.NATIVE, b);
        FloatVector products = FloatVector.zero(SPECIES);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + j) * Float.BYTES, ORDER);
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, (b0 + j) * Float.BYTES, ORDER);
            products = x.mul(y).add(products);
        }
        FloatVector sums = FloatVector.zero(SPECIES).add(products);
        if (j < n) {
            VectorMask<Float> rest = SPECIES.indexInRange(j, n);
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, (a0 + j) * Float.BYTES, ORDER, rest);
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, (b0 + j) * Float.BYTES, ORDER, rest);
            sums = x.mul(y).add(sums);
        }
        return sums.reduceLanes(VectorOperators.ADD);
    }

    /** Columns of the products, whose sums stay in registers while eight rows are gone through. */
    private static void columns(StridedLoop loop, MemorySegment a, MemorySegment b, MemorySegment sums) {
        int rows = loop.runs();
        int cols = loop.length();
        int whole = cols & -HALF;
        long as = loop.runStep(0);
        long bs = loop.runStep(1);
        for (int i = 0; i < rows; i += 8) {
            int count = Math.min(8, rows - i);
            long a0 = loop.at(0) + i * as;
            long b0 = loop.at(1) + i * bs;
            someRows(count, whole, a, a0, as, b, b0, bs, sums, loop.at(2));
            for (int j = whole; j < cols; j++) {
                double sum = SumOfProductsLoop.along(count, a, a0 + j, as, b, b0 + j, bs);
                SumOfProductsLoop.add(sums, loop.at(2) + j, sum);
            }
        }
    }

    private static void someRows(
            int rows,
            int cols,
            MemorySegment a,
            long a0,
            long as,
            MemorySegment b,
            long b0,
            long bs,
            MemorySegment sums,
            long s0) {
        a = Kinds.exactly(Kinds.NATIVE, a);
        b = Kinds.exactly(Kinds.NATIVE, b);
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        for (int j = 0; j < cols; j += HALF) {
            FloatVector sum = FloatVector.zero(HALVES);
            long x = a0 + j;
            long y = b0 + j;
            for (int i = 0; i < rows; i++) {
                sum = half(a, x).mul(half(b, y)).add(sum);
                x += as;
                y += bs;
            }
            long at = (s0 + j) * Double.BYTES;
            DoubleVector known = DoubleVector.fromMemorySegment(DOUBLES, sums, at, ORDER);
            DoubleVector wide =
                    (DoubleVector) FloatVector.zero(HALVES).add(sum).convertShape(VectorOperators.F2D, DOUBLES, 0);
            wide.add(known).intoMemorySegment(sums, at, ORDER);
        }
    }

    private static FloatVector half(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(HALVES, memory, element * Float.BYTES, ORDER);
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ORDER);
    }

    /** Whole steps of eight vectors; eight sums hide the latency of their additions. */
    private static double block(int n, MemorySegment a, long a0, MemorySegment b, long b0) {
        a = Kinds.exactly(Kinds.NATIVE, a);
        b = Kinds.exactly(Kinds.NATIVE, b);
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector s4 = FloatVector.zero(SPECIES);
        FloatVector s5 = FloatVector.zero(SPECIES);
        FloatVector s6 = FloatVector.zero(SPECIES);
        FloatVector s7 = FloatVector.zero(SPECIES);
        for (int j = 0; j < n; j += 8 * LANES) {
            long x = a0 + j;
            long y = b0 + j;
            s0 = load(a, x).mul(load(b, y)).add(s0);
            s1 = load(a, x + LANES).mul(load(b, y + LANES)).add(s1);
            s2 = load(a, x + 2L * LANES).mul(load(b, y + 2L * LANES)).add(s2);
            s3 = load(a, x + 3L * LANES).mul(load(b, y + 3L * LANES)).add(s3);
            s4 = load(a, x + 4L * LANES).mul(load(b, y + 4L * LANES)).add(s4);
            s5 = load(a, x + 5L * LANES).mul(load(b, y + 5L * LANES)).add(s5);
            s6 = load(a, x + 6L * LANES).mul(load(b, y + 6L * LANES)).add(s6);
            s7 = load(a, x + 7L * LANES).mul(load(b, y + 7L * LANES)).add(s7);
        }
        // Called on a vector that was just made, whose class is known; on a sum that went round the loop it is not.
        FloatVector zero = FloatVector.zero(SPECIES);
        return zero.add(s0)
                .add(s1)
                .add(s2)
                .add(s3)
                .add(s4)
                .add(s5)
                .add(s6)
                .add(s7)
                .reduceLanes(VectorOperators.ADD);
    }
}
