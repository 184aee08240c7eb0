package dev.gatun.elementwise;

import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import dev.gatun.memory.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Folds dimensions away. The caller has validated shapes and dtypes. */
public final class Reductions {
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private Reductions() {}

    /**
     * Folds the elements of some dimensions into one.
     *
     * @param op the reduction; it says which dtype it reads and writes
     * @param a memory of the operand
     * @param la its layout
     * @param reduced for each dimension of the operand, whether it is folded
     * @param out memory of the result; it must not overlap the operand
     * @param lout its layout: the kept dimensions in their order
     */
    public static void reduce(
            Reduction op, MemorySegment a, Layout la, boolean[] reduced, MemorySegment out, Layout lout) {
        reduce(op, op.kernel(), 1, a, la, reduced, out, lout);
    }

    /**
     * The arithmetic mean of the elements of some dimensions; NaN of nothing.
     *
     * @param a memory of the operand, FLOAT32
     * @param la its layout
     * @param reduced for each dimension of the operand, whether it is folded
     * @param out memory of the result, FLOAT32; it must not overlap the operand
     * @param lout its layout: the kept dimensions in their order
     */
    public static void mean(MemorySegment a, Layout la, boolean[] reduced, MemorySegment out, Layout lout) {
        double count = 1;
        for (int d = 0; d < la.rank(); d++) {
            count *= reduced[d] ? la.size(d) : 1;
        }
        reduce(Reduction.SUM, Reduction.SUM.kernel(), count, a, la, reduced, out, lout);
    }

    /** As {@link #reduce}, by a loop of the caller's choice and with a division at the end. */
    static void reduce(
            Reduction op,
            ReductionKernel kernel,
            double divisor,
            MemorySegment a,
            Layout la,
            boolean[] reduced,
            MemorySegment out,
            Layout lout) {
        Layout sums = Layout.contiguous(lout.shape());
        MemorySegment accumulators = Memory.allocateZeroed(Math.multiplyExact(sums.numel(), Double.BYTES));
        for (long i = 0; op.identity() != 0 && i < sums.numel(); i++) {
            accumulators.set(DOUBLE, i * Double.BYTES, op.identity());
        }
        StridedLoop fold = StridedLoop.of(la, spread(sums, la, reduced));
        if (!fold.isEmpty()) {
            kernel.run(fold, a, accumulators);
        }
        StridedLoop round = StridedLoop.of(lout, sums);
        if (!round.isEmpty()) {
            round(round, op.dtype(), divisor, out, accumulators);
        }
    }

    /** The accumulators in the operand's shape: stride 0 along what is reduced, as for a broadcast operand. */
    private static Layout spread(Layout sums, Layout la, boolean[] reduced) {
        long[] strides = new long[la.rank()];
        for (int d = 0, kept = 0; d < la.rank(); d++) {
            strides[d] = reduced[d] ? 0 : sums.stride(kept++);
        }
        return Layout.strided(la.shape(), strides, 0);
    }

    private static void round(
            StridedLoop loop, DType dtype, double divisor, MemorySegment out, MemorySegment accumulators) {
        do {
            for (int j = 0; j < loop.length(); j++) {
                double value = accumulators.get(DOUBLE, (loop.at(1) + j * loop.stride(1)) * Double.BYTES);
                Elements.store(dtype, out, loop.at(0) + j * loop.stride(0), (float) (value / divisor));
            }
        } while (loop.next());
    }

    /**
     * The first index of the largest element along a dimension; NaN counts as the largest.
     *
     * @param a memory of the operand, FLOAT32
     * @param la its layout
     * @param dim the dimension, 0 or more, of size 1 or more
     * @return one index for each index of the other dimensions, in row-major order
     */
    public static long[] argmax(MemorySegment a, Layout la, int dim) {
        Layout others = la.select(dim, 0);
        long[] indices = new long[Math.toIntExact(others.numel())];
        long size = la.size(dim);
        long stride = la.stride(dim);
        // The accumulators' walk gives each result its place, whatever order the operand is walked in.
        StridedLoop loop = StridedLoop.of(others, Layout.contiguous(others.shape()));
        if (loop.isEmpty()) {
            return indices;
        }
        do {
            for (int j = 0; j < loop.length(); j++) {
                long place = loop.at(1) + j * loop.stride(1);
                indices[(int) place] = argmax(size, a, loop.at(0) + j * loop.stride(0), stride);
            }
        } while (loop.next());
        return indices;
    }

    private static long argmax(long n, MemorySegment a, long first, long stride) {
        long best = 0;
        float largest = Elements.load(DType.FLOAT32, a, first);
        for (long k = 1; k < n && !Float.isNaN(largest); k++) {
            float x = Elements.load(DType.FLOAT32, a, first + k * stride);
            if (x > largest || Float.isNaN(x)) {
                best = k;
                largest = x;
            }
        }
        return best;
    }
}
