package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Two operands and a result that the caches of one core hardly hold: {@link VectorBinaryLoop} in vectors of 256 bits where there are longer ones, which
 * go through memory by up to a quarter faster; a template, see {@link Specialized}.
 */
final class VectorStreamLoop extends Apart implements StreamKernel {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final BinaryOp OP = Specialized.operation(MethodHandles.lookup(), BinaryOp.class);
    private static final VectorOperators.Binary OPERATOR =
            VectorFunctions.of(OP).orElseThrow();
    private static final VectorSpecies<Float> SPECIES =
            FloatVector.SPECIES_PREFERRED.length() > 8 ? FloatVector.SPECIES_256 : FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final FloatVector ZERO = FloatVector.zero(SPECIES);
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    VectorStreamLoop() {}

    private static FloatVector apply(FloatVector x, FloatVector y) {
        FloatVector z = x.lanewise(OPERATOR, y);
        return OP == BinaryOp.ADD_RELU ? z.blend(ZERO, z.compare(VectorOperators.LE, ZERO)) : z;
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ORDER);
    }

    @Override
    public void run(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        stream(n, c, c0, a, a0, b, b0);
    }

    private static void stream(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        c = Kinds.exactly(KIND, c);
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        int end = n - LANES;
        FloatVector last = apply(load(a, a0 + end), load(b, b0 + end));
        for (int j = 0; j < end; j += LANES) {
            apply(load(a, a0 + j), load(b, b0 + j)).intoMemorySegment(c, (c0 + j) * Float.BYTES, ORDER);
        }
        last.intoMemorySegment(c, (c0 + end) * Float.BYTES, ORDER);
    }
}
