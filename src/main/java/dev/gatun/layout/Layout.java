package dev.gatun.layout;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Maps an index {@code (i0, ..., iN-1)} to the element {@code offset + sum(i * stride)} of a block of memory.
 *
 * <p>A layout is immutable and knows no memory: views (select, slice, transpose, expand, ...) are new layouts over the
 * same block, each made in O(rank). Sizes, strides and offsets are {@code long} and count elements, not bytes. A stride
 * may be 0 (a broadcast dimension: one element seen many times) or negative (a reversed one). Names and semantics follow
 * PyTorch's tensor views, and NumPy where PyTorch has no equal (negative steps). The split into a pure layout and dumb
 * storage follows candle's {@code layout.rs}.
 *
 * <p>Dimensions are counted from 0; a negative one counts from the end, -1 being the last.
 */
public final class Layout {
    /** In {@link #slice}, a bound that was left out, as in Python's {@code a[::2]}. */
    public static final long OPEN = Long.MIN_VALUE;

    private final long[] shape;
    private final long[] strides;
    private final long offset;
    private final long numel;
    private final long first;
    private final long end;

    /** Fails with an ArithmeticException if the elements reach beyond 2^63-1. */
    private Layout(long[] shape, long[] strides, long offset, long numel) {
        this.shape = shape;
        this.strides = strides;
        this.offset = offset;
        this.numel = numel;
        long low = offset;
        long high = offset;
        for (int d = 0; numel > 0 && d < shape.length; d++) {
            long reach = Math.multiplyExact(strides[d], shape[d] - 1);
            if (reach < 0) {
                low = Math.addExact(low, reach);
            } else {
                high = Math.addExact(high, reach);
            }
        }
        this.first = low;
        this.end = numel > 0 ? Math.addExact(high, 1) : offset;
    }

