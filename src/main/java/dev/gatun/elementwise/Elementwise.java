package dev.gatun.elementwise;

import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Elementwise operations over operands that already have one shape (a broadcast operand is expanded, with stride 0).
 * The caller has validated shapes and dtypes. The output may be an operand itself, element for element; any other overlap
 * is the caller's to avoid.
 */
public final class Elementwise {
    private Elementwise() {}

    /**
     * {@code out = op a}.
     *
     * @param op the operation; it says which dtypes it reads and writes
     * @param a memory of the operand
     * @param la its layout
     * @param out memory of the result
     * @param lout its layout, of the same shape
     */
    public static void unary(UnaryOp op, MemorySegment a, Layout la, MemorySegment out, Layout lout) {
        if (Parts.pays(lout.numel(), op.isCostly())) {
            Parts.run(op.isCostly(), new MemorySegment[] {out, a}, new Layout[] {lout, la}, (memory, layouts) -> {
                unaryAlone(op, memory[1], layouts[1], memory[0], layouts[0]);
            });
        } else {
            unaryAlone(op, a, la, out, lout);
        }
    }

    private static void unaryAlone(UnaryOp op, MemorySegment a, Layout la, MemorySegment out, Layout lout) {
        if (op == UnaryOp.COPY && TransposedCopy.run(a, la, out, lout)) {
            return;
        }
        UnaryKernel kernel = op.kernel(out, a);
        if (isOneRun(lout) && la.isContiguous()) {
            kernel.contiguous((int) lout.numel(), out, lout.offset(), a, la.offset());
            return;
        }
        StridedLoop loop = StridedLoop.of(lout, la);
        if (!loop.isEmpty()) {
            kernel.run(loop, out, a);
        }
    }

    /** Whether all elements lie one after another and are few enough for a loop that counts in int. */
    private static boolean isOneRun(Layout layout) {
        return layout.numel() <= StridedLoop.LONGEST && layout.isContiguous();
    }

    /**
     * {@code out = a op b}, for FLOAT32 operands.
     *
     * @param op the operation; it says which dtype it writes
     * @param a memory of the left operand
     * @param la its layout
     * @param b memory of the right operand
     * @param lb its layout, of the same shape
     * @param out memory of the result
     * @param lout its layout, of the same shape
     */
    public static void binary(
            BinaryOp op, MemorySegment a, Layout la, MemorySegment b, Layout lb, MemorySegment out, Layout lout) {
        if (Parts.pays(lout.numel(), op.isCostly())) {
            Parts.run(
                    op.isCostly(),
                    new MemorySegment[] {out, a, b},
                    new Layout[] {lout, la, lb},
                    (memory, layouts) ->
                            binaryAlone(op, memory[1], layouts[1], memory[2], layouts[2], memory[0], layouts[0]));
        } else {
            binaryAlone(op, a, la, b, lb, out, lout);
        }
    }

    private static void binaryAlone(
            BinaryOp op, MemorySegment a, Layout la, MemorySegment b, Layout lb, MemorySegment out, Layout lout) {
        BinaryKernel kernel = op.kernel(out, a, b);
        if (isOneRun(lout) && la.isContiguous() && lb.isContiguous()) {
            kernel.contiguous((int) lout.numel(), out, lout.offset(), a, la.offset(), b, lb.offset());
            return;
        }
        if (isOneRun(lout) && la.isContiguous() && lb.isConstant()) {
            kernel.right((int) lout.numel(), out, lout.offset(), a, la.offset(), b, lb.offset());
            return;
        }
        if (isOneRun(lout) && repeated(kernel.rows(), a, la, b, lb, out, lout)) {
            return;
        }
        StridedLoop loop = StridedLoop.of(lout, la, lb);
        if (!loop.isEmpty()) {
            kernel.run(loop, out, a, b);
        }
    }

