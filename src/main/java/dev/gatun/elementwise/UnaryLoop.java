package dev.gatun.elementwise;

import dev.gatun.jit.Specialized;
import dev.gatun.layout.DType;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** {@code c = op a} for each element; a template, see {@link Specialized}. */
final class UnaryLoop implements UnaryKernel {
    private static final UnaryOp OP = Specialized.operation(MethodHandles.lookup(), UnaryOp.class);
    private static final UnaryOp.Function FUNCTION = OP.function();
    private static final DType SOURCE = OP.source();
    private static final DType RESULT = OP.result();

    UnaryLoop() {}

    @Override
    public void run(StridedLoop loop, MemorySegment c, MemorySegment a) {
        long cs = loop.stride(0);
        long as = loop.stride(1);
        do {
            if (cs == 1 && as == 1) {
                contiguous(loop.length(), c, loop.at(0), a, loop.at(1));
            } else {
                strided(loop.length(), c, loop.at(0), cs, a, loop.at(1), as);
            }
        } while (loop.next());
    }

    @Override
    public void contiguous(int n, MemorySegment c, long c0, MemorySegment a, long a0) {
        for (int j = 0; j < n; j++) {
            Elements.store(RESULT, c, c0 + j, FUNCTION.apply(Elements.load(SOURCE, a, a0 + j)));
        }
    }

    private static void strided(int n, MemorySegment c, long c0, long cs, MemorySegment a, long a0, long as) {
        for (int j = 0; j < n; j++) {
            Elements.store(RESULT, c, c0 + j * cs, FUNCTION.apply(Elements.load(SOURCE, a, a0 + j * as)));
        }
    }
}
