package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code c = a op b} for comparisons, whose results are bytes: the fast twin of {@link BinaryLoop}; a template, see
 * {@link Specialized}. Strided operands are gathered.
 */
final class VectorCompareLoop extends Apart implements BinaryKernel {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final BinaryOp OP = Specialized.operation(MethodHandles.lookup(), BinaryOp.class);
    private static final BinaryOp.Function SCALAR = OP.function();
    private static final VectorOperators.Comparison COMPARISON =
            VectorFunctions.comparison(OP).orElseThrow();
    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, VectorShape.forBitSize(8 * LANES));

    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorSpecies<Byte> EIGHT_BYTES = ByteVector.SPECIES_64;

    /** Vectors, not numbers: within what takes a number is a call that is compiled by what vectors of all widths did. */
    private static final ByteVector FALSE = ByteVector.zero(BYTES);

    private static final ByteVector TRUE = ByteVector.broadcast(BYTES, (byte) 1);
    private static final ByteVector EIGHT_FALSE = ByteVector.zero(EIGHT_BYTES);
    private static final ByteVector EIGHT_TRUE = ByteVector.broadcast(EIGHT_BYTES, (byte) 1);

    VectorCompareLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        long cs = loop.stride(0);
        long as = loop.stride(1);
        long bs = loop.stride(2);
        boolean straight = cs == 1 && as == 1 && bs == 1;
        boolean right = cs == 1 && as == 1 && bs == 0;
        boolean left = cs == 1 && as == 0 && bs == 1;
        Scratch scratch = Scratch.own();
        float[] x = scratch.first(Gather.BUFFER);
        float[] y = scratch.second(Gather.BUFFER);
        byte[] truths = scratch.truths(Gather.BUFFER);
        do {
            int n = loop.length();
            long c0 = loop.at(0);
            long a0 = loop.at(1);
            long b0 = loop.at(2);
            if (straight) {
                straight(n, c, c0, a, a0, b, b0);
            } else if (right) {
                numberRight(n, c, c0, a, a0, b, b0);
            } else if (left) {
                numberLeft(n, c, c0, a, a0, b, b0);
            } else {
                gathered(n, c, c0, cs, a, a0, as, b, b0, bs, x, y, truths);
            }
        } while (loop.next());
    }

    @Override
    public void contiguous(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        straight(n, c, c0, a, a0, b, b0);
    }

    @Override
    public void right(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        numberRight(n, c, c0, a, a0, b, b0);
    }

    private static void straight(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        int j = 0;
        if (n >= VectorBinaryLoop.STREAMED) {
            j = stream(n, c, c0, a, a0, b, b0);
        }
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(load(a, a0 + j).compare(COMPARISON, load(b, b0 + j)), c, c0 + j);
        }
        rest(j, n, c, c0, a, a0, 1, b, b0, 1);
    }

    /** In vectors for many elements, as {@link VectorStreamLoop} has them; how many elements those are. */
    private static int stream(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        c = Kinds.exactly(KIND, c);
        int end = n & -LANES;
        for (int j = 0; j < end; j += EIGHT.length()) {
            FloatVector x = FloatVector.fromMemorySegment(EIGHT, a, (a0 + j) * Float.BYTES, ORDER);
            FloatVector y = FloatVector.fromMemorySegment(EIGHT, b, (b0 + j) * Float.BYTES, ORDER);
            EIGHT_FALSE
                    .blend(EIGHT_TRUE, x.compare(COMPARISON, y).cast(EIGHT_BYTES))
                    .intoMemorySegment(c, c0 + j, ORDER);
        }
        return end;
    }

    private static void numberRight(
            int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        FloatVector ys = FloatVector.broadcast(SPECIES, Elements.load(DType.FLOAT32, b, b0));
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(load(a, a0 + j).compare(COMPARISON, ys), c, c0 + j);
        }
        rest(j, n, c, c0, a, a0, 1, b, b0, 0);
    }

    private static void numberLeft(
            int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        FloatVector xs = FloatVector.broadcast(SPECIES, Elements.load(DType.FLOAT32, a, a0));
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(xs.compare(COMPARISON, load(b, b0 + j)), c, c0 + j);
        }
        rest(j, n, c, c0, a, a0, 0, b, b0, 1);
    }

    private static void gathered(
            int n,
            MemorySegment c,
            long c0,
            long cs,
            MemorySegment a,
            long a0,
            long as,
            MemorySegment b,
            long b0,
            long bs,
            float[] x,
            float[] y,
            byte[] truths) {
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        c = Kinds.exactly(KIND, c);
        for (int from = 0; from < n; from += Gather.BUFFER) {
            int count = Math.min(Gather.BUFFER, n - from);
            Gather.gather(x, count, a, a0 + from * as, as);
            Gather.gather(y, count, b, b0 + from * bs, bs);
            for (int j = 0; j < count; j += LANES) {
                bytes(FloatVector.fromArray(SPECIES, x, j).compare(COMPARISON, FloatVector.fromArray(SPECIES, y, j)))
                        .intoArray(truths, j);
            }
            Gather.scatter(truths, count, c, c0 + from * cs, cs);
        }
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ORDER);
    }

    private static void store(VectorMask<Float> truth, MemorySegment memory, long element) {
        bytes(truth).intoMemorySegment(memory, element, ORDER);
    }

    private static ByteVector bytes(VectorMask<Float> truth) {
        return FALSE.blend(TRUE, truth.cast(BYTES));
    }

    private static void rest(
            int from,
            int n,
            MemorySegment c,
            long c0,
            MemorySegment a,
            long a0,
            long as,
            MemorySegment b,
            long b0,
            long bs) {
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        for (int j = from; j < n; j++) {
            float x = Elements.load(DType.FLOAT32, a, a0 + j * as);
            float y = Elements.load(DType.FLOAT32, b, b0 + j * bs);
            Elements.store(DType.BOOL, c, c0 + j, SCALAR.apply(x, y));
        }
    }
}
