package dev.gatun.gemm;

import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import dev.gatun.memory.Overlap;
import dev.gatun.parallel.Workers;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The matrix product by NumPy's rules, {@code numpy.matmul}: two matrices multiply; a vector on the left is a row, on the
 * right a column, and the dimension that it got is missing in the result; dimensions before the last two are a batch and
 * are broadcast, without copying. There is no product with a scalar.
 */
public final class Matmul {
    private Matmul() {}

    /**
     * The shape of a product.
     *
     * @param a layout of the left operand
     * @param b layout of the right operand
     * @return a fresh array
     * @throws ShapeException if the operands do not multiply
     */
    public static long[] shape(Layout a, Layout b) {
        int ra = a.rank();
        int rb = b.rank();
        if (ra == 0 || rb == 0) {
            throw mismatch(
                    a, b, "the " + (ra == 0 ? "left" : "right") + " has no dimensions; mul multiplies by a number");
        }
        long k = a.size(-1);
        long rows = b.size(rb == 1 ? 0 : -2);
        if (k != rows) {
            throw mismatch(
                    a,
                    b,
                    count(k, ra == 1 ? "element" : "column") + " of the left, "
                            + count(rows, rb == 1 ? "element" : "row") + " of the right");
        }
        int batchA = Math.max(ra - 2, 0);
        int batchB = Math.max(rb - 2, 0);
        int batch = Math.max(batchA, batchB);
        long[] shape = new long[batch + (ra > 1 ? 1 : 0) + (rb > 1 ? 1 : 0)];
        for (int back = 1; back <= batch; back++) {
            long x = back <= batchA ? a.size(batchA - back) : 1;
            long y = back <= batchB ? b.size(batchB - back) : 1;
            if (x != y && x != 1 && y != 1) {
                throw mismatch(
                        a,
                        b,
                        "batch dimension " + (-back - 2) + " has size " + x + " and " + y
                                + "; sizes must be equal or 1");
            }
            shape[batch - back] = x == 1 ? y : x;
        }
        if (ra > 1) {
            shape[batch] = a.size(-2);
        }
        if (rb > 1) {
            shape[shape.length - 1] = b.size(-1);
        }
        return shape;
    }

    /**
     * {@code c <- a b}, on at most {@code dev.gatun.Threads.count()} threads.
     *
     * @param backend what computes it
     * @param a memory of the left operand
     * @param la its layout
     * @param b memory of the right operand
     * @param lb its layout
     * @param c memory of the result; what it holds is not read
     * @param lc its layout, of shape {@link #shape}, with an element of its own for each index
     * @throws ShapeException if the operands do not multiply, or lc is of another shape or has two indices for one element
     * @throws IllegalArgumentException if the memory of c is read-only
     * @throws IndexOutOfBoundsException if a layout reaches beyond its memory
     * @throws IllegalStateException if memory that is read or written was freed, or the backend is not there
     */
    public static void run(
            Backend backend, MemorySegment a, Layout la, MemorySegment b, Layout lb, MemorySegment c, Layout lc) {
        run(backend, Workers.count(), a, la, b, lb, c, lc);
    }

    /**
     * {@code c <- a b}. C may share memory with a or b: then the product is computed aside and copied into it.
     *
     * @param backend what computes it
     * @param threads how many threads may work on it, the caller's among them; 1 or more
     * @param a memory of the left operand
     * @param la its layout
     * @param b memory of the right operand
     * @param lb its layout
     * @param c memory of the result; what it holds is not read
     * @param lc its layout, of shape {@link #shape}, with an element of its own for each index
     * @throws ShapeException if the operands do not multiply, or lc is of another shape or has two indices for one element
     * @throws IllegalArgumentException if the memory of c is read-only, or threads is less than 1
     * @throws IndexOutOfBoundsException if a layout reaches beyond its memory
     * @throws IllegalStateException if memory that is read or written was freed, or the backend is not there
     */
    public static void run(
            Backend backend,
            int threads,
            MemorySegment a,
            Layout la,
            MemorySegment b,
            Layout lb,
            MemorySegment c,
            Layout lc) {
        if (Gemm.multiplies(la, lb, lc)) { // first and alone: what a batch needs would cost a small product dearly
            Gemm.run("matmul", backend, threads, 1, a, la, b, lb, 0, c, lc);
            return;
        }
        long[] shape = shape(la, lb);
        if (!Arrays.equals(shape, lc.shape())) {
            throw new ShapeException("matmul: shapes " + ShapeException.show(la.shape()) + " and "
                    + ShapeException.show(lb.shape()) + " multiply into " + ShapeException.show(shape)
                    + ", the output has " + ShapeException.show(lc.shape()));
        }
        Boundary.check("matmul", threads, a, la, b, lb, c, lc);
        Backend resolved = backend.resolved();
        if (lc.numel() == 0) {
            return;
        }
        Batch batch = Batch.of(new Strided(a, la), new Strided(b, lb), new Strided(c, lc));
        if (Overlap.mayOverlap(c, lc, Float.BYTES, a, la, Float.BYTES)
                || Overlap.mayOverlap(c, lc, Float.BYTES, b, lb, Float.BYTES)) {
            try (Arena arena = Arena.ofConfined()) {
                Strided aside = batch.c().scratch(arena);
                new Batch(batch.a(), batch.b(), aside).multiply(resolved, threads);
                aside.copyTo(batch.c());
            }
        } else {
            batch.multiply(resolved, threads);
        }
    }

    /**
     * How {@link #run} computes a product, with a result of its own in contiguous memory.
     *
     * @param backend what computes it
     * @param a memory of the left operand
     * @param la its layout
     * @param b memory of the right operand
     * @param lb its layout
     * @return which backend and which copies, with the reasons
     * @throws ShapeException if the operands do not multiply
     * @throws IllegalStateException if the backend is not there
     */
    public static MatmulPlan explain(Backend backend, MemorySegment a, Layout la, MemorySegment b, Layout lb) {
        Layout result = Layout.contiguous(shape(la, lb));
        Batch batch = Batch.of(new Strided(a, la), new Strided(b, lb), new Strided(MemorySegment.NULL, result));
        return batch.explain(backend);
    }

    private static ShapeException mismatch(Layout a, Layout b, String reason) {
        return new ShapeException("matmul: shapes " + ShapeException.show(a.shape()) + " and "
                + ShapeException.show(b.shape()) + " do not multiply: " + reason);
    }

    private static String count(long n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
