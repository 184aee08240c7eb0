package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import dev.gatun.memory.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * What all folds have in common: accumulators in double precision, the parts that a large operand is cut into, on several
 * threads, and the rounding of the result. The parts do not depend on the number of threads, and so neither do sums.
 */
final class Fold {
    /** Elements of a part of a large operand: some 10 us, the time in which another thread begins. */
    static final long PART = 1 << 17;

    /** Where parts have accumulators of their own, there is at most one to so many elements. */
    private static final long ELEMENTS_AN_ACCUMULATOR = 64;

    /** With fewer parts than this, several threads do not share them well. */
    static final long FEW_PARTS = 8;

    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private Fold() {}

    /** The loop of a fold. */
    @FunctionalInterface
    interface Loop {
        /**
         * Folds all elements into the accumulators.
         *
         * @param loop a walk that is not empty over the operands and, last, the accumulators, which have stride 0 along
         *     reduced dimensions
         */
        void run(StridedLoop loop, MemorySegment[] operands, MemorySegment accumulators);
    }

    /**
     * Folds the elements of some dimensions into one.
     *
     * @param op how accumulators are folded
     * @param divisor what the result is divided by
     * @param operands memory of the operands
     * @param layouts of the operands, of one shape
     * @param reduced for each dimension of the operands, whether it is folded
     * @param out memory of the result; it must not overlap the operands
     * @param lout its layout: the kept dimensions in their order
     * @param body the loop
     */
    static void run(
            Reduction op,
            double divisor,
            MemorySegment[] operands,
            Layout[] layouts,
            boolean[] reduced,
            MemorySegment out,
            Layout lout,
            Loop body) {
        Layout sums = lout.offset() == 0 && lout.isContiguous() ? lout : Layout.contiguous(lout.shape());
        int dim = cutAlong(layouts[0], reduced, sums.numel());
        MemorySegment accumulators = dim < 0 ? accumulators(op, sums.numel()) : newAccumulators(op, sums.numel());
        Layout spread = spread(sums, layouts[0], reduced);
        if (dim < 0) {
            fold(body, operands, layouts, accumulators, spread);
        } else if (reduced[dim]) {
            foldParts(op, body, operands, layouts, accumulators, spread, sums.numel(), dim);
        } else {
            MemorySegment[] memory = with(operands, accumulators);
            Parts.run(parts(layouts[0], dim), dim, memory, with(layouts, spread), (m, l) -> {
                fold(body, m, Arrays.copyOf(l, layouts.length), m[layouts.length], l[layouts.length]);
            });
        }
        round(op.dtype(), divisor, out, lout, accumulators, sums);
    }

    /** Accumulators for the present operation on this thread; those of a few elements are lent by {@link Scratch}. */
    static MemorySegment accumulators(Reduction op, long count) {
        if (count > Scratch.ACCUMULATORS) {
            return newAccumulators(op, count);
        }
        MemorySegment accumulators = Scratch.own().accumulators();
        fill(accumulators, op.identity(), count);
        return accumulators;
    }

    static MemorySegment newAccumulators(Reduction op, long count) {
        MemorySegment accumulators = Memory.allocate(Math.multiplyExact(count, Double.BYTES));
        fill(accumulators, op.identity(), count);
        return accumulators;
    }

    private static void fill(MemorySegment accumulators, double value, long count) {
        accumulators = Kinds.exactly(Kinds.NATIVE, accumulators);
        if (count > Scratch.ACCUMULATORS && Double.doubleToRawLongBits(value) == 0) {
            accumulators.asSlice(0, count * Double.BYTES).fill((byte) 0);
            return;
        }
        for (long i = 0; i < count; i++) {
            accumulators.set(DOUBLE, i * Double.BYTES, value);
        }
    }

    /** Whether in row-major order the elements that are folded into one come one after another, and then those of the next. */
    static boolean isRuns(Layout la, boolean[] reduced) {
        int d = after(0, false, la, reduced);
        return after(d, true, la, reduced) == reduced.length;
    }

    /** Whether they come as far apart as there are results. */
    static boolean isColumns(Layout la, boolean[] reduced) {
        int d = after(0, true, la, reduced);
        return after(d, false, la, reduced) == reduced.length;
    }

