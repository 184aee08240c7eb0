package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Simd;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import org.jspecify.annotations.Nullable;

/** {@code out = condition ? a : b}. */
final class Where {
    private static final boolean VECTORS = Simd.AVAILABLE && Width.hasBytes();

    private static final @Nullable Run VECTOR_RUN =
            VECTORS ? Specialized.copy(MethodHandles.lookup(), VectorWhereRun.class, Run.class, "where") : null;

    private Where() {}

    /** Many elements at once, of native memory. */
    interface Run {
        /** One run of contiguous results; a value is contiguous, or one element for the whole run, which its stride tells. */
        void run(
                int n,
                MemorySegment out,
                long o0,
                MemorySegment condition,
                long c0,
                MemorySegment a,
                long a0,
                long as,
                MemorySegment b,
                long b0,
                long bs);

        /** All runs of a walk that is not empty; values have any strides. */
        void gathered(StridedLoop loop, MemorySegment out, MemorySegment condition, MemorySegment a, MemorySegment b);
    }

    /** Asked only where there are vectors. */
    private static final class Width {
        static boolean hasBytes() {
            return FloatVector.SPECIES_PREFERRED.length() >= 8;
        }
    }

    /** All elements, where all operands lie one after another. */
    static void contiguous(
            int n,
            MemorySegment out,
            long o0,
            MemorySegment condition,
            long c0,
            MemorySegment a,
            long a0,
            MemorySegment b,
            long b0) {
        if (VECTOR_RUN != null && areNative(out, condition, a, b)) {
            VECTOR_RUN.run(n, out, o0, condition, c0, a, a0, 1, b, b0, 1);
            return;
        }
        for (int j = 0; j < n; j++) {
            store(out, o0 + j, condition, c0 + j, a, a0 + j, b, b0 + j);
        }
    }

    private static boolean areNative(MemorySegment out, MemorySegment condition, MemorySegment a, MemorySegment b) {
        return Kinds.isNative(out) && Kinds.isNative(condition) && Kinds.isNative(a) && Kinds.isNative(b);
    }

    /**
     * Runs over all elements.
     *
     * @param memory of the result, the condition, and the two values
     * @param layouts theirs, of one shape
     */
    static void run(MemorySegment[] memory, Layout[] layouts) {
        StridedLoop loop = StridedLoop.of(layouts);
        if (loop.isEmpty()) {
            return;
        }
        MemorySegment out = memory[0];
        MemorySegment condition = memory[1];
        MemorySegment a = memory[2];
        MemorySegment b = memory[3];
        long as = loop.stride(2);
        long bs = loop.stride(3);
        boolean alike = areNative(out, condition, a, b);
        boolean straight = loop.stride(0) == 1 && loop.stride(1) == 1;
        Run run = alike && straight ? VECTOR_RUN : null;
        if (run != null && (as >> 1 != 0 || bs >> 1 != 0)) {
            run.gathered(loop, out, condition, a, b);
            return;
        }
        do {
            if (run != null) {
                run.run(loop.length(), out, loop.at(0), condition, loop.at(1), a, loop.at(2), as, b, loop.at(3), bs);
            } else {
                strided(loop, out, condition, a, b);
            }
        } while (loop.next());
    }

    private static void strided(
            StridedLoop loop, MemorySegment out, MemorySegment condition, MemorySegment a, MemorySegment b) {
        for (int j = 0; j < loop.length(); j++) {
            store(
                    out,
                    loop.at(0) + j * loop.stride(0),
                    condition,
                    loop.at(1) + j * loop.stride(1),
                    a,
                    loop.at(2) + j * loop.stride(2),
                    b,
                    loop.at(3) + j * loop.stride(3));
        }
    }

    /** One element. */
    static void store(
            MemorySegment out,
            long o,
            MemorySegment condition,
            long c,
            MemorySegment a,
            long x,
            MemorySegment b,
            long y) {
        float value = Elements.load(DType.BOOL, condition, c) != 0
                ? Elements.load(DType.FLOAT32, a, x)
                : Elements.load(DType.FLOAT32, b, y);
        Elements.store(DType.FLOAT32, out, o, value);
    }
}
