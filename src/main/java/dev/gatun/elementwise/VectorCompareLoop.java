package dev.gatun.elementwise;

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

/** {@code c = a op b} for comparisons, whose results are bytes: the fast twin of {@link BinaryLoop}; a template. */
final class VectorCompareLoop implements BinaryKernel {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    private static final BinaryOp OP = Specialized.operation(MethodHandles.lookup(), BinaryOp.class);
    private static final BinaryOp.Function SCALAR = OP.function();
    private static final VectorOperators.Comparison COMPARISON =
            VectorFunctions.comparison(OP).orElseThrow();
    private static final VectorSpecies<Byte> BYTES = VectorSpecies.of(byte.class, VectorShape.forBitSize(8 * LANES));

    VectorCompareLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        long cs = loop.stride(0);
        long as = loop.stride(1);
        long bs = loop.stride(2);
        do {
            int n = loop.length();
            long c0 = loop.at(0);
            long a0 = loop.at(1);
            long b0 = loop.at(2);
            if (cs == 1 && as == 1 && bs == 1) {
                contiguous(n, c, c0, a, a0, b, b0);
            } else if (cs == 1 && as == 1 && bs == 0) {
                right(n, c, c0, a, a0, b, b0);
            } else {
                scalar(0, n, c, c0, cs, a, a0, as, b, b0, bs);
            }
        } while (loop.next());
    }

    @Override
    public void contiguous(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(load(a, a0 + j).compare(COMPARISON, load(b, b0 + j)), c, c0 + j);
        }
        scalar(j, n, c, c0, 1, a, a0, 1, b, b0, 1);
    }

    @Override
    public void right(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        a = Kinds.exactly(KIND, a);
        b = Kinds.exactly(KIND, b);
        FloatVector ys = FloatVector.broadcast(SPECIES, Elements.load(DType.FLOAT32, b, b0));
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(load(a, a0 + j).compare(COMPARISON, ys), c, c0 + j);
        }
        scalar(j, n, c, c0, 1, a, a0, 1, b, b0, 0);
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ORDER);
    }

    private static void store(VectorMask<Float> truth, MemorySegment memory, long element) {
        ByteVector.zero(BYTES).blend((byte) 1, truth.cast(BYTES)).intoMemorySegment(memory, element, ORDER);
    }

    private static void scalar(
            int from,
            int n,
            MemorySegment c,
            long c0,
            long cs,
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
            Elements.store(DType.BOOL, c, c0 + j * cs, SCALAR.apply(x, y));
        }
    }
}
