package dev.gatun.elementwise;

import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** {@code c = a op b} for each element; a template, see {@link Specialized}. */
final class BinaryLoop implements BinaryKernel {
    private static final BinaryOp OP = Specialized.operation(MethodHandles.lookup(), BinaryOp.class);
    private static final BinaryOp.Function FUNCTION = OP.function();
    private static final DType RESULT = OP.result();

    BinaryLoop() {}

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
            } else if (cs == 1 && as == 0 && bs == 1) {
                left(n, c, c0, Elements.load(DType.FLOAT32, a, a0), b, b0);
            } else {
                strided(n, c, c0, cs, a, a0, as, b, b0, bs);
            }
        } while (loop.next());
    }

    @Override
    public void contiguous(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        for (int j = 0; j < n; j++) {
            float x = Elements.load(DType.FLOAT32, a, a0 + j);
            float y = Elements.load(DType.FLOAT32, b, b0 + j);
            Elements.store(RESULT, c, c0 + j, FUNCTION.apply(x, y));
        }
    }

    @Override
    public void right(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0) {
        float y = Elements.load(DType.FLOAT32, b, b0);
        for (int j = 0; j < n; j++) {
            Elements.store(RESULT, c, c0 + j, FUNCTION.apply(Elements.load(DType.FLOAT32, a, a0 + j), y));
        }
    }

    private static void left(int n, MemorySegment c, long c0, float x, MemorySegment b, long b0) {
        for (int j = 0; j < n; j++) {
            Elements.store(RESULT, c, c0 + j, FUNCTION.apply(x, Elements.load(DType.FLOAT32, b, b0 + j)));
        }
    }

    private static void strided(
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
            Elements.store(RESULT, c, c0 + j * cs, FUNCTION.apply(x, y));
        }
    }
}