    /**
     * Rows with a repeated operand, if these are such: what {@link StridedLoop} would find out as well, but a small operation takes no
     * longer than the making of one.
     */
    private static boolean repeated(
            @Nullable RowsKernel rows,
            MemorySegment a,
            Layout la,
            MemorySegment b,
            Layout lb,
            MemorySegment out,
            Layout lout) {
        boolean right = la.isContiguous();
        Layout other = right ? lb : la;
        if (rows == null || (!right && !lb.isContiguous())) {
            return false;
        }
        long cols = other.repeatedRow();
        boolean row = cols > 0;
        cols = row ? cols : other.repeatedElements();
        if (cols == 0 || cols > (row ? RowsKernel.MOST_COLUMNS : RowsKernel.MOST_REPEATS)) {
            return false;
        }
        int count = (int) (lout.numel() / cols);
        long stride = row ? 0 : 1;
        long step = row ? 1 : 0;
        long c0 = lout.offset();
        if (right) {
            rows.run(count, (int) cols, out, c0, a, la.offset(), cols, 1, b, lb.offset(), stride, step);
        } else {
            rows.run(count, (int) cols, out, c0, a, la.offset(), stride, step, b, lb.offset(), cols, 1);
        }
        return true;
    }

    /**
     * {@code out = condition ? a : b}.
     *
     * @param condition memory of the condition, BOOL
     * @param lc its layout
     * @param a memory of what is taken where it is true, FLOAT32
     * @param la its layout, of the same shape
     * @param b memory of what is taken elsewhere, FLOAT32
     * @param lb its layout, of the same shape
     * @param out memory of the result, FLOAT32
     * @param lout its layout, of the same shape
     */
    public static void where(
            MemorySegment condition,
            Layout lc,
            MemorySegment a,
            Layout la,
            MemorySegment b,
            Layout lb,
            MemorySegment out,
            Layout lout) {
        boolean flat = isOneRun(lout) && lc.isContiguous() && la.isContiguous() && lb.isContiguous();
        if (flat && !Parts.pays(lout.numel(), false)) {
            Where.contiguous(
                    (int) lout.numel(), out, lout.offset(), condition, lc.offset(), a, la.offset(), b, lb.offset());
            return;
        }
        MemorySegment[] memory = {out, condition, a, b};
        Layout[] layouts = {lout, lc, la, lb};
        if (Parts.pays(lout.numel(), false)) {
            Parts.run(false, memory, layouts, Where::run);
        } else {
            Where.run(memory, layouts);
        }
    }

    /**
     * Copies FLOAT32 elements; where source and target disagree on the dimension that lies contiguously, in tiles.
     *
     * @param a memory of the source
     * @param la its layout
     * @param out memory of the target
     * @param lout its layout, of the same shape
     */
    public static void copy(MemorySegment a, Layout la, MemorySegment out, Layout lout) {
        unary(UnaryOp.COPY, a, la, out, lout);
    }

    /** A condition on two numbers. */
    @FunctionalInterface
    public interface Condition {
        /**
         * Whether it holds.
         *
         * @param a an element of the left operand
         * @param b the element of the right operand
         * @return true if so
         */
        boolean test(float a, float b);
    }

    /**
     * Whether a condition holds for all pairs of elements; ends at the first for which it does not.
     *
     * @param condition the condition
     * @param a memory of the left operand, FLOAT32
     * @param la its layout
     * @param b memory of the right operand, FLOAT32
     * @param lb its layout, of the same shape
     * @return true if there are no elements
     */
    public static boolean all(Condition condition, MemorySegment a, Layout la, MemorySegment b, Layout lb) {
        StridedLoop loop = StridedLoop.of(la, lb);
        if (loop.isEmpty()) {
            return true;
        }
        do {
            for (int j = 0; j < loop.length(); j++) {
                float x = Elements.load(DType.FLOAT32, a, loop.at(0) + j * loop.stride(0));
                float y = Elements.load(DType.FLOAT32, b, loop.at(1) + j * loop.stride(1));
                if (!condition.test(x, y)) {
                    return false;
                }
            }
        } while (loop.next());
        return true;
    }
}
