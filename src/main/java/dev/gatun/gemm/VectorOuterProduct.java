package dev.gatun.gemm;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** A row of C after the other; a template, see {@link Specialized}: terms that the sums lack vanish. */
final class VectorOuterProduct extends Apart implements OuterProduct {
    private static final Size SIZE = Specialized.operation(MethodHandles.lookup(), Size.class);
    private static final int TERMS = SIZE.terms();
    private static final VectorSpecies<Float> SPECIES = VectorShapes.species(SIZE.lanes());
    private static final int LANES = SIZE.lanes();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    VectorOuterProduct() {}

    @Override
    public void run(
            long m,
            int n,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            MemorySegment b,
            long bo,
            long brs,
            MemorySegment c,
            long co,
            long crs) {
        a = Kinds.exactly(Kinds.NATIVE, a);
        b = Kinds.exactly(Kinds.NATIVE, b);
        c = Kinds.exactly(Kinds.NATIVE, c);
        FloatVector zero = FloatVector.zero(SPECIES); // a sum of -0 is 0, as everywhere
        int last = n - LANES;
        long b0 = bo * Float.BYTES;
        long b1 = TERMS > 1 ? b0 + brs * Float.BYTES : b0;
        long b2 = TERMS > 2 ? b1 + brs * Float.BYTES : b0;
        long b3 = TERMS > 3 ? b2 + brs * Float.BYTES : b0;
        for (long i = 0; i < m; i++) {
            long from = (ao + i * ars) * Float.BYTES;
            long step = acs * Float.BYTES;
            FloatVector f0 = FloatVector.broadcast(SPECIES, alpha * a.get(FLOAT, from));
            FloatVector f1 = TERMS > 1 ? FloatVector.broadcast(SPECIES, alpha * a.get(FLOAT, from + step)) : f0;
            FloatVector f2 = TERMS > 2 ? FloatVector.broadcast(SPECIES, alpha * a.get(FLOAT, from + 2 * step)) : f0;
            FloatVector f3 = TERMS > 3 ? FloatVector.broadcast(SPECIES, alpha * a.get(FLOAT, from + 3 * step)) : f0;
            long to = (co + i * crs) * Float.BYTES;
            int j = 0;
            while (true) {
                long at = j * (long) Float.BYTES;
                FloatVector sum = FloatVector.fromMemorySegment(SPECIES, b, b0 + at, ORDER)
                        .fma(f0, zero);
                if (TERMS > 1) {
                    sum = FloatVector.fromMemorySegment(SPECIES, b, b1 + at, ORDER)
                            .fma(f1, sum);
                }
                if (TERMS > 2) {
                    sum = FloatVector.fromMemorySegment(SPECIES, b, b2 + at, ORDER)
                            .fma(f2, sum);
                }
                if (TERMS > 3) {
                    sum = FloatVector.fromMemorySegment(SPECIES, b, b3 + at, ORDER)
                            .fma(f3, sum);
                }
                sum.intoMemorySegment(c, to + at, ORDER);
                if (j == last) {
                    break;
                }
                j = Math.min(j + LANES, last);
            }
        }
    }
}
