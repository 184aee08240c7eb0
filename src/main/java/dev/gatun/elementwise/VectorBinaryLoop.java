package dev.gatun.elementwise;

import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@code c = a op b}, many elements at once: the fast twin of {@link BinaryLoop}, of which it gives the same results to the
 * last bit; a template, see {@link Specialized}.
 */
final class VectorBinaryLoop implements BinaryKernel {
    private static final BinaryOp OP = Specialized.operation(MethodHandles.lookup(), BinaryOp.class);
    private static final BinaryOp.Function SCALAR = OP.function();
    private static final VectorFunctions.Binary FUNCTION =
            VectorFunctions.of(OP).orElseThrow();
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    VectorBinaryLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        if (loop.hasShortRows() && ShortRows.lieFlat(loop, 0)) {
            shortRows(loop, c, a, b);
            return;
        }
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
                right(n, c, c0, a, a0, Elements.load(DType.FLOAT32, b, b0));
            } else if (cs == 1 && as == 0 && bs == 1) {
                left(n, c, c0, Elements.load(DType.FLOAT32, a, a0), b, b0);
            } else {
                scalar(n, c, c0, cs, a, a0, as, b, b0, bs);
            }
        } while (loop.next());
    }

    private static FloatVector load(MemorySegment memory, long element) {
        return FloatVector.fromMemorySegment(SPECIES, memory, element * Float.BYTES, ByteOrder.nativeOrder());
    }

    private static void store(FloatVector vector, MemorySegment memory, long element) {
        vector.intoMemorySegment(memory, element * Float.BYTES, ByteOrder.nativeOrder());
    }

    private static void contiguous(
            int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(FUNCTION.apply(load(a, a0 + j), load(b, b0 + j)), c, c0 + j);
        }
        scalar(n - j, c, c0 + j, 1, a, a0 + j, 1, b, b0 + j, 1);
    }

    private static void right(int n, MemorySegment c, long c0, MemorySegment a, long a0, float y) {
        FloatVector ys = FloatVector.broadcast(SPECIES, y);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(FUNCTION.apply(load(a, a0 + j), ys), c, c0 + j);
        }
        for (; j < n; j++) {
            float x = Elements.load(DType.FLOAT32, a, a0 + j);
            Elements.store(DType.FLOAT32, c, c0 + j, SCALAR.apply(x, y));
        }
    }

    private static void left(int n, MemorySegment c, long c0, float x, MemorySegment b, long b0) {
        FloatVector xs = FloatVector.broadcast(SPECIES, x);
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(FUNCTION.apply(xs, load(b, b0 + j)), c, c0 + j);
        }
        for (; j < n; j++) {
            float y = Elements.load(DType.FLOAT32, b, b0 + j);
            Elements.store(DType.FLOAT32, c, c0 + j, SCALAR.apply(x, y));
        }
    }

    private static void scalar(
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
        for (int j = 0; j < n; j++) {
            float x = Elements.load(DType.FLOAT32, a, a0 + j * as);
            float y = Elements.load(DType.FLOAT32, b, b0 + j * bs);
            Elements.store(DType.FLOAT32, c, c0 + j * cs, SCALAR.apply(x, y));
        }
    }

    /**
     * Rows shorter than a few vectors, which in c lie one after another: a few rows at a time are one contiguous run. An
     * operand that does not lie so, as the one that is broadcast, is laid out beforehand in a buffer that stays in the cache.
     */
    private static void shortRows(StridedLoop loop, MemorySegment c, MemorySegment a, MemorySegment b) {
        int cols = loop.rowLength();
        int rows = ShortRows.BUFFER / cols;
        boolean flatA = ShortRows.lieFlat(loop, 1);
        boolean flatB = ShortRows.lieFlat(loop, 2);
        float[] as = ShortRows.buffer(!flatA);
        float[] bs = ShortRows.buffer(!flatB);
        do {
            for (int i = 0; i < loop.length(); i += rows) {
                int count = Math.min(rows, loop.length() - i);
                int n = count * cols;
                long c0 = loop.at(0) + i * loop.stride(0);
                long a0 = loop.at(1) + i * loop.stride(1);
                long b0 = loop.at(2) + i * loop.stride(2);
                if (!flatA) {
                    ShortRows.layOut(as, count, cols, a, a0, loop.stride(1), loop.rowStep(1));
                }
                if (!flatB) {
                    ShortRows.layOut(bs, count, cols, b, b0, loop.stride(2), loop.rowStep(2));
                }
                if (flatA && flatB) {
                    contiguous(n, c, c0, a, a0, b, b0);
                } else if (flatA) {
                    bufferRight(n, c, c0, a, a0, bs);
                } else if (flatB) {
                    bufferLeft(n, c, c0, as, b, b0);
                } else {
                    buffers(n, c, c0, as, bs);
                }
            }
        } while (loop.nextRows());
    }

    private static void bufferRight(int n, MemorySegment c, long c0, MemorySegment a, long a0, float[] b) {
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(FUNCTION.apply(load(a, a0 + j), FloatVector.fromArray(SPECIES, b, j)), c, c0 + j);
        }
        for (; j < n; j++) {
            float x = Elements.load(DType.FLOAT32, a, a0 + j);
            Elements.store(DType.FLOAT32, c, c0 + j, SCALAR.apply(x, b[j]));
        }
    }

    private static void bufferLeft(int n, MemorySegment c, long c0, float[] a, MemorySegment b, long b0) {
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            store(FUNCTION.apply(FloatVector.fromArray(SPECIES, a, j), load(b, b0 + j)), c, c0 + j);
        }
        for (; j < n; j++) {
            float y = Elements.load(DType.FLOAT32, b, b0 + j);
            Elements.store(DType.FLOAT32, c, c0 + j, SCALAR.apply(a[j], y));
        }
    }

    private static void buffers(int n, MemorySegment c, long c0, float[] a, float[] b) {
        int j = 0;
        for (; j < SPECIES.loopBound(n); j += LANES) {
            FloatVector x = FloatVector.fromArray(SPECIES, a, j);
            store(FUNCTION.apply(x, FloatVector.fromArray(SPECIES, b, j)), c, c0 + j);
        }
        for (; j < n; j++) {
            Elements.store(DType.FLOAT32, c, c0 + j, SCALAR.apply(a[j], b[j]));
        }
    }
}
