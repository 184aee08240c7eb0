package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products of contiguous runs, many elements at once: the fast twin of {@link SumOfProductsLoop}, which takes what does
 * not lie so. Blocks of a run are summed in float and added up in double precision, so that the error does not grow with
 * the length of the run.
 */
final class VectorSumOfProductsLoop implements SumOfProductsKernel {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /** Elements that are summed in float: 64 in each lane of the eight sums. */
    private static final int BLOCK = 512 * LANES;

    private final SumOfProductsLoop scalar = new SumOfProductsLoop();

    VectorSumOfProductsLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment a, MemorySegment b, MemorySegment accumulators) {
        if (loop.stride(0) != 1 || loop.stride(1) != 1 || loop.stride(2) != 0) {
            scalar.run(loop, a, b, accumulators);
            return;
        }
        do {
            int n = loop.length();
            int whole = n - n % (8 * LANES);
            double sum = SumOfProductsLoop.along(n - whole, a, loop.at(0) + whole, 1, b, loop.at(1) + whole, 1);
            for (int j = 0; j < whole; j += BLOCK) {
                sum += block(Math.min(BLOCK, whole - j), a, loop.at(0) + j, b, loop.at(1) + j);
            }
            SumOfProductsLoop.add(accumulators, loop.at(2), sum);
        } while (loop.next());
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ByteOrder.nativeOrder());
    }

    /** Whole steps of eight vectors; eight sums hide the latency of their additions. */
    private static double block(int n, MemorySegment a, long a0, MemorySegment b, long b0) {
        a = Kinds.exactly(Kinds.NATIVE, a);
        b = Kinds.exactly(Kinds.NATIVE, b);
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector s4 = FloatVector.zero(SPECIES);
        FloatVector s5 = FloatVector.zero(SPECIES);
        FloatVector s6 = FloatVector.zero(SPECIES);
        FloatVector s7 = FloatVector.zero(SPECIES);
        for (int j = 0; j < n; j += 8 * LANES) {
            long x = a0 + j;
            long y = b0 + j;
            s0 = load(a, x).mul(load(b, y)).add(s0);
            s1 = load(a, x + LANES).mul(load(b, y + LANES)).add(s1);
            s2 = load(a, x + 2L * LANES).mul(load(b, y + 2L * LANES)).add(s2);
            s3 = load(a, x + 3L * LANES).mul(load(b, y + 3L * LANES)).add(s3);
            s4 = load(a, x + 4L * LANES).mul(load(b, y + 4L * LANES)).add(s4);
            s5 = load(a, x + 5L * LANES).mul(load(b, y + 5L * LANES)).add(s5);
            s6 = load(a, x + 6L * LANES).mul(load(b, y + 6L * LANES)).add(s6);
            s7 = load(a, x + 7L * LANES).mul(load(b, y + 7L * LANES)).add(s7);
        }
        // Called on a vector that was just made, whose class is known; on a sum that went round the loop it is not.
        FloatVector zero = FloatVector.zero(SPECIES);
        return zero.add(s0)
                .add(s1)
                .add(s2)
                .add(s3)
                .add(s4)
                .add(s5)
                .add(s6)
                .add(s7)
                .reduceLanes(VectorOperators.ADD);
    }
}
