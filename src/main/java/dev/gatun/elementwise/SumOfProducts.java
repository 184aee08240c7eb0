package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import dev.gatun.jit.Simd;
import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;

/**
 * Multiplies two operands element by element and folds dimensions of the products into their sum, in one pass: what a
 * multiplication followed by {@link Reductions#reduce} gives, without the memory between them. For contractions that are no
 * matrix product: a full dot product, or one for each index of a batch. It is {@link Apart}, as {@link Reductions} is.
 */
public final class SumOfProducts extends Apart {
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
        boolean flat = la.isContiguous() && lb.isContiguous() && lout.isContiguous();
        if (flat && la.numel() > 0 && la.numel() < 2 * Fold.PART && Fold.isRuns(la, reduced)) {
            int n = (int) (la.numel() / lout.numel());
            for (int i = 0; i < lout.numel(); i++) {
                long at = (long) i * n;
                double sum = kernel.along(n, a, la.offset() + at, b, lb.offset() + at);
                Elements.store(DType.FLOAT32, out, lout.offset() + i, (float) sum);
            }
            return;
        }
        MemorySegment[] operands = {a, b};
        Fold.run(Reduction.SUM, 1, operands, new Layout[] {la, lb}, reduced, out, lout, (loop, memory, sums) -> {
            kernel.run(loop, memory[0], memory[1], sums);
        });
    }
}
