package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Simd;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Where the largest element stands, the first of several; NaN counts as the largest. */
@FunctionalInterface
interface ArgMax {
    /** Element by element: the plain twin. */
    ArgMax SCALAR = ArgMax::scalar;

    /** The loops for elements that lie one after another. */
    Kinds<ArgMax> LOOPS = new Kinds<>(kind -> Simd.AVAILABLE
            ? Specialized.copy(MethodHandles.lookup(), VectorArgMax.class, ArgMax.class, "argmax", kind)
            : SCALAR);

    /**
     * Finds it.
     *
     * @param n how many elements, 1 or more
     * @param a their memory, FLOAT32
     * @param first the first one
     * @param stride from one to the next; 1 for a loop of {@link #LOOPS}
     * @return from 0 to n - 1
     */
    long run(long n, MemorySegment a, long first, long stride);

    private static long scalar(long n, MemorySegment a, long first, long stride) {
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
