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

/** Four rows of C at a time, a vector each; a template, see {@link Specialized}, with the width as a constant. */
final class VectorSmallGemm extends Apart implements SmallGemm {
    private static final VectorSpecies<Float> SPECIES =
            VectorShapes.species(Specialized.operation(MethodHandles.lookup(), Integer.class));
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    VectorSmallGemm() {}

    @Override
    public void run(
            int m,
            int k,
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
        int i = 0;
        for (; i + 4 <= m; i += 4) {
            fourRows(k, alpha, a, ao + i * ars, ars, acs, b, bo, brs, c, co + i * crs, crs);
        }
        for (; i < m; i++) {
            row(k, alpha, a, ao + i * ars, acs, b, bo, brs, c, co + i * crs);
        }
    }

    private static void fourRows(
            int k,
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
        FloatVector c0 = FloatVector.zero(SPECIES);
        FloatVector c1 = FloatVector.zero(SPECIES);
        FloatVector c2 = FloatVector.zero(SPECIES);
        FloatVector c3 = FloatVector.zero(SPECIES);
        long fromA = ao * Float.BYTES;
        long fromB = bo * Float.BYTES;
        long rowOfA = ars * Float.BYTES;
        for (int p = 0; p < k; p++) {
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, b, fromB, ORDER);
            c0 = x.fma(FloatVector.broadcast(SPECIES, a.get(FLOAT, fromA)), c0);
            c1 = x.fma(FloatVector.broadcast(SPECIES, a.get(FLOAT, fromA + rowOfA)), c1);
            c2 = x.fma(FloatVector.broadcast(SPECIES, a.get(FLOAT, fromA + 2 * rowOfA)), c2);
            c3 = x.fma(FloatVector.broadcast(SPECIES, a.get(FLOAT, fromA + 3 * rowOfA)), c3);
            fromA += acs * Float.BYTES;
            fromB += brs * Float.BYTES;
        }
        FloatVector scale = FloatVector.broadcast(SPECIES, alpha);
        long to = co * Float.BYTES;
        long rowOfC = crs * Float.BYTES;
        scale.mul(c0).intoMemorySegment(c, to, ORDER);
        scale.mul(c1).intoMemorySegment(c, to + rowOfC, ORDER);
        scale.mul(c2).intoMemorySegment(c, to + 2 * rowOfC, ORDER);
        scale.mul(c3).intoMemorySegment(c, to + 3 * rowOfC, ORDER);
    }

    private static void row(
            int k,
            float alpha,
            MemorySegment a,
            long ao,
            long acs,
            MemorySegment b,
            long bo,
            long brs,
            MemorySegment c,
            long co) {
        a = Kinds.exactly(Kinds.NATIVE, a);
        b = Kinds.exactly(Kinds.NATIVE, b);
        c = Kinds.exactly(Kinds.NATIVE, c);
        FloatVector sums = FloatVector.zero(SPECIES);
        for (int p = 0; p < k; p++) {
            float factor = a.get(FLOAT, (ao + p * acs) * Float.BYTES);
            sums = FloatVector.fromMemorySegment(SPECIES, b, (bo + p * brs) * Float.BYTES, ORDER)
                    .fma(FloatVector.broadcast(SPECIES, factor), sums);
        }
        FloatVector.broadcast(SPECIES, alpha).mul(sums).intoMemorySegment(c, co * Float.BYTES, ORDER);
    }
}