    /** The first dimension from d on that is not as wanted, of those that have more than one index. */
    private static int after(int d, boolean wanted, Layout la, boolean[] reduced) {
        int next = d;
        while (next < reduced.length && (reduced[next] == wanted || la.size(next) == 1)) {
            next++;
        }
        return next;
    }

    private static <T> T[] with(T[] some, T last) {
        T[] all = Arrays.copyOf(some, some.length + 1);
        all[some.length] = last;
        return all;
    }

    private static void fold(
            Loop body, MemorySegment[] operands, Layout[] layouts, MemorySegment accumulators, Layout spread) {
        StridedLoop loop = StridedLoop.of(with(layouts, spread));
        if (!loop.isEmpty()) {
            body.run(loop, operands, accumulators);
        }
    }

    /** Parts with accumulators of their own, which are folded in the parts' order. */
    private static void foldParts(
            Reduction op,
            Loop body,
            MemorySegment[] operands,
            Layout[] layouts,
            MemorySegment accumulators,
            Layout spread,
            long count,
            int dim) {
        int parts = (int) Math.min(parts(layouts[0], dim), ownAccumulators(layouts[0], count));
        MemorySegment own = newAccumulators(op, parts * count);
        Parts.run(parts, dim, operands, layouts, (part, m, l) -> {
            Layout place = Layout.strided(l[0].shape(), spread.strides(), part * count);
            fold(body, m, l, own, place);
        });
        for (int part = 0; part < parts; part++) {
            for (long i = 0; i < count; i++) {
                double folded = accumulators.get(DOUBLE, i * Double.BYTES);
                double next = own.get(DOUBLE, (part * count + i) * Double.BYTES);
                accumulators.set(DOUBLE, i * Double.BYTES, op.function().apply(folded, next));
            }
        }
    }

    /**
     * The dimension that a large operand is cut along, or -1: the outermost, so that parts lie together; but a kept one
     * where each part would need many accumulators.
     */
    private static int cutAlong(Layout la, boolean[] reduced, long accumulators) {
        if (la.numel() < 2 * PART) {
            return -1;
        }
        int best = -1;
        for (int d = 0; d < reduced.length; d++) {
            boolean candidate = la.size(d) > 1 && (!reduced[d] || ownAccumulators(la, accumulators) >= FEW_PARTS);
            if (candidate && (best < 0 || Math.abs(la.stride(d)) > Math.abs(la.stride(best)))) {
                best = d;
            }
        }
        return best;
    }

    /** How many parts may have accumulators of their own. */
    static long ownAccumulators(Layout la, long accumulators) {
        return la.numel() / (ELEMENTS_AN_ACCUMULATOR * accumulators);
    }

    private static int parts(Layout la, int dim) {
        return (int) Math.min(la.size(dim), la.numel() / PART);
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
            DType dtype, double divisor, MemorySegment out, Layout lout, MemorySegment accumulators, Layout sums) {
        if (lout.isContiguous() && lout.numel() <= StridedLoop.LONGEST) {
            round((int) lout.numel(), dtype, divisor, out, lout.offset(), 1, accumulators, 0, 1);
            return;
        }
        StridedLoop loop = StridedLoop.of(lout, sums);
        if (!loop.isEmpty()) {
            do {
                round(
                        loop.length(),
                        dtype,
                        divisor,
                        out,
                        loop.at(0),
                        loop.stride(0),
                        accumulators,
                        loop.at(1),
                        loop.stride(1));
            } while (loop.next());
        }
    }

    /** Writes accumulators as results. */
    static void round(
            int n,
            DType dtype,
            double divisor,
            MemorySegment out,
            long o0,
            long os,
            MemorySegment sums,
            long s0,
            long ss) {
        sums = Kinds.exactly(Kinds.NATIVE, sums);
        for (int j = 0; j < n; j++) {
            double value = sums.get(DOUBLE, (s0 + j * ss) * Double.BYTES);
            Elements.store(dtype, out, o0 + j * os, (float) (value / divisor));
        }
    }
}