    /**
     * The row-major (C order) layout of a shape: the last dimension has stride 1, offset 0.
     *
     * @param shape sizes, outermost first, none negative; empty for a scalar
     * @return the contiguous layout
     * @throws ShapeException if a size is negative or the number of elements does not fit a {@code long}
     */
    public static Layout contiguous(long... shape) {
        long numel = count(shape);
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            strides[d] = stride;
            stride = times(stride, Math.max(shape[d], 1), shape);
        }
        return new Layout(shape.clone(), strides, 0, numel);
    }

    /**
     * Any strided layout.
     *
     * @param shape sizes, outermost first, none negative
     * @param strides elements from one index to the next, one for each dimension
     * @param offset the element of index (0, ..., 0)
     * @return the layout
     * @throws ShapeException if shape and strides differ in length, a size is negative, or an element would lie before
     *     element 0 or beyond what a {@code long} counts
     */
    public static Layout strided(long[] shape, long[] strides, long offset) {
        if (shape.length != strides.length) {
            throw new ShapeException("strided: shape " + ShapeException.show(shape) + " has " + shape.length
                    + " dimensions, strides " + ShapeException.show(strides) + " have " + strides.length);
        }
        long numel = count(shape);
        Layout layout;
        try {
            layout = new Layout(shape.clone(), strides.clone(), offset, numel);
            if (offset < 0 || layout.first() < 0 || layout.end() < 0) {
                throw new ShapeException("strided: shape " + ShapeException.show(shape) + ", strides "
                        + ShapeException.show(strides) + ", offset " + offset + " reach before element 0");
            }
        } catch (ArithmeticException e) {
            throw new ShapeException("strided: shape " + ShapeException.show(shape) + " with strides "
                    + ShapeException.show(strides) + " reaches beyond 2^63-1 elements");
        }
        return layout;
    }

    /** The number of elements; an error where it does not fit a {@code long}. */
    private static long count(long[] shape) {
        boolean empty = false;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] < 0) {
                throw new ShapeException(
                        "shape " + ShapeException.show(shape) + " has a negative size in dimension " + d);
            }
            empty |= shape[d] == 0;
        }
        if (empty) {
            return 0;
        }
        long n = 1;
        for (long size : shape) {
            n = times(n, size, shape);
        }
        return n;
    }

    private static long times(long n, long size, long[] shape) {
        if (Math.multiplyHigh(n, size) != 0 || n * size < 0) {
            throw new ShapeException("shape " + ShapeException.show(shape) + " has more than 2^63-1 elements");
        }
        return n * size;
    }

    // ---------------------------------------------------------------------------------------------- metadata

    /**
     * The number of dimensions.
     *
     * @return 0 for a scalar
     */
    public int rank() {
        return shape.length;
    }

    /**
     * The sizes, outermost first.
     *
     * @return a fresh array
     */
    public long[] shape() {
        return shape.clone();
    }

    /**
     * The strides in elements, outermost first.
     *
     * @return a fresh array
     */
    public long[] strides() {
        return strides.clone();
    }

    /**
     * The size of one dimension.
     *
     * @param dim a dimension, negative from the end
     * @return the number of indices along it
     * @throws ShapeException if there is no such dimension
     */
    public long size(int dim) {
        return shape[dimension("size", dim)];
    }

    /**
     * The stride of one dimension.
     *
     * @param dim a dimension, negative from the end
     * @return elements from one index to the next
     * @throws ShapeException if there is no such dimension
     */
    public long stride(int dim) {
        return strides[dimension("stride", dim)];
    }

    /**
     * Where the element of index (0, ..., 0) lies.
     *
     * @return elements from the start of the block
     */
    public long offset() {
        return offset;
    }

    /**
     * The number of indices, that is the product of the sizes.
     *
     * @return 1 for a scalar, 0 where any size is 0
     */
    public long numel() {
        return numel;
    }

    /**
     * Whether all indices are the same element.
     *
     * @return true if there is one element, as a scalar that was broadcast has
     */
    public boolean isConstant() {
        return numel != 0 && isConstantUpTo(shape.length - 1);
    }

    /**
     * Of a row that is repeated: how many elements it has. The last dimensions lie one after another, and those before them have
     * stride 0.
     *
     * @return 0 if this is no such layout, or no element is repeated
     */
    public long repeatedRow() {
        long length = 1;
        int d = shape.length - 1;
        while (d >= 0 && (shape[d] == 1 || strides[d] == length)) {
            length *= shape[d--];
        }
        return d >= 0 && length > 1 && isConstantUpTo(d) ? length : 0;
    }

    /**
     * Of elements that lie one after another and are repeated each: how often. The last dimensions have stride 0.
     *
     * @return 0 if this is no such layout, or no element is repeated
     */
    public long repeatedElements() {
        long times = 1;
        int d = shape.length - 1;
        while (d >= 0 && (shape[d] == 1 || strides[d] == 0)) {
            times *= shape[d--];
        }
        long expected = 1;
        for (; d >= 0 && (shape[d] == 1 || strides[d] == expected); d--) {
            expected *= shape[d];
        }
        return d < 0 && times > 1 && expected > 1 ? times : 0;
    }

    private boolean isConstantUpTo(int dim) {
        for (int d = 0; d <= dim; d++) {
            if (strides[d] != 0 && shape[d] != 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether the elements lie one after another in row-major order. Dimensions of size 1 do not matter, and what has no
     * elements is contiguous.
     *
     * @return true if a loop over the indices reads consecutive elements
     */
    public boolean isContiguous() {
        if (numel == 0) {
            return true;
        }
        long expected = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (shape[d] != 1) {
                if (strides[d] != expected) {
                    return false;
                }
                expected *= shape[d];
            }
        }
        return true;
    }

    /**
     * The row-major layout of the same shape, from element 0 on.
     *
     * @return what {@link #contiguous} makes of the shape; this, if it is that already
     */
    public Layout rowMajor() {
        return isRowMajor() ? this : contiguous(shape);
    }

    /** Whether this is what {@link #contiguous} makes of its shape. */
    boolean isRowMajor() {
        long expected = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            if (strides[d] != expected) {
                return false;
            }
            expected *= Math.max(shape[d], 1);
        }
        return offset == 0;
    }

    /** Whether an operand of this shape can be repeated to the shape of another, which then is that of the result. */
    boolean broadcastsTo(Layout other) {
        int lead = other.shape.length - shape.length;
        if (lead < 0) {
            return false;
        }
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] != other.shape[d + lead] && shape[d] != 1) {
                return false;
            }
        }
        return true;
    }

    /** This one repeated, with strides of 0, to the shape of another that it broadcasts to. */
    Layout repeated(Layout other) {
        int lead = other.shape.length - shape.length;
        long[] repeated = new long[other.shape.length];
        for (int d = 0; d < shape.length; d++) {
            repeated[d + lead] = shape[d] == other.shape[d + lead] ? strides[d] : 0;
        }
        return new Layout(other.shape, repeated, offset, other.numel);
    }

    /**
     * Whether the sizes are the same.
     *
     * @param other any layout
     * @return true if so, whatever the strides
     */
    public boolean hasShapeOf(Layout other) {
        return Arrays.equals(shape, other.shape);
    }

    /**
     * The lowest element that any index reaches.
     *
     * @return an element of the block; {@link #offset()} where there are no elements
     */
    public long first() {
        return first;
    }

    /**
     * One beyond the highest element that any index reaches: a block of this many elements holds the whole layout.
     *
     * @return an element count; {@link #offset()} where there are no elements
     */
    public long end() {
        return end;
    }

    /**
     * Whether two different indices may reach the same element, so that writing through this layout has no meaning: a
     * dimension of stride 0, or dimensions that interleave. The test sorts by stride and asks that each dimension steps
     * over all smaller ones; the few exotic layouts that fail it without overlapping are reported as overlapping.
     *
     * @return false only if every index has an element of its own
     */
    public boolean overlapsItself() {
        if (isContiguous()) { // the usual case, told without sorting
            return false;
        }
        int rank = shape.length;
        long[][] dims = new long[rank][];
        int n = 0;
        for (int d = 0; d < rank; d++) {
            if (shape[d] > 1) {
                dims[n++] = new long[] {Math.abs(strides[d]), shape[d]};
            }
        }
        Arrays.sort(dims, 0, n, (a, b) -> Long.compare(a[0], b[0]));
        long reach = 0;
        for (int i = 0; i < n; i++) {
            if (dims[i][0] <= reach) {
                return true;
            }
            reach += dims[i][0] * (dims[i][1] - 1);
        }
        return false;
    }

    /**
     * The element of an index.
     *
     * @param index one number for each dimension; negative ones count from the end
     * @return elements from the start of the block
     * @throws ShapeException if the count or a number is out of range
     */
    public long at(long... index) {
        if (index.length != shape.length) {
            throw new ShapeException("get or set: an index of " + index.length + " numbers, "
                    + ShapeException.show(index) + ", for the " + shape.length + " dimensions of shape "
                    + ShapeException.show(shape));
        }
        long element = offset;
        for (int d = 0; d < index.length; d++) {
            element += wrapIndex("get or set", d, index[d]) * strides[d];
        }
        return element;
    }

    // ---------------------------------------------------------------------------------------------- views

    /**
     * Fixes one dimension to one index and drops it.
     *
     * @param dim a dimension, negative from the end
     * @param index an index along it, negative from the end
     * @return a layout of one dimension less
     * @throws ShapeException if the dimension or the index is out of range
     */
    public Layout select(int dim, long index) {
        int d = dimension("select", dim);
        long i = wrapIndex("select", d, index);
        return new Layout(without(shape, d), without(strides, d), offset + i * strides[d], quotient(d));
    }

    /**
     * Python's {@code start:stop:step} along one dimension: negative bounds count from the end, bounds beyond the ends
     * are clamped, a negative step walks backwards.
     *
     * @param dim a dimension, negative from the end
     * @param start first index, or {@link #OPEN}
     * @param stop first index not taken, or {@link #OPEN}
     * @param step any number but 0
     * @return a layout of the same rank
     * @throws ShapeException if there is no such dimension or the step is 0
     */
    public Layout slice(int dim, long start, long stop, long step) {
        int d = dimension("slice", dim);
        if (step == 0) {
            throw new ShapeException("slice: step 0 in dimension " + d + " of shape " + ShapeException.show(shape)
                    + "; a step is positive or negative");
        }
        long n = shape[d];
        // Walking backwards, "before the first" is -1 and the last start is n - 1.
        long low = step > 0 ? 0 : -1;
        long high = step > 0 ? n : n - 1;
        long from = start == OPEN ? (step > 0 ? low : high) : clamp(start, n, low, high);
        long to = stop == OPEN ? (step > 0 ? high : low) : clamp(stop, n, low, high);
        long distance = step > 0 ? to - from : from - to;
        long length = distance <= 0 ? 0 : Math.abs((distance - 1) / step) + 1;
        return resized(d, length, strides[d] * step, length == 0 ? offset : offset + from * strides[d]);
    }

    private static long clamp(long bound, long n, long low, long high) {
        long wrapped = bound < 0 ? bound + n : bound;
        return Math.min(Math.max(wrapped, low), high);
    }

    /**
     * The indices {@code start} to {@code start + length - 1} of one dimension. Unlike {@link #slice}, nothing is clamped.
     *
     * @param dim a dimension, negative from the end
     * @param start first index, negative from the end
     * @param length how many indices
     * @return a layout of the same rank
     * @throws ShapeException if the range leaves the dimension
     */
    public Layout narrow(int dim, long start, long length) {
        int d = dimension("narrow", dim);
        long from = start < 0 ? start + shape[d] : start;
        if (from < 0 || length < 0 || length > shape[d] - from) {
            throw new ShapeException("narrow: start " + start + " and length " + length + " leave dimension " + d
                    + " of size " + shape[d] + " in shape " + ShapeException.show(shape));
        }
        return resized(d, length, strides[d], length == 0 ? offset : offset + from * strides[d]);
    }

    private Layout resized(int d, long size, long stride, long newOffset) {
        long[] newShape = shape.clone();
        long[] newStrides = strides.clone();
        newShape[d] = size;
        newStrides[d] = stride;
        return new Layout(newShape, newStrides, newOffset, size == 0 ? 0 : quotient(d) * size);
    }

    /** The number of elements without dimension d. */
    private long quotient(int d) {
        return shape[d] != 0 ? numel / shape[d] : count(without(shape, d));
    }

    /**
     * Swaps two dimensions.
     *
     * @param dim0 a dimension, negative from the end
     * @param dim1 another, or the same
     * @return a layout of the same elements
     * @throws ShapeException if there is no such dimension
     */
    public Layout transpose(int dim0, int dim1) {
        int a = dimension("transpose", dim0);
        int b = dimension("transpose", dim1);
        long[] newShape = shape.clone();
        long[] newStrides = strides.clone();
        newShape[a] = shape[b];
        newShape[b] = shape[a];
        newStrides[a] = strides[b];
        newStrides[b] = strides[a];
        return new Layout(newShape, newStrides, offset, numel);
    }

    /**
     * Reorders all dimensions: dimension {@code i} of the result is {@code dims[i]} of this.
     *
     * @param dims every dimension once, negative ones from the end
     * @return a layout of the same elements
     * @throws ShapeException if dims is no permutation
     */
    public Layout permute(int... dims) {
        String all = "permute" + Arrays.toString(dims);
        if (dims.length != shape.length) {
            throw new ShapeException(all + ": shape " + ShapeException.show(shape) + " has " + shape.length
                    + " dimensions, each must be named once");
        }
        long[] newShape = new long[shape.length];
        long[] newStrides = new long[shape.length];
        boolean[] seen = new boolean[shape.length];
        for (int i = 0; i < dims.length; i++) {
            int d = dimension(all, dims[i]);
            if (seen[d]) {
                throw new ShapeException(
                        all + ": dimension " + d + " of shape " + ShapeException.show(shape) + " is named twice");
            }
            seen[d] = true;
            newShape[i] = shape[d];
            newStrides[i] = strides[d];
        }
        return new Layout(newShape, newStrides, offset, numel);
    }

    /**
     * Inserts a dimension of size 1.
     *
     * @param dim where it stands in the result, negative from the end of the result
     * @return a layout of one dimension more
     * @throws ShapeException if the place is out of range
     */
    public Layout unsqueeze(int dim) {
        int rank = shape.length;
        int d = dim < 0 ? dim + rank + 1 : dim;
        if (d < 0 || d > rank) {
            throw new ShapeException("unsqueeze: dimension " + dim + " is out of range for shape "
                    + ShapeException.show(shape) + "; " + -(rank + 1) + " to " + rank + " are allowed");
        }
        long[] newShape = new long[rank + 1];
        long[] newStrides = new long[rank + 1];
        for (int i = 0; i < d; i++) {
            newShape[i] = shape[i];
            newStrides[i] = strides[i];
        }
        newShape[d] = 1;
        // PyTorch's choice: the stride that keeps a contiguous layout contiguous.
        newStrides[d] = d < rank ? shape[d] * strides[d] : 1;
        for (int i = d; i < rank; i++) {
            newShape[i + 1] = shape[i];
            newStrides[i + 1] = strides[i];
        }
        return new Layout(newShape, newStrides, offset, numel);
    }

    /**
     * Drops every dimension of size 1.
     *
     * @return a layout of the same elements
     */
    public Layout squeeze() {
        long[] newShape = new long[shape.length];
        long[] newStrides = new long[shape.length];
        int n = 0;
        for (int d = 0; d < shape.length; d++) {
            if (shape[d] != 1) {
                newShape[n] = shape[d];
                newStrides[n++] = strides[d];
            }
        }
        return new Layout(Arrays.copyOf(newShape, n), Arrays.copyOf(newStrides, n), offset, numel);
    }

    /**
     * Drops one dimension if its size is 1, and is the same layout otherwise, as in PyTorch.
     *
     * @param dim a dimension, negative from the end
     * @return a layout of the same elements
     * @throws ShapeException if there is no such dimension
     */
    public Layout squeeze(int dim) {
        int d = dimension("squeeze", dim);
        return shape[d] == 1 ? new Layout(without(shape, d), without(strides, d), offset, numel) : this;
    }

    /**
     * Repeats dimensions of size 1, and new leading ones, without copying: they get stride 0.
     *
     * @param sizes the new shape; -1 keeps a size
     * @return a layout of that shape
     * @throws ShapeException if a size other than 1 would change
     */
    public Layout expand(long... sizes) {
        int lead = sizes.length - shape.length;
        if (lead < 0) {
            throw new ShapeException("expand: shape " + ShapeException.show(shape) + " has more dimensions than "
                    + ShapeException.show(sizes));
        }
        long[] newShape = sizes.clone();
        long[] newStrides = new long[sizes.length];
        for (int d = sizes.length - 1; d >= 0; d--) {
            boolean isNew = d < lead;
            if (newShape[d] == -1 && !isNew) {
                newShape[d] = shape[d - lead];
            }
            if (newShape[d] < 0) {
                throw new ShapeException("expand: size " + newShape[d] + " in dimension " + d + " of "
                        + ShapeException.show(sizes) + (isNew ? "; a new dimension needs a size" : ""));
            }
            if (!isNew) {
                long old = shape[d - lead];
                if (old != newShape[d] && old != 1) {
                    throw new ShapeException("expand: shape " + ShapeException.show(shape) + " does not expand to "
                            + ShapeException.show(sizes) + ": dimension " + d + " has size " + old
                            + ", and only size 1 can be repeated");
                }
                newStrides[d] = old == newShape[d] ? strides[d - lead] : 0;
            } else if (newShape[d] == 1 && shape.length > 0) {
                newStrides[d] = newShape[d + 1] * newStrides[d + 1]; // nothing is repeated: as unsqueeze has it
            }
        }
        return new Layout(newShape, newStrides, offset, count(newShape));
    }

    /**
     * The same elements in the same order under another shape, without copying.
     *
     * @param sizes the new shape; one size may be -1 and is then worked out
     * @return a layout of that shape over the same elements
     * @throws ShapeException if the number of elements differs, or the strides do not allow a view
     */
    public Layout reshape(long... sizes) {
        return tryReshape(sizes)
                .orElseThrow(() -> new ShapeException("view: shape " + ShapeException.show(shape)
                        + " with strides " + ShapeException.show(strides) + " cannot be seen as "
                        + ShapeException.show(resolve(sizes))
                        + " without copying; use reshape, which copies where it must"));
    }

    /**
     * As {@link #reshape}, empty where only a copy could have that shape.
     *
     * @param sizes the new shape; one size may be -1 and is then worked out
     * @return the layout, or empty if the strides do not allow a view
     * @throws ShapeException if the number of elements differs
     */
    public Optional<Layout> tryReshape(long... sizes) {
        long[] target = resolve(sizes);
        if (numel == 0) {
            return Optional.of(Layout.contiguous(target).shifted(offset));
        }
        // PyTorch's computeStride: walk both shapes from the end, one run of mergeable dimensions at a time.
        long[] newStrides = new long[target.length];
        int t = target.length - 1;
        long chunkStride = shape.length == 0 ? 1 : strides[shape.length - 1];
        long chunk = 1;
        long viewed = 1;
        for (int d = shape.length - 1; d >= 0; d--) {
            chunk *= shape[d];
            boolean ends = d == 0 || (shape[d - 1] != 1 && strides[d - 1] != chunk * chunkStride);
            if (ends) {
                while (t >= 0 && (viewed < chunk || target[t] == 1)) {
                    newStrides[t] = viewed * chunkStride;
                    viewed *= target[t--];
                }
                if (viewed != chunk) {
                    return Optional.empty();
                }
                if (d > 0) {
                    chunkStride = strides[d - 1];
                    chunk = 1;
                    viewed = 1;
                }
            }
        }
        for (; t >= 0; t--) { // only sizes of 1 are left, as the counts agree
            newStrides[t] = viewed * chunkStride;
        }
        return Optional.of(new Layout(target, newStrides, offset, numel));
    }

    /** The shape asked for, with a -1 worked out; an error where the count differs. */
    private long[] resolve(long[] sizes) {
        long[] target = sizes.clone();
        int unknown = -1;
        for (int d = 0; d < target.length; d++) {
            if (target[d] == -1) {
                if (unknown >= 0) {
                    throw new ShapeException(
                            "reshape: only one size can be -1, not two as in " + ShapeException.show(sizes));
                }
                unknown = d;
                target[d] = 1;
            }
        }
        long known = count(target);
        if (unknown >= 0 && known != 0 && numel % known == 0) {
            target[unknown] = numel / known;
        } else if (unknown >= 0 && known == 0 && numel == 0) {
            throw new ShapeException("reshape: the -1 in " + ShapeException.show(sizes)
                    + " could be any size, as shape " + ShapeException.show(shape) + " has no elements");
        } else if (unknown >= 0 || known != numel) {
            throw new ShapeException("reshape: shape " + ShapeException.show(shape) + " has " + numel
                    + " elements and cannot become " + ShapeException.show(sizes));
        }
        return target;
    }

    /**
     * The diagonal of two dimensions, as a new last dimension in place of both; {@code i, i + shift} are its elements.
     *
     * @param shift 0 for the main diagonal, positive above it, negative below
     * @param dim0 the dimension of rows, negative from the end
     * @param dim1 the dimension of columns, another one
     * @return a layout of one dimension less
     * @throws ShapeException if a dimension is out of range or both are the same
     */
    public Layout diagonal(long shift, int dim0, int dim1) {
        int a = dimension("diagonal", dim0);
        int b = dimension("diagonal", dim1);
        if (a == b) {
            throw new ShapeException(
                    "diagonal: dimension " + a + " of shape " + ShapeException.show(shape) + " is named twice");
        }
        long rows = shape[a];
        long columns = shape[b];
        // Compared this way round, no shift overflows.
        long length = shift >= 0
                ? Math.min(rows, shift >= columns ? 0 : columns - shift)
                : Math.min(shift <= -rows ? 0 : rows + shift, columns);
        long start = length == 0 ? 0 : shift >= 0 ? shift * strides[b] : -shift * strides[a];
        long[] newShape = Arrays.copyOf(without(without(shape, Math.max(a, b)), Math.min(a, b)), shape.length - 1);
        long[] newStrides = Arrays.copyOf(without(without(strides, Math.max(a, b)), Math.min(a, b)), shape.length - 1);
        newShape[shape.length - 2] = length;
        newStrides[shape.length - 2] = strides[a] + strides[b];
        return new Layout(newShape, newStrides, offset + start, count(newShape));
    }

    /**
     * The same layout over a block that starts elsewhere.
     *
     * @param elements added to the offset
     * @return the moved layout
     */
    public Layout shifted(long elements) {
        return elements == 0 ? this : new Layout(shape, strides, offset + elements, numel);
    }

    // ---------------------------------------------------------------------------------------------- helpers

    /**
     * Turns a dimension that may count from the end into one that counts from the start.
     *
     * @param operation what the message names if there is no such dimension
     * @param dim a dimension, negative from the end
     * @return 0 to rank - 1
     * @throws ShapeException if there is no such dimension
     */
    public int dimension(String operation, int dim) {
        int rank = shape.length;
        int d = dim < 0 ? dim + rank : dim;
        if (d < 0 || d >= rank) {
            throw new ShapeException(operation + ": dimension " + dim + " is out of range for shape "
                    + ShapeException.show(shape)
                    + (rank == 0 ? ", which has no dimensions" : "; " + -rank + " to " + (rank - 1) + " are allowed"));
        }
        return d;
    }

    private long wrapIndex(String operation, int d, long index) {
        long i = index < 0 ? index + shape[d] : index;
        if (i < 0 || i >= shape[d]) {
            throw new ShapeException(operation + ": index " + index + " is out of range for dimension " + d
                    + " of size " + shape[d] + " in shape " + ShapeException.show(shape));
        }
        return i;
    }

    private static long[] without(long[] values, int d) {
        long[] rest = new long[values.length - 1];
        for (int i = 0; i < d; i++) {
            rest[i] = values[i];
        }
        for (int i = d; i < rest.length; i++) {
            rest[i] = values[i + 1];
        }
        return rest;
    }

    /**
     * Whether shape, strides and offset are the same.
     *
     * @param other anything
     * @return true for an equal layout
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Layout that
                && offset == that.offset
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(strides, that.strides);
    }

    /**
     * Agrees with {@link #equals}.
     *
     * @return a hash of shape, strides and offset
     */
    @Override
    public int hashCode() {
        return (Arrays.hashCode(shape) * 31 + Arrays.hashCode(strides)) * 31 + Long.hashCode(offset);
    }

    /**
     * Shape, strides and offset, for messages and debugging.
     *
     * @return for example {@code [5, 784] strides [784, 1] offset 0}
     */
    @Override
    public String toString() {
        return ShapeException.show(shape) + " strides " + ShapeException.show(strides) + " offset " + offset;
    }
}
