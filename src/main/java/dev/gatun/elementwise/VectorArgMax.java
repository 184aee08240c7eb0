package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The largest of a block on vectors, and only if it is larger than those before, its place in the block: the fast twin of
 * {@link ArgMax#SCALAR}; a template, so that each copy meets one kind of memory.
 */
final class VectorArgMax extends Apart implements ArgMax {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final VectorSpecies<Integer> BITS = IntVector.SPECIES_PREFERRED;
    private static final int UNSIGNED = Integer.MAX_VALUE;
    private static final int INFINITE = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

    /** Elements that are looked at together. */
    private static final int STEP = 2 * LANES;

    /** The same, not final, so that C2 does not unroll the loop, as {@link VectorReductionLoop} says. */
    private static int twoVectors = STEP;

    /** Elements of a block: 8 KiB, which are still in L1 when the place is looked for. */
    private static final int BLOCK = 2048;

    VectorArgMax() {}

    @Override
    public long run(long n, MemorySegment a, long first, long stride) {
        long best = 0;
        float largest = Elements.load(DType.FLOAT32, a, first);
        long k = 0;
        while (n - k >= STEP && !Float.isNaN(largest)) {
            int count = (int) Math.min(n - k, BLOCK) & -STEP;
            float x = largest(count, a, first + k);
            if (x > largest || Float.isNaN(x)) {
                best = k + (Float.isNaN(x) ? SCALAR.run(count, a, first + k, 1) : find(x, count, a, first + k));
                largest = x;
            }
            k += count;
        }
        if (k < n && !Float.isNaN(largest)) {
            long candidate = k + SCALAR.run(n - k, a, first + k, 1);
            float x = Elements.load(DType.FLOAT32, a, first + candidate);
            if (x > largest || Float.isNaN(x)) {
                best = candidate;
            }
        }
        return best;
    }

    /**
     * Of whole steps; NaN if any is. A comparison and a blend are two instructions where the maximum of Java, which knows
     * NaN and signed zeros, is six; a NaN shows in the largest pattern of bits without a sign.
     */
    private static float largest(int n, MemorySegment a, long first) {
        a = Kinds.exactly(KIND, a);
        FloatVector m0 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        FloatVector m1 = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        IntVector b0 = IntVector.zero(BITS);
        IntVector b1 = IntVector.zero(BITS);
        int step = twoVectors;
        for (int j = 0; j < n; j += step) {
            FloatVector x = load(a, first + j);
            FloatVector y = load(a, first + j + LANES);
            m0 = x.blend(m0, x.compare(VectorOperators.LE, m0));
            m1 = y.blend(m1, y.compare(VectorOperators.LE, m1));
            b0 = x.reinterpretAsInts().and(UNSIGNED).max(b0);
            b1 = y.reinterpretAsInts().and(UNSIGNED).max(b1);
        }
        int bits = IntVector.zero(BITS).max(b0).max(b1).reduceLanes(VectorOperators.MAX);
        FloatVector lowest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        return bits > INFINITE ? Float.NaN : lowest.max(m0).max(m1).reduceLanes(VectorOperators.MAX);
    }

    /** The first place of a value that is there, in whole steps. */
    private static int find(float value, int n, MemorySegment a, long first) {
        a = Kinds.exactly(KIND, a);
        for (int j = 0; j < n; j += LANES) {
            VectorMask<Float> found = load(a, first + j).compare(VectorOperators.EQ, value);
            if (found.anyTrue()) {
                return j + found.firstTrue();
            }
        }
        throw new AssertionError(value + " was found to be the largest, and is not there");
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ORDER);
    }
}
