package dev.gatun.elementwise;

import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import dev.gatun.memory.Lifetimes;
import dev.gatun.memory.Memory;
import dev.gatun.parallel.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Folds dimensions away. The caller has validated shapes and dtypes. */
public final class Reductions {
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    /** Elements of a part of a large operand: some 10 us, the time in which another thread begins. */
    static final long PART = 1 << 17;

    /** With more accumulators than this, parts do not get accumulators of their own. */
    private static final long FEW_ACCUMULATORS = 1 << 12;

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
        reduce(op, op.kernel(a), 1, a, la, reduced, out, lout);
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
        reduce(Reduction.SUM, Reduction.SUM.kernel(a), count, a, la, reduced, out, lout);
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
        if (lout.numel() == 1 && la.numel() < 2 * PART && la.isContiguous()) {
            double value = kernel.along((int) la.numel(), a, la.offset());
            Elements.store(op.dtype(), out, lout.offset(), (float) (value / divisor));
            return;
        }
        Layout sums = Layout.contiguous(lout.shape());
        MemorySegment accumulators = identities(op, sums.numel());
        Layout spread = spread(sums, la, reduced);
        int dim = cutAlong(la, reduced, sums.numel());
        if (dim < 0) {
            fold(kernel, a, la, accumulators, spread);
        } else if (reduced[dim]) {
            foldParts(op, kernel, a, la, accumulators, spread, sums.numel(), dim);
        } else {
            Parts.run(parts(la, dim), dim, new MemorySegment[] {a, accumulators}, new Layout[] {la, spread}, (m, l) -> {
                fold(kernel, m[0], l[0], m[1], l[1]);
            });
        }
        StridedLoop round = StridedLoop.of(lout, sums);
        if (!round.isEmpty()) {
            round(round, op.dtype(), divisor, out, accumulators);
        }
    }

    private static MemorySegment identities(Reduction op, long count) {
        MemorySegment accumulators = Memory.allocateZeroed(Math.multiplyExact(count, Double.BYTES));
        for (long i = 0; op.identity() != 0 && i < count; i++) {
            accumulators.set(DOUBLE, i * Double.BYTES, op.identity());
        }
        return accumulators;
    }

    private static void fold(
            ReductionKernel kernel, MemorySegment a, Layout la, MemorySegment accumulators, Layout spread) {
        StridedLoop fold = StridedLoop.of(la, spread);
        if (!fold.isEmpty()) {
            kernel.run(fold, a, accumulators);
        }
    }

    /** Parts with accumulators of their own, which are folded in the parts' order. */
    private static void foldParts(
            Reduction op,
            ReductionKernel kernel,
            MemorySegment a,
            Layout la,
            MemorySegment accumulators,
            Layout spread,
            long count,
            int dim) {
        int parts = parts(la, dim);
        MemorySegment own = identities(op, parts * count);
        Parts.run(parts, dim, new MemorySegment[] {a}, new Layout[] {la}, (part, m, l) -> {
            Layout place = Layout.strided(l[0].shape(), spread.strides(), part * count);
            fold(kernel, m[0], l[0], own, place);
        });
        for (long i = 0; i < parts * count; i++) {
            long at = i % count * Double.BYTES;
            double folded = op.function().apply(accumulators.get(DOUBLE, at), own.get(DOUBLE, i * Double.BYTES));
            accumulators.set(DOUBLE, at, folded);
        }
    }

    /**
     * The dimension that a large operand is cut along, or -1: the outermost, so that parts lie together; but a kept one where
     * each part would need many accumulators. It does not depend on the number of threads, and so neither do sums.
     */
    private static int cutAlong(Layout la, boolean[] reduced, long accumulators) {
        if (la.numel() < 2 * PART) {
            return -1;
        }
        int best = -1;
        for (int d = 0; d < reduced.length; d++) {
            boolean candidate = la.size(d) > 1 && (!reduced[d] || accumulators <= FEW_ACCUMULATORS);
            if (candidate && (best < 0 || Math.abs(la.stride(d)) > Math.abs(la.stride(best)))) {
                best = d;
            }
        }
        return best;
    }

    private static int parts(Layout la, int dim) {
        return (int) Math.min(la.size(dim), la.numel() / PART);
    }

    /** The accumulators in the operand's shape: stride 0 along what is reduced, as for a broadcast operand. */
    static Layout spread(Layout sums, Layout la, boolean[] reduced) {
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
        ArgMax kernel = stride == 1 ? ArgMax.LOOPS.of(a) : ArgMax.SCALAR;
        if (indices.length == 1 && size >= 2 * PART) {
            indices[0] = argmaxInParts(kernel, a, la.first(), size, stride);
            return indices;
        }
        // The accumulators' walk gives each result its place, whatever order the operand is walked in.
        StridedLoop loop = StridedLoop.of(others, Layout.contiguous(others.shape()));
        if (loop.isEmpty()) {
            return indices;
        }
        do {
            for (int j = 0; j < loop.length(); j++) {
                long place = loop.at(1) + j * loop.stride(1);
                indices[(int) place] = kernel.run(size, a, loop.at(0) + j * loop.stride(0), stride);
            }
        } while (loop.next());
        return indices;
    }

    /** Each part's first largest element, and the first largest of those. */
    private static long argmaxInParts(ArgMax kernel, MemorySegment a, long first, long size, long stride) {
        int parts = (int) Math.min(size / PART, Integer.MAX_VALUE);
        long[] candidates = new long[parts];
        MemorySegment shared = Lifetimes.forWorkers(a);
        Workers.run(Workers.count(), parts, part -> {
            long from = part * size / parts;
            long to = (part + 1) * size / parts;
            candidates[part] = from + kernel.run(to - from, shared, first + from * stride, stride);
        });
        long best = candidates[0];
        for (long candidate : candidates) {
            float x = Elements.load(DType.FLOAT32, a, first + candidate * stride);
            float largest = Elements.load(DType.FLOAT32, a, first + best * stride);
            if (!Float.isNaN(largest) && (x > largest || Float.isNaN(x))) {
                best = candidate;
            }
        }
        return best;
    }
}
