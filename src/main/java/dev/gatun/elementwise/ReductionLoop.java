package dev.gatun.elementwise;

import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;

/** {@code accumulator = accumulator op a} for each element; a template, see {@link Specialized}. */
final class ReductionLoop implements ReductionKernel {
    private static final Reduction OP = Specialized.operation(MethodHandles.lookup(), Reduction.class);
    private static final Reduction.Function FUNCTION = OP.function();
    private static final DType SOURCE = OP.dtype();
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    ReductionLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment a, MemorySegment accumulators) {
        long as = loop.stride(0);
        long ss = loop.stride(1);
        do {
            long s0 = loop.at(1);
            if (ss == 0) {
                double sum = along(loop.length(), a, loop.at(0), as);
                double known = accumulators.get(DOUBLE, s0 * Double.BYTES);
                accumulators.set(DOUBLE, s0 * Double.BYTES, FUNCTION.apply(known, sum));
            } else {
                across(loop.length(), a, loop.at(0), as, accumulators, s0, ss);
            }
        } while (loop.next());
    }

    @Override
    public void runs(int runs, int n, MemorySegment a, long a0, double[] folded) {
        for (int i = 0; i < runs; i++) {
            folded[i] = along(n, a, a0 + (long) i * n, 1);
        }
    }

    @Override
    public void columns(int rows, int cols, MemorySegment a, long a0, MemorySegment accumulators, long s0) {
        for (int i = 0; i < rows; i++) {
            across(cols, a, a0 + (long) i * cols, 1, accumulators, s0, 1);
        }
    }

    @Override
    public void merge(int count, MemorySegment from, long f0, MemorySegment into, long i0) {
        for (int j = 0; j < count; j++) {
            long at = (i0 + j) * Double.BYTES;
            into.set(DOUBLE, at, FUNCTION.apply(into.get(DOUBLE, at), from.get(DOUBLE, (f0 + j) * Double.BYTES)));
        }
    }

    /** A run that is reduced: four accumulators, as one would wait for its own last addition at every element. */
    private static double along(int n, MemorySegment a, long a0, long as) {
        double s0 = OP.identity();
        double s1 = s0;
        double s2 = s0;
        double s3 = s0;
        int j = 0;
        for (; j < n - 3; j += 4) {
            s0 = FUNCTION.apply(s0, Elements.load(SOURCE, a, a0 + j * as));
            s1 = FUNCTION.apply(s1, Elements.load(SOURCE, a, a0 + (j + 1) * as));
            s2 = FUNCTION.apply(s2, Elements.load(SOURCE, a, a0 + (j + 2) * as));
            s3 = FUNCTION.apply(s3, Elements.load(SOURCE, a, a0 + (j + 3) * as));
        }
        for (; j < n; j++) {
            s0 = FUNCTION.apply(s0, Elements.load(SOURCE, a, a0 + j * as));
        }
        return FUNCTION.apply(FUNCTION.apply(s0, s1), FUNCTION.apply(s2, s3));
    }

    /** A run that is kept: each element has an accumulator of its own. */
    private static void across(int n, MemorySegment a, long a0, long as, MemorySegment sums, long s0, long ss) {
        for (int j = 0; j < n; j++) {
            long s = (s0 + j * ss) * Double.BYTES;
            sums.set(DOUBLE, s, FUNCTION.apply(sums.get(DOUBLE, s), Elements.load(SOURCE, a, a0 + j * as)));
        }
    }
}
