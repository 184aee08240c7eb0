package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Simd;
import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import dev.gatun.memory.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Multiplies two operands element by element and folds dimensions of the products into their sum, in one pass: what a
 * multiplication followed by {@link Reductions#reduce} gives, without the memory between them. For contractions that are no
 * matrix product: a full dot product, or one for each index of a batch.
 */
public final class SumOfProducts {
    private static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED;

    private static final SumOfProductsKernel KERNEL =
            Simd.AVAILABLE ? new VectorSumOfProductsLoop() : new SumOfProductsLoop();

    private static final SumOfProductsKernel PLAIN = new SumOfProductsLoop();

    private SumOfProducts() {}

    /**
     * {@code out = sum over the reduced dimensions of a * b}; 0 where there is nothing to sum. Parts of the sums are rounded
     * to float, as in a matrix product; the parts are added up in double precision.
     *
     * @param a memory of one operand, FLOAT32
     * @param la its layout
     * @param b memory of the other, FLOAT32
     * @param lb its layout, of the same shape
     * @param reduced for each dimension of the operands, whether it is folded
     * @param out memory of the result, FLOAT32; it must not overlap the operands
     * @param lout its layout: the kept dimensions in their order
     */
    public static void run(
            MemorySegment a, Layout la, MemorySegment b, Layout lb, boolean[] reduced, MemorySegment out, Layout lout) {
        run(Kinds.isNative(a) && Kinds.isNative(b) ? KERNEL : PLAIN, a, la, b, lb, reduced, out, lout);
    }

    /** The same by a loop of the caller's choice. */
    static void run(
            SumOfProductsKernel kernel,
            MemorySegment a,
            Layout la,
            MemorySegment b,
            Layout lb,
            boolean[] reduced,
            MemorySegment out,
            Layout lout) {
        Layout sums = Layout.contiguous(lout.shape());
        MemorySegment accumulators = Memory.allocateZeroed(Math.multiplyExact(sums.numel(), Double.BYTES));
        StridedLoop fold = StridedLoop.of(la, lb, Reductions.spread(sums, la, reduced));
        if (!fold.isEmpty()) {
            kernel.run(fold, a, b, accumulators);
        }
        StridedLoop round = StridedLoop.of(lout, sums);
        if (!round.isEmpty()) {
            round(round, out, accumulators);
        }
    }

    private static void round(StridedLoop loop, MemorySegment out, MemorySegment accumulators) {
        do {
            for (int j = 0; j < loop.length(); j++) {
                double value = accumulators.get(DOUBLE, (loop.at(1) + j * loop.stride(1)) * Double.BYTES);
                Elements.store(DType.FLOAT32, out, loop.at(0) + j * loop.stride(0), (float) value);
            }
        } while (loop.next());
    }
}
