package dev.gatun.gemm;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Eight rows of B are added at a time, so that y is read and written once for eight loads of B; of columns, four are multiplied
 * at a time, each with two sums, so that eight FMA are under way. A template, see {@link dev.gatun.jit.Specialized}, so
 * that each copy meets one kind of memory.
 */
final class VectorGemv extends Apart implements Gemv {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final VectorSpecies<Float> SPECIES = VectorShapes.species(Blocking.LANES);
    private static final int LANES = Blocking.LANES;
    private static final long NEXT = LANES * (long) Float.BYTES;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    VectorGemv() {}

    @Override
    public void sumOfRows(int k, int n, float[] x, MemorySegment b, long bo, long brs, float[] y) {
        int p = 0;
        for (; p + 8 <= k; p += 8) {
            eightRows(n, x, p, b, bo + p * brs, brs, y);
        }
        for (; p < k; p++) {
            row(n, x[p], b, bo + p * brs, y);
        }
    }

    private static void eightRows(int n, float[] x, int p, MemorySegment b, long bo, long brs, float[] y) {
        b = Kinds.exactly(KIND, b);
        FloatVector x0 = FloatVector.broadcast(SPECIES, x[p]);
        FloatVector x1 = FloatVector.broadcast(SPECIES, x[p + 1]);
        FloatVector x2 = FloatVector.broadcast(SPECIES, x[p + 2]);
        FloatVector x3 = FloatVector.broadcast(SPECIES, x[p + 3]);
        FloatVector x4 = FloatVector.broadcast(SPECIES, x[p + 4]);
        FloatVector x5 = FloatVector.broadcast(SPECIES, x[p + 5]);
        FloatVector x6 = FloatVector.broadcast(SPECIES, x[p + 6]);
        FloatVector x7 = FloatVector.broadcast(SPECIES, x[p + 7]);
        long at = bo * Float.BYTES;
        long next = brs * Float.BYTES;
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            FloatVector even = FloatVector.fromArray(SPECIES, y, j);
            FloatVector odd =
                    FloatVector.fromMemorySegment(SPECIES, b, at + next, ORDER).mul(x1);
            even = FloatVector.fromMemorySegment(SPECIES, b, at, ORDER).fma(x0, even);
            even = FloatVector.fromMemorySegment(SPECIES, b, at + 2 * next, ORDER)
                    .fma(x2, even);
            odd = FloatVector.fromMemorySegment(SPECIES, b, at + 3 * next, ORDER)
                    .fma(x3, odd);
            even = FloatVector.fromMemorySegment(SPECIES, b, at + 4 * next, ORDER)
                    .fma(x4, even);
            odd = FloatVector.fromMemorySegment(SPECIES, b, at + 5 * next, ORDER)
                    .fma(x5, odd);
            even = FloatVector.fromMemorySegment(SPECIES, b, at + 6 * next, ORDER)
                    .fma(x6, even);
            odd = FloatVector.fromMemorySegment(SPECIES, b, at + 7 * next, ORDER)
                    .fma(x7, odd);
            even.add(odd).intoArray(y, j);
            at += NEXT;
        }
        for (; j < n; j++) {
            float sum = y[j];
            for (int q = 0; q < 8; q++) {
                sum += x[p + q] * b.get(FLOAT, (bo + q * brs + j) * Float.BYTES);
            }
            y[j] = sum;
        }
    }

    private static void row(int n, float factor, MemorySegment b, long bo, float[] y) {
        b = Kinds.exactly(KIND, b);
        FloatVector x = FloatVector.broadcast(SPECIES, factor);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            FloatVector.fromMemorySegment(SPECIES, b, (bo + j) * Float.BYTES, ORDER)
                    .fma(x, FloatVector.fromArray(SPECIES, y, j))
                    .intoArray(y, j);
        }
        for (; j < n; j++) {
            y[j] += factor * b.get(FLOAT, (bo + j) * Float.BYTES);
        }
    }

    @Override
    public void dotProducts(int k, int n, float[] x, MemorySegment b, long bo, long bcs, float[] y) {
        int j = 0;
        for (; j + 4 <= n; j += 4) {
            fourColumns(k, x, b, bo + j * bcs, bcs, y, j);
        }
        for (; j < n; j++) {
            y[j] += column(k, x, b, bo + j * bcs);
        }
    }

    private static void fourColumns(int k, float[] x, MemorySegment b, long bo, long bcs, float[] y, int j) {
        b = Kinds.exactly(KIND, b);
        FloatVector s0 = FloatVector.zero(SPECIES);
        FloatVector s1 = FloatVector.zero(SPECIES);
        FloatVector s2 = FloatVector.zero(SPECIES);
        FloatVector s3 = FloatVector.zero(SPECIES);
        FloatVector t0 = FloatVector.zero(SPECIES);
        FloatVector t1 = FloatVector.zero(SPECIES);
        FloatVector t2 = FloatVector.zero(SPECIES);
        FloatVector t3 = FloatVector.zero(SPECIES);
        long at = bo * Float.BYTES;
        long next = bcs * Float.BYTES;
        int p = 0;
        for (; p + 2 * LANES <= k; p += 2 * LANES) {
            FloatVector u = FloatVector.fromArray(SPECIES, x, p);
            FloatVector v = FloatVector.fromArray(SPECIES, x, p + LANES);
            s0 = FloatVector.fromMemorySegment(SPECIES, b, at, ORDER).fma(u, s0);
            s1 = FloatVector.fromMemorySegment(SPECIES, b, at + next, ORDER).fma(u, s1);
            s2 = FloatVector.fromMemorySegment(SPECIES, b, at + 2 * next, ORDER).fma(u, s2);
            s3 = FloatVector.fromMemorySegment(SPECIES, b, at + 3 * next, ORDER).fma(u, s3);
            t0 = FloatVector.fromMemorySegment(SPECIES, b, at + NEXT, ORDER).fma(v, t0);
            t1 = FloatVector.fromMemorySegment(SPECIES, b, at + next + NEXT, ORDER)
                    .fma(v, t1);
            t2 = FloatVector.fromMemorySegment(SPECIES, b, at + 2 * next + NEXT, ORDER)
                    .fma(v, t2);
            t3 = FloatVector.fromMemorySegment(SPECIES, b, at + 3 * next + NEXT, ORDER)
                    .fma(v, t3);
            at += 2 * NEXT;
        }
        FloatVector zero = FloatVector.zero(SPECIES); // its class is known to C2, that of the sums is not
        y[j] += zero.add(s0).add(t0).reduceLanes(VectorOperators.ADD) + rest(p, k, x, b, bo);
        y[j + 1] += zero.add(s1).add(t1).reduceLanes(VectorOperators.ADD) + rest(p, k, x, b, bo + bcs);
        y[j + 2] += zero.add(s2).add(t2).reduceLanes(VectorOperators.ADD) + rest(p, k, x, b, bo + 2 * bcs);
        y[j + 3] += zero.add(s3).add(t3).reduceLanes(VectorOperators.ADD) + rest(p, k, x, b, bo + 3 * bcs);
    }

    private static float column(int k, float[] x, MemorySegment b, long bo) {
        b = Kinds.exactly(KIND, b);
        FloatVector s = FloatVector.zero(SPECIES);
        FloatVector t = FloatVector.zero(SPECIES);
        int p = 0;
        for (; p + 2 * LANES <= k; p += 2 * LANES) {
            long at = (bo + p) * Float.BYTES;
            s = FloatVector.fromMemorySegment(SPECIES, b, at, ORDER).fma(FloatVector.fromArray(SPECIES, x, p), s);
            t = FloatVector.fromMemorySegment(SPECIES, b, at + NEXT, ORDER)
                    .fma(FloatVector.fromArray(SPECIES, x, p + LANES), t);
        }
        FloatVector zero = FloatVector.zero(SPECIES);
        return zero.add(s).add(t).reduceLanes(VectorOperators.ADD) + rest(p, k, x, b, bo);
    }

    /** The end of a dot product. */
    private static float rest(int from, int k, float[] x, MemorySegment b, long bo) {
        b = Kinds.exactly(KIND, b);
        float sum = 0;
        for (int p = from; p < k; p++) {
            sum += x[p] * b.get(FLOAT, (bo + p) * Float.BYTES);
        }
        return sum;
    }
}
