package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import dev.gatun.memory.Lifetimes;
import dev.gatun.parallel.Workers;
import java.lang.foreign.MemorySegment;

/**
 * Folds dimensions away. The caller has validated shapes and dtypes. It is {@link Apart}: else the loops it chooses from
 * use up what C2 inlines into one method of a caller, and calls of a few instructions stay calls.
 */
public final class Reductions extends Apart {
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
        MemorySegment shared = shared(a, la);
        reduce(op, op.kernel(shared), 1, shared, la, reduced, out, lout);
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
        MemorySegment shared = shared(a, la);
        reduce(Reduction.SUM, Reduction.SUM.kernel(shared), count, shared, la, reduced, out, lout);
    }

    /** The memory as its parts will be seen, by which a loop is chosen: that of a confined arena is then of another class. */
    private static MemorySegment shared(MemorySegment a, Layout la) {
        return la.numel() < 2 * Fold.PART ? a : Lifetimes.forWorkers(a);
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
        if (ContiguousFold.run(op, kernel, divisor, a, la, reduced, out, lout)) {
            return;
        }
        MemorySegment[] operands = {a};
        Fold.run(op, divisor, operands, new Layout[] {la}, reduced, out, lout, (loop, memory, sums) -> {
            kernel.run(loop, memory[0], sums);
        });
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
        MemorySegment shared = shared(a, la);
        ArgMax kernel = stride == 1 ? ArgMax.LOOPS.of(shared) : ArgMax.SCALAR;
        if (indices.length == 1 && size >= 2 * Fold.PART) {
            indices[0] = argmaxInParts(kernel, shared, la.offset(), size, stride);
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
                indices[(int) place] = kernel.run(size, shared, loop.at(0) + j * loop.stride(0), stride);
            }
        } while (loop.next());
        return indices;
    }

    /** Each part's first largest element, and the first largest of those. */
    private static long argmaxInParts(ArgMax kernel, MemorySegment a, long first, long size, long stride) {
        int parts = (int) Math.min(size / Fold.PART, Integer.MAX_VALUE);
        long[] candidates = new long[parts];
        Workers.run(Workers.count(), parts, part -> {
            long from = Parts.cut(size, Parts.PAGE, part, parts);
            long to = Parts.cut(size, Parts.PAGE, part + 1, parts);
            candidates[part] = from + kernel.run(to - from, a, first + from * stride, stride);
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
