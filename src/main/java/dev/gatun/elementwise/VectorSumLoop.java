package dev.gatun.elementwise;

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

/** Sums, many elements at once and in double precision as in {@link ReductionLoop}, whose fast twin this is. */
final class VectorSumLoop implements ReductionKernel {
    private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;
    /** As many floats as there are double lanes. */
    private static final VectorSpecies<Float> FLOATS =
            VectorSpecies.of(float.class, VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

    private static final int LANES = DOUBLES.length();
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /** For what does not lie contiguously. */
    private final ReductionKernel scalar =
            Specialized.copy(MethodHandles.lookup(), ReductionLoop.class, ReductionKernel.class, Reduction.SUM);

    VectorSumLoop() {}

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

    private static void add(MemorySegment sums, long s, double value) {
        sums.set(DOUBLE, s * Double.BYTES, sums.get(DOUBLE, s * Double.BYTES) + value);
    }

    /** A contiguous run that is summed; four accumulators hide the latency of an addition. */
    private static double along(int n, MemorySegment a, long a0) {
        DoubleVector s0 = DoubleVector.zero(DOUBLES);
        DoubleVector s1 = DoubleVector.zero(DOUBLES);
        DoubleVector s2 = DoubleVector.zero(DOUBLES);
        DoubleVector s3 = DoubleVector.zero(DOUBLES);
        int j = 0;
        for (; j <= n - 4 * LANES; j += 4 * LANES) {
            s0 = s0.add(load(a, a0 + j));
            s1 = s1.add(load(a, a0 + j + LANES));
            s2 = s2.add(load(a, a0 + j + 2L * LANES));
            s3 = s3.add(load(a, a0 + j + 3L * LANES));
        }
        double sum = s0.add(s1).add(s2.add(s3)).reduceLanes(VectorOperators.ADD);
        for (; j < n; j++) {
            sum += Elements.load(DType.FLOAT32, a, a0 + j);
        }
        return sum;
    }

    /** A contiguous run that is kept: each element has an accumulator of its own. */
    private static void across(int n, MemorySegment a, long a0, MemorySegment sums, long s0) {
        int j = 0;
        for (; j <= n - LANES; j += LANES) {
            long s = (s0 + j) * Double.BYTES;
            DoubleVector known = DoubleVector.fromMemorySegment(DOUBLES, sums, s, ByteOrder.nativeOrder());
            known.add(load(a, a0 + j)).intoMemorySegment(sums, s, ByteOrder.nativeOrder());
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
        for (int first = 0; first < cols; first += LANES) {
            int used = Math.min(LANES, cols - first);
            int missing = LANES - used;
            int whole = missing == 0 ? rows : step == 0 ? 0 : (int) Math.max(rows - (missing + step - 1) / step, 0);
            DoubleVector even = DoubleVector.zero(DOUBLES);
            DoubleVector odd = DoubleVector.zero(DOUBLES);
            int i = 0;
            for (; i < whole - 1; i += 2) {
                even = even.add(load(a, a0 + first + i * step));
                odd = odd.add(load(a, a0 + first + (i + 1) * step));
            }
            DoubleVector sum = even.add(odd);
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
