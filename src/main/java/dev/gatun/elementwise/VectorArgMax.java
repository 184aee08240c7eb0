package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The largest of a block on vectors, and only if it is larger than those before, its place in the block: the fast twin of
 * {@link ArgMax#SCALAR}; a template, so that each copy meets one kind of memory.
 */
final class VectorArgMax implements ArgMax {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    /** Elements of a block: 8 KiB, which are still in L1 when the place is looked for. */
    private static final int BLOCK = 2048;

    VectorArgMax() {}

    @Override
    public long run(long n, MemorySegment a, long first, long stride) {
        long best = 0;
        float largest = Float.NEGATIVE_INFINITY;
        long k = 0;
        for (; k + BLOCK <= n && !Float.isNaN(largest); k += BLOCK) {
            float x = largest(a, first + k);
            if (k == 0 || x > largest || Float.isNaN(x)) {
                best = k + SCALAR.run(BLOCK, a, first + k, 1);
                largest = x;
            }
        }
        if (k < n && !Float.isNaN(largest)) {
            long candidate = k + SCALAR.run(n - k, a, first + k, 1);
            float x = Elements.load(DType.FLOAT32, a, first + candidate);
            if (k == 0 || x > largest || Float.isNaN(x)) {
                best = candidate;
            }
        }
        return best;
    }

    /** Of a block; NaN if any is. */
    private static float largest(MemorySegment a, long first) {
        a = Kinds.exactly(KIND, a);
        FloatVector m0 = load(a, first);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        for (int j = 0; j < BLOCK; j += 4 * LANES) {
            m0 = load(a, first + j).max(m0);
            m1 = load(a, first + j + LANES).max(m1);
            m2 = load(a, first + j + 2L * LANES).max(m2);
            m3 = load(a, first + j + 3L * LANES).max(m3);
        }
        FloatVector lowest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
        return lowest.max(m0).max(m1).max(lowest.max(m2).max(m3)).reduceLanes(VectorOperators.MAX);
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ORDER);
    }
}
