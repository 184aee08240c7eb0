package dev.gatun.layout;

/**
 * NumPy's broadcasting rule: shapes are aligned at their last dimension, missing leading dimensions count as 1, and in
 * each dimension the sizes agree or one of them is 1 and is repeated (with stride 0, never by copying).
 */
public final class Broadcast {
    private Broadcast() {}

    /**
     * The shape that two operands have together.
     *
     * @param operation what the message names
     * @param a one shape
     * @param b another
     * @return the common shape, a fresh array
     * @throws ShapeException if they do not agree; it names the operation, both shapes and the dimension
     */
    public static long[] shapes(String operation, long[] a, long[] b) {
        int rank = Math.max(a.length, b.length);
        long[] common = new long[rank];
        for (int back = 1; back <= rank; back++) {
            long x = back <= a.length ? a[a.length - back] : 1;
            long y = back <= b.length ? b[b.length - back] : 1;
            if (x != y && x != 1 && y != 1) {
                throw new ShapeException(operation + ": cannot broadcast " + ShapeException.show(a) + " with "
                        + ShapeException.show(b) + ": dimension -" + back + " has size " + x + " and " + y
                        + "; sizes must be equal or 1");
            }
            common[rank - back] = x == 1 ? y : x;
        }
        return common;
    }

    /**
     * The row-major layout, from element 0 on, of the shape that two operands have together. Where that is an operand's own,
     * nothing is made: a small operation takes little longer than the making of a few objects.
     *
     * @param operation what the message names
     * @param a one operand's layout
     * @param b the other's
     * @return the layout of a result
     * @throws ShapeException if they do not agree; it names the operation, both shapes and the dimension
     */
    public static Layout common(String operation, Layout a, Layout b) {
        if (a.isRowMajor() && b.broadcastsTo(a)) {
            return a;
        }
        if (b.isRowMajor() && a.broadcastsTo(b)) {
            return b;
        }
        return Layout.contiguous(shapes(operation, a.shape(), b.shape()));
    }

    /**
     * A layout repeated to the shape of another.
     *
     * @param operation what the message names
     * @param layout any layout
     * @param common the layout whose shape to have
     * @return a layout of that shape over the same elements
     * @throws ShapeException if the layout's shape does not broadcast to it
     */
    public static Layout to(String operation, Layout layout, Layout common) {
        if (layout.hasShapeOf(common)) {
            return layout;
        }
        return layout.broadcastsTo(common) ? layout.repeated(common) : to(operation, layout, common.shape());
    }

    /**
     * A layout repeated to a shape that its own broadcasts to.
     *
     * @param operation what the message names
     * @param layout any layout
     * @param shape the shape to have
     * @return a layout of that shape over the same elements
     * @throws ShapeException if the layout's shape does not broadcast to it
     */
    public static Layout to(String operation, Layout layout, long[] shape) {
        int lead = shape.length - layout.rank();
        boolean same = lead == 0;
        for (int d = 0; d < layout.rank(); d++) {
            long size = layout.size(d);
            if (lead < 0 || (size != shape[d + lead] && size != 1)) {
                throw new ShapeException(operation + ": cannot broadcast " + ShapeException.show(layout.shape())
                        + " to " + ShapeException.show(shape)
                        + (lead < 0
                                ? ": it has more dimensions"
                                : ": dimension " + (d - layout.rank()) + " has size " + size + " and must be 1 or "
                                        + shape[d + lead]));
            }
            same &= size == shape[d + lead];
        }
        return same ? layout : layout.expand(shape);
    }
}
