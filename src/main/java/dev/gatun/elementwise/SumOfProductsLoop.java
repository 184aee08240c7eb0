package dev.gatun.elementwise;

import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** {@code accumulator += a * b} for each pair of elements: any strides, products and sums in double precision. */
final class SumOfProductsLoop implements SumOfProductsKernel {
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    SumOfProductsLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment a, MemorySegment b, MemorySegment accumulators) {
        long as = loop.stride(0);
        long bs = loop.stride(1);
        long ss = loop.stride(2);
        do {
            if (ss == 0) {
                add(accumulators, loop.at(2), along(loop.length(), a, loop.at(0), as, b, loop.at(1), bs));
            } else {
                across(loop.length(), a, loop.at(0), as, b, loop.at(1), bs, accumulators, loop.at(2), ss);
            }
        } while (loop.next());
    }

    @Override
    public double along(int n, MemorySegment a, long a0, MemorySegment b, long b0) {
        return along(n, a, a0, 1, b, b0, 1);
    }

    static void add(MemorySegment sums, long s, double value) {
        sums.set(DOUBLE, s * Double.BYTES, sums.get(DOUBLE, s * Double.BYTES) + value);
    }

    /** A run that is summed: two accumulators, as one would wait for its own last addition at every element. */
    static double along(int n, MemorySegment a, long a0, long as, MemorySegment b, long b0, long bs) {
        double even = 0;
        double odd = 0;
        int j = 0;
        for (; j < n - 1; j += 2) {
            even += product(a, a0 + j * as, b, b0 + j * bs);
            odd += product(a, a0 + (j + 1) * as, b, b0 + (j + 1) * bs);
        }
        if (j < n) {
            even += product(a, a0 + j * as, b, b0 + j * bs);
        }
        return even + odd;
    }

    /** A run that is kept: each pair of elements has an accumulator of its own. */
    static void across(
            int n,
            MemorySegment a,
            long a0,
            long as,
            MemorySegment b,
            long b0,
            long bs,
            MemorySegment sums,
            long s0,
            long ss) {
        for (int j = 0; j < n; j++) {
            add(sums, s0 + j * ss, product(a, a0 + j * as, b, b0 + j * bs));
        }
    }

    /** Exact: a float times a float fits into a double. */
    private static double product(MemorySegment a, long x, MemorySegment b, long y) {
        return (double) Elements.load(DType.FLOAT32, a, x) * Elements.load(DType.FLOAT32, b, y);
    }
}
