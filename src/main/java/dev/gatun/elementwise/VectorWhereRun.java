package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Many elements at once; a template, so that it meets native memory only. A loop for each pair of values' forms; values of
 * other strides are gathered.
 */
final class VectorWhereRun extends Apart implements Where.Run {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, VectorShape.forBitSize(8 * LANES));

    VectorWhereRun() {}

    @Override
    public void run(
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
            long bs) {
        int whole = SPECIES.loopBound(n);
        if (as == 1 && bs == 1) {
            values(whole, out, o0, condition, c0, a, a0, b, b0);
        } else if (as == 1) {
            orConstant(whole, out, o0, condition, c0, a, a0, Elements.load(DType.FLOAT32, b, b0));
        } else if (bs == 1) {
            constantOr(whole, out, o0, condition, c0, Elements.load(DType.FLOAT32, a, a0), b, b0);
        } else {
            constants(
                    whole,
                    out,
                    o0,
                    condition,
                    c0,
                    Elements.load(DType.FLOAT32, a, a0),
                    Elements.load(DType.FLOAT32, b, b0));
        }
        for (int j = whole; j < n; j++) {
            Where.store(out, o0 + j, condition, c0 + j, a, a0 + j * as, b, b0 + j * bs);
        }
    }

    @Override
    public void gathered(
            StridedLoop loop, MemorySegment out, MemorySegment condition, MemorySegment a, MemorySegment b) {
        Scratch scratch = Scratch.own();
        byte[] truths = scratch.truths(Gather.BUFFER);
        float[] x = scratch.first(Gather.BUFFER);
        float[] y = scratch.second(Gather.BUFFER);
        do {
            gathered(
                    loop.length(),
                    out,
                    loop.at(0),
                    condition,
                    loop.at(1),
                    a,
                    loop.at(2),
                    loop.stride(2),
                    b,
                    loop.at(3),
                    loop.stride(3),
                    truths,
                    x,
                    y);
        } while (loop.next());
    }

    private static void gathered(
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
            long bs,
            byte[] truths,
            float[] x,
            float[] y) {
        out = Kinds.exactly(Kinds.NATIVE, out);
        condition = Kinds.exactly(Kinds.NATIVE, condition);
        a = Kinds.exactly(Kinds.NATIVE, a);
        b = Kinds.exactly(Kinds.NATIVE, b);
        for (int from = 0; from < n; from += Gather.BUFFER) {
            int count = Math.min(Gather.BUFFER, n - from);
            MemorySegment.copy(condition, ValueLayout.JAVA_BYTE, c0 + from, truths, 0, count);
            Gather.gather(x, count, a, a0 + from * as, as);
            Gather.gather(y, count, b, b0 + from * bs, bs);
            for (int j = 0; j < count; j += LANES) {
                VectorMask<Float> truth = ByteVector.fromArray(BYTES, truths, j)
                        .compare(VectorOperators.NE, (byte) 0)
                        .cast(SPECIES);
                FloatVector.fromArray(SPECIES, y, j)
                        .blend(FloatVector.fromArray(SPECIES, x, j), truth)
                        .intoArray(y, j);
            }
            Gather.scatter(y, count, out, o0 + from, 1);
        }
    }

    private static void values(
            int n,
            MemorySegment out,
            long o0,
            MemorySegment condition,
            long c0,
            MemorySegment a,
            long a0,
            MemorySegment b,
            long b0) {
        out = Kinds.exactly(Kinds.NATIVE, out);
        condition = Kinds.exactly(Kinds.NATIVE, condition);
        a = Kinds.exactly(Kinds.NATIVE, a);
        b = Kinds.exactly(Kinds.NATIVE, b);
        for (int j = 0; j < n; j += LANES) {
            store(load(b, b0 + j).blend(load(a, a0 + j), truth(condition, c0 + j)), out, o0 + j);
        }
    }

    private static void orConstant(
            int n, MemorySegment out, long o0, MemorySegment condition, long c0, MemorySegment a, long a0, float b) {
        out = Kinds.exactly(Kinds.NATIVE, out);
        condition = Kinds.exactly(Kinds.NATIVE, condition);
        a = Kinds.exactly(Kinds.NATIVE, a);
        FloatVector y = FloatVector.broadcast(SPECIES, b);
        for (int j = 0; j < n; j += LANES) {
            store(y.blend(load(a, a0 + j), truth(condition, c0 + j)), out, o0 + j);
        }
    }

    private static void constantOr(
            int n, MemorySegment out, long o0, MemorySegment condition, long c0, float a, MemorySegment b, long b0) {
        out = Kinds.exactly(Kinds.NATIVE, out);
        condition = Kinds.exactly(Kinds.NATIVE, condition);
        b = Kinds.exactly(Kinds.NATIVE, b);
        FloatVector x = FloatVector.broadcast(SPECIES, a);
        for (int j = 0; j < n; j += LANES) {
            store(load(b, b0 + j).blend(x, truth(condition, c0 + j)), out, o0 + j);
        }
    }

    private static void constants(
            int n, MemorySegment out, long o0, MemorySegment condition, long c0, float a, float b) {
        out = Kinds.exactly(Kinds.NATIVE, out);
        condition = Kinds.exactly(Kinds.NATIVE, condition);
        FloatVector x = FloatVector.broadcast(SPECIES, a);
        FloatVector y = FloatVector.broadcast(SPECIES, b);
        for (int j = 0; j < n; j += LANES) {
            store(y.blend(x, truth(condition, c0 + j)), out, o0 + j);
        }
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ORDER);
    }

    private static void store(FloatVector vector, MemorySegment memory, long element) {
        vector.intoMemorySegment(memory, element * Float.BYTES, ORDER);
    }

    private static VectorMask<Float> truth(MemorySegment condition, long element) {
        return ByteVector.fromMemorySegment(BYTES, condition, element, ORDER)
                .compare(VectorOperators.NE, (byte) 0)
                .cast(SPECIES);
    }
}
