package dev.gatun;

import dev.gatun.elementwise.BinaryOp;
import dev.gatun.elementwise.Elementwise;
import dev.gatun.elementwise.Reduction;
import dev.gatun.elementwise.Reductions;
import dev.gatun.elementwise.SumOfProducts;
import dev.gatun.elementwise.UnaryOp;
import dev.gatun.gemm.Backend;
import dev.gatun.gemm.Matmul;
import dev.gatun.gemm.MatmulPlan;
import dev.gatun.layout.Broadcast;
import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import dev.gatun.memory.Overlap;
import dev.gatun.memory.Results;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A window of any rank on numbers in memory: a {@link MemorySegment}, a {@link Layout} (shape, strides, offset) and a
 * {@link DType}.
 *
 * <p><b>Views and copies.</b> Indexing and the operations on shape ({@link #at}, {@link #select}, {@link #transpose},
 * {@link #expand}, ...) give views: new tensors over the same memory, made without copying; writing through one is seen by
 * all. {@link #reshape} and {@link #contiguous} copy only where they must; {@link #copy} always does. Arithmetic gives
 * fresh, contiguous results. Names, argument order and behaviour follow PyTorch, and NumPy where PyTorch lacks the thing
 * (negative steps).
 *
 * <p><b>Memory.</b> A result that is given no memory lives off the heap until the garbage collector finds that no tensor
 * refers to it; while the thread has a {@link Workspace} open, until that is closed. {@link Memory} says how much there is.
 * Factories also take a {@link SegmentAllocator}, such as an {@link java.lang.foreign.Arena}: then the memory
 * lives as long as the arena, and using a tensor after that is an {@link IllegalStateException}. A tensor never owns or
 * closes an arena. Allocators are asked for blocks aligned to 64 bytes, which native memory can give. Memory of any kind
 * can be {@linkplain #wrap wrapped}: native, mapped, or a Java array.
 *
 * <p><b>Threads.</b> A tensor's shape never changes; its elements may be read by many threads, while writing them needs the
 * caller's care as with a plain array.
 *
 * <p><b>Errors.</b> Shapes, dimensions and indices that do not fit are a {@link ShapeException}, a wrong dtype an
 * {@link IllegalArgumentException}; both before anything is written. Dimensions count from 0, negative ones from the end.
 */
public final class Tensor {
    /** The innermost open workspace of the thread, or memory that the garbage collector frees. */
    private static final SegmentAllocator COLLECTED = (bytes, alignment) -> Results.allocate(bytes);

    /** Bytes that {@link #fill(float)} copies at once: they stay in the first-level cache. */
    private static final long FILL_CHUNK = 1 << 14;

    private static final SegmentAllocator ZEROED = (bytes, alignment) -> Results.allocateZeroed(bytes);

    private final MemorySegment segment;
    private final Layout layout;
    private final DType dtype;
    private final boolean view;

    private Tensor(MemorySegment segment, Layout layout, DType dtype, boolean view) {
        this.segment = segment;
        this.layout = layout;
        this.dtype = dtype;
        this.view = view;
    }

    /** Memory for every element of a shape; what is in it may be anything, so the caller writes every element. */
    private static Tensor allocate(SegmentAllocator allocator, DType dtype, long... shape) {
        return allocate(allocator, dtype, Layout.contiguous(shape));
    }

    /** The same for a row-major layout from element 0 on. */
    private static Tensor allocate(SegmentAllocator allocator, DType dtype, Layout layout) {
        if (layout.numel() > Long.MAX_VALUE / dtype.byteSize()) {
            throw new ShapeException(
                    "shape " + ShapeException.show(layout.shape()) + " of " + dtype + " has more than 2^63-1 bytes");
        }
        MemorySegment memory = allocator.allocate(layout.numel() * dtype.byteSize(), Results.ALIGNMENT);
        return new Tensor(memory, layout, dtype, false);
    }

    private static Tensor allocate(DType dtype, long... shape) {
        return allocate(COLLECTED, dtype, shape);
    }

    /** A FLOAT32 tensor of contiguous layout; what is in it may be anything, so the caller writes every element. */
    static Tensor unwritten(Layout contiguous) {
        if (contiguous.numel() > Long.MAX_VALUE / Float.BYTES) {
            return allocate(DType.FLOAT32, contiguous.shape()); // which says so
        }
        return new Tensor(Results.allocate(contiguous.numel() * Float.BYTES), contiguous, DType.FLOAT32, false);
    }

    /** A window on the same memory. */
    Tensor view(Layout as) {
        return new Tensor(segment, as, dtype, true);
    }

    // ---------------------------------------------------------------------------------------------- factories

    /**
     * A scalar: no dimensions, one element.
     *
     * @param value the element
     * @return a FLOAT32 tensor of shape []
     */
    public static Tensor scalar(float value) {
        Tensor result = allocate(DType.FLOAT32);
        result.write(0, value);
        return result;
    }

    /**
     * A vector.
     *
     * @param values its elements, copied
     * @return a FLOAT32 tensor of shape [values.length]
     */
    public static Tensor of(float... values) {
        return of(COLLECTED, values);
    }

    /**
     * A vector in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param values its elements, copied
     * @return a FLOAT32 tensor of shape [values.length]
     */
    public static Tensor of(SegmentAllocator allocator, float... values) {
        return filled(allocator, values, values.length);
    }

    /**
     * A matrix.
     *
     * @param rows its rows, all of the same length, copied
     * @return a FLOAT32 tensor of shape [rows, columns]
     * @throws ShapeException if the rows differ in length
     */
    public static Tensor of(float[][] rows) {
        return of(COLLECTED, rows);
    }

    /**
     * A matrix in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param rows its rows, all of the same length, copied
     * @return a FLOAT32 tensor of shape [rows, columns]
     * @throws ShapeException if the rows differ in length
     */
    public static Tensor of(SegmentAllocator allocator, float[][] rows) {
        int columns = rows.length == 0 ? 0 : rows[0].length;
        Tensor result = allocate(allocator, DType.FLOAT32, rows.length, columns);
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != columns) {
                throw new ShapeException(
                        "of: row " + i + " has " + rows[i].length + " elements, the rows before it have " + columns);
            }
            result.fill((long) i * columns, rows[i]);
        }
        return result;
    }

    /**
     * A tensor of three dimensions.
     *
     * @param matrices its matrices, all of the same shape, copied
     * @return a FLOAT32 tensor of shape [matrices, rows, columns]
     * @throws ShapeException if the matrices or rows differ in size
     */
    public static Tensor of(float[][][] matrices) {
        return of(COLLECTED, matrices);
    }

    /**
     * A tensor of three dimensions in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param matrices its matrices, all of the same shape, copied
     * @return a FLOAT32 tensor of shape [matrices, rows, columns]
     * @throws ShapeException if the matrices or rows differ in size
     */
    public static Tensor of(SegmentAllocator allocator, float[][][] matrices) {
        int rows = matrices.length == 0 ? 0 : matrices[0].length;
        int columns = rows == 0 ? 0 : matrices[0][0].length;
        Tensor result = allocate(allocator, DType.FLOAT32, matrices.length, rows, columns);
        for (int i = 0; i < matrices.length; i++) {
            if (matrices[i].length != rows) {
                throw new ShapeException("of: matrix " + i + " has " + matrices[i].length
                        + " rows, the matrices before it have " + rows);
            }
            for (int j = 0; j < rows; j++) {
                if (matrices[i][j].length != columns) {
                    throw new ShapeException("of: row " + j + " of matrix " + i + " has " + matrices[i][j].length
                            + " elements, the rows before it have " + columns);
                }
                result.fill(((long) i * rows + j) * columns, matrices[i][j]);
            }
        }
        return result;
    }

    /**
     * A vector of truth values.
     *
     * @param values its elements, copied
     * @return a BOOL tensor of shape [values.length]
     */
    public static Tensor ofBooleans(boolean... values) {
        return ofBooleans(COLLECTED, values);
    }

    /**
     * A vector of truth values in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param values its elements, copied
     * @return a BOOL tensor of shape [values.length]
     */
    public static Tensor ofBooleans(SegmentAllocator allocator, boolean... values) {
        Tensor result = allocate(allocator, DType.BOOL, values.length);
        for (int i = 0; i < values.length; i++) {
            result.write(i, values[i] ? 1 : 0);
        }
        return result;
    }

    /**
     * Zeros.
     *
     * @param shape sizes, outermost first; none for a scalar
     * @return a FLOAT32 tensor
     * @throws ShapeException if a size is negative or the bytes do not fit a {@code long}
     */
    public static Tensor zeros(long... shape) {
        return allocate(ZEROED, DType.FLOAT32, shape);
    }

    /**
     * Zeros in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param shape sizes, outermost first; none for a scalar
     * @return a FLOAT32 tensor
     * @throws ShapeException if a size is negative or the bytes do not fit a {@code long}
     */
    public static Tensor zeros(SegmentAllocator allocator, long... shape) {
        Tensor result = allocate(allocator, DType.FLOAT32, shape);
        result.segment.fill((byte) 0);
        return result;
    }

    /**
     * Ones.
     *
     * @param shape sizes, outermost first; none for a scalar
     * @return a FLOAT32 tensor
     * @throws ShapeException if a size is negative or the bytes do not fit a {@code long}
     */
    public static Tensor ones(long... shape) {
        return full(1, shape);
    }

    /**
     * Ones in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param shape sizes, outermost first; none for a scalar
     * @return a FLOAT32 tensor
     * @throws ShapeException if a size is negative or the bytes do not fit a {@code long}
     */
    public static Tensor ones(SegmentAllocator allocator, long... shape) {
        return full(allocator, 1, shape);
    }

    /**
     * One value everywhere.
     *
     * @param value every element
     * @param shape sizes, outermost first; none for a scalar
     * @return a FLOAT32 tensor
     * @throws ShapeException if a size is negative or the bytes do not fit a {@code long}
     */
    public static Tensor full(float value, long... shape) {
        return full(COLLECTED, value, shape);
    }

    /**
     * One value everywhere, in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param value every element
     * @param shape sizes, outermost first; none for a scalar
     * @return a FLOAT32 tensor
     * @throws ShapeException if a size is negative or the bytes do not fit a {@code long}
     */
    public static Tensor full(SegmentAllocator allocator, float value, long... shape) {
        Tensor result = allocate(allocator, DType.FLOAT32, shape);
        result.fill(value);
        return result;
    }

    /**
     * {@code 0, 1, 2, ...} below an end.
     *
     * @param end the first number that is not taken
     * @return a FLOAT32 vector
     * @throws ShapeException if the end is negative or not finite
     */
    public static Tensor arange(double end) {
        return arange(0, end, 1);
    }

    /**
     * Numbers from a start by a step, before an end.
     *
     * @param start the first number
     * @param end the first number that is not taken
     * @param step the distance, not 0, towards the end
     * @return a FLOAT32 vector
     * @throws ShapeException if the step does not lead from start to end, or a number is not finite
     */
    public static Tensor arange(double start, double end, double step) {
        return arange(COLLECTED, start, end, step);
    }

    /**
     * Numbers from a start by a step, before an end, in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param start the first number
     * @param end the first number that is not taken
     * @param step the distance, not 0, towards the end
     * @return a FLOAT32 vector
     * @throws ShapeException if the step does not lead from start to end, or a number is not finite
     */
    public static Tensor arange(SegmentAllocator allocator, double start, double end, double step) {
        double steps = (end - start) / step;
        double count = Math.ceil(steps);
        if (!(steps >= 0 && count < Long.MAX_VALUE)) {
            throw new ShapeException("arange: no steps of " + step + " lead from " + start + " to " + end);
        }
        Tensor result = allocate(allocator, DType.FLOAT32, (long) count);
        for (long i = 0; i < result.numel(); i++) {
            result.write(i, (float) (start + i * step));
        }
        return result;
    }

    /**
     * The identity matrix.
     *
     * @param n rows and columns
     * @return a FLOAT32 tensor of shape [n, n]
     * @throws ShapeException if n is negative
     */
    public static Tensor eye(long n) {
        return eye(COLLECTED, n);
    }

    /**
     * The identity matrix in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param n rows and columns
     * @return a FLOAT32 tensor of shape [n, n]
     * @throws ShapeException if n is negative
     */
    public static Tensor eye(SegmentAllocator allocator, long n) {
        Tensor result = zeros(allocator, n, n);
        result.diagonal().assign(1);
        return result;
    }

    /**
     * Numbers spread evenly over [0, 1).
     *
     * @param random where they come from; a seeded one gives the same tensor again
     * @param shape sizes, outermost first; none for a scalar
     * @return a FLOAT32 tensor
     * @throws ShapeException if a size is negative or the bytes do not fit a {@code long}
     */
    public static Tensor rand(RandomGenerator random, long... shape) {
        return rand(COLLECTED, random, shape);
    }

    /**
     * Numbers spread evenly over [0, 1), in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param random where the numbers come from; a seeded one gives the same tensor again
     * @param shape sizes, outermost first; none for a scalar
     * @return a FLOAT32 tensor
     * @throws ShapeException if a size is negative or the bytes do not fit a {@code long}
     */
    public static Tensor rand(SegmentAllocator allocator, RandomGenerator random, long... shape) {
        Tensor result = allocate(allocator, DType.FLOAT32, shape);
        for (long i = 0; i < result.numel(); i++) {
            result.write(i, random.nextFloat());
        }
        return result;
    }

    /**
     * Numbers of the standard normal distribution: mean 0, variance 1.
     *
     * @param random where they come from; a seeded one gives the same tensor again
     * @param shape sizes, outermost first; none for a scalar
     * @return a FLOAT32 tensor
     * @throws ShapeException if a size is negative or the bytes do not fit a {@code long}
     */
    public static Tensor randn(RandomGenerator random, long... shape) {
        return randn(COLLECTED, random, shape);
    }

    /**
     * Numbers of the standard normal distribution, in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @param random where the numbers come from; a seeded one gives the same tensor again
     * @param shape sizes, outermost first; none for a scalar
     * @return a FLOAT32 tensor
     * @throws ShapeException if a size is negative or the bytes do not fit a {@code long}
     */
    public static Tensor randn(SegmentAllocator allocator, RandomGenerator random, long... shape) {
        Tensor result = allocate(allocator, DType.FLOAT32, shape);
        for (long i = 0; i < result.numel(); i++) {
            result.write(i, (float) random.nextGaussian());
        }
        return result;
    }

    /**
     * A tensor over memory of the caller's, without copying: row-major floats in the machine's byte order.
     *
     * @param memory native, mapped or heap memory; it stays the caller's
     * @param shape sizes, outermost first
     * @return a FLOAT32 tensor over it; writing either is seen by both
     * @throws ShapeException if the memory is too small for the shape
     */
    public static Tensor wrap(MemorySegment memory, long... shape) {
        return wrap(memory, Layout.contiguous(shape));
    }

    /**
     * A tensor over strided memory of the caller's, without copying.
     *
     * @param memory native, mapped or heap memory; it stays the caller's
     * @param layout where the floats lie in it, counted in floats
     * @return a FLOAT32 tensor over it; writing either is seen by both
     * @throws ShapeException if the layout reaches beyond the memory
     */
    public static Tensor wrap(MemorySegment memory, Layout layout) {
        long held = memory.byteSize() / Float.BYTES;
        if (layout.numel() > 0 && (layout.first() < 0 || layout.end() > held)) {
            throw new ShapeException("wrap: " + layout + " reaches elements " + layout.first() + " to "
                    + (layout.end() - 1) + ", the memory of " + memory.byteSize() + " bytes holds " + held);
        }
        return new Tensor(memory, layout, DType.FLOAT32, false);
    }

    /**
     * A tensor over a Java array, without copying. On the heap it can be used like any other; large products copy it, as
     * native code cannot hold a heap array for long.
     *
     * @param values row-major elements
     * @param shape sizes, outermost first; left out, the tensor is a vector of all values
     * @return a FLOAT32 tensor over the array; writing either is seen by both
     * @throws ShapeException if the array is too small for the shape
     */
    public static Tensor wrap(float[] values, long... shape) {
        return wrap(MemorySegment.ofArray(values), shape.length == 0 ? new long[] {values.length} : shape);
    }

    private static Tensor filled(SegmentAllocator allocator, float[] values, long... shape) {
        Tensor result = allocate(allocator, DType.FLOAT32, shape);
        result.fill(0, values);
        return result;
    }

    /** Fresh memory; copies what is there already, which is fast also before anything is compiled. */
    private void fill(float value) {
        long bytes = numel() * Float.BYTES;
        if (bytes == 0) {
            return;
        }
        write(0, value);
        for (long filled = Float.BYTES, next; filled < bytes; filled += next) {
            next = Math.min(Math.min(filled, FILL_CHUNK), bytes - filled);
            MemorySegment.copy(segment, 0, segment, filled, next);
        }
    }

    private void fill(long from, float[] values) {
        MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT_UNALIGNED, from * Float.BYTES, values.length);
    }

    // ---------------------------------------------------------------------------------------------- metadata

    /**
     * The sizes of all dimensions.
     *
     * @return a fresh array, outermost first; empty for a scalar
     */
    public long[] shape() {
        return layout.shape();
    }

    /**
     * The size of one dimension.
     *
     * @param dim a dimension, negative from the end
     * @return how many indices it has
     * @throws ShapeException if there is no such dimension
     */
    public long size(int dim) {
        return layout.size(dim);
    }

    /**
     * The strides of all dimensions, in elements.
     *
     * @return a fresh array, outermost first
     */
    public long[] stride() {
        return layout.strides();
    }

    /**
     * The stride of one dimension, in elements: 0 where it is broadcast, negative where it is reversed.
     *
     * @param dim a dimension, negative from the end
     * @return how many elements lie from one index to the next
     * @throws ShapeException if there is no such dimension
     */
    public long stride(int dim) {
        return layout.stride(dim);
    }

    /**
     * The number of dimensions.
     *
     * @return 0 for a scalar
     */
    public int rank() {
        return layout.rank();
    }

    /**
     * The number of elements.
     *
     * @return the product of the sizes, 1 for a scalar
     */
    public long numel() {
        return layout.numel();
    }

    /**
     * What an element is.
     *
     * @return the dtype
     */
    public DType dtype() {
        return dtype;
    }

    /**
     * Shape, strides and offset.
     *
     * @return the layout over {@link #segment}, counted in elements
     */
    public Layout layout() {
        return layout;
    }

    /**
     * The memory itself, of which {@link #layout} says where the elements lie. It may hold more than this tensor's
     * elements.
     *
     * @return the segment, not a copy
     */
    public MemorySegment segment() {
        return segment;
    }

    /**
     * Whether the elements lie one after another in row-major order.
     *
     * @return true if so
     */
    public boolean isContiguous() {
        return layout.isContiguous();
    }

    /**
     * Whether this tensor was made as a view of another one.
     *
     * @return true for the result of indexing, transpose, expand and the like
     */
    public boolean isView() {
        return view;
    }

    /**
     * Whether writing one tensor may change the other: their ranges of memory, from the lowest to the highest element,
     * overlap.
     *
     * @param other any tensor
     * @return false only if they have no byte in common
     */
    public boolean sharesMemoryWith(Tensor other) {
        return Overlap.mayOverlap(
                segment, layout, dtype.byteSize(), other.segment, other.layout, other.dtype.byteSize());
    }

    // ---------------------------------------------------------------------------------------------- elements

    /** The element at a place of the segment; BOOL as 0 or 1. */
    float read(long element) {
        return dtype == DType.FLOAT32
                ? segment.get(ValueLayout.JAVA_FLOAT_UNALIGNED, element * Float.BYTES)
                : segment.get(ValueLayout.JAVA_BYTE, element) != 0 ? 1 : 0;
    }

    private void write(long element, float value) {
        if (dtype == DType.FLOAT32) {
            segment.set(ValueLayout.JAVA_FLOAT_UNALIGNED, element * Float.BYTES, value);
        } else {
            segment.set(ValueLayout.JAVA_BYTE, element, (byte) (value != 0 ? 1 : 0));
        }
    }

    /**
     * The only element.
     *
     * @return its value; 1 or 0 for BOOL
     * @throws ShapeException if there is not exactly one
     */
    public float item() {
        if (numel() != 1) {
            throw new ShapeException("item: shape " + ShapeException.show(shape()) + " has " + numel()
                    + " elements, not one; use get(index) or toArray()");
        }
        requireAlive("item");
        return read(layout.offset());
    }

    /**
     * Whether the only element is true, or not 0; Python's {@code bool(tensor)}.
     *
     * @return the truth of the element
     * @throws ShapeException if there is not exactly one
     */
    public boolean isTrue() {
        return item() != 0;
    }

    /**
     * One element.
     *
     * @param index one number for each dimension, negative from the end
     * @return its value; 1 or 0 for BOOL
     * @throws ShapeException if the index does not fit the shape
     */
    public float get(long... index) {
        try {
            return read(layout.at(index));
        } catch (IllegalStateException e) {
            throw freed("get", e);
        }
    }

    /**
     * Writes one element.
     *
     * @param value its value; for BOOL anything but 0 is true
     * @param index one number for each dimension, negative from the end
     * @throws ShapeException if the index does not fit the shape
     */
    public void set(float value, long... index) {
        try {
            write(layout.at(index), value);
        } catch (IllegalStateException e) {
            throw freed("set", e);
        }
    }

    /**
     * Writes a value to every element, through the view that this tensor may be.
     *
     * @param value every element; for BOOL anything but 0 is true
     */
    public void assign(float value) {
        assign(dtype == DType.FLOAT32 ? scalar(value) : ofBooleans(value != 0));
    }

    /**
     * Writes another tensor's elements, repeated by broadcasting, to this one's, through the view that this may be:
     * Python's {@code x[index] = source} is {@code x.at(index).assign(source)}. An overlapping source is read in full
     * before anything is written.
     *
     * @param source a tensor of the same dtype whose shape broadcasts to this one's
     * @throws ShapeException if it does not broadcast, or this tensor repeats elements (stride 0)
     * @throws IllegalArgumentException if the dtypes differ
     */
    public void assign(Tensor source) {
        requireAlive("assign");
        source.require("assign", dtype);
        Layout from = Broadcast.to("assign", source.layout, shape());
        if (layout.overlapsItself()) {
            throw new ShapeException("assign: the target " + layout + " has several indices for one element; assign to"
                    + " a copy or to the tensor that was expanded");
        }
        boolean same = segment.equals(source.segment) && layout.equals(from);
        Tensor safe = !same && sharesMemoryWith(source) ? source.copy() : source;
        Layout read = safe == source ? from : Broadcast.to("assign", safe.layout, shape());
        Elementwise.unary(UnaryOp.conversion(dtype, dtype), safe.segment, read, segment, layout);
    }

    /**
     * Writes this tensor's elements to another one; the same as {@code target.assign(this)}.
     *
     * @param target a tensor of the same dtype, to whose shape this one's broadcasts
     * @throws ShapeException if it does not broadcast, or the target repeats elements
     */
    public void copyTo(Tensor target) {
        target.assign(this);
    }

    /**
     * A copy in fresh, contiguous memory.
     *
     * @return a tensor that shares nothing with this one
     */
    public Tensor copy() {
        return copy(COLLECTED);
    }

    /**
     * A contiguous copy in memory of the caller's.
     *
     * @param allocator where the memory comes from; it decides how long the tensor lives
     * @return a tensor that shares nothing with this one
     */
    public Tensor copy(SegmentAllocator allocator) {
        return converted(allocator, dtype);
    }

    /**
     * This tensor, or a copy if its elements do not lie one after another.
     *
     * @return a contiguous tensor, which is this one if it can be
     */
    public Tensor contiguous() {
        return isContiguous() ? this : copy();
    }

    /**
     * This tensor with another dtype: truth values become 1 and 0, numbers become whether they are not 0.
     *
     * @param target the dtype to have
     * @return a copy, or this tensor if it has the dtype already
     */
    public Tensor to(DType target) {
        return dtype == target ? this : converted(COLLECTED, target);
    }

    private Tensor converted(SegmentAllocator allocator, DType target) {
        requireAlive("copy");
        Tensor result = allocate(allocator, target, layout.rowMajor());
        Elementwise.unary(UnaryOp.conversion(dtype, target), segment, layout, result.segment, result.layout);
        return result;
    }

    /**
     * The elements in row-major order.
     *
     * @return a fresh array; 1 and 0 for BOOL
     * @throws ShapeException if there are more than an array can hold
     */
    public float[] toArray() {
        if (numel() > Integer.MAX_VALUE - 8) {
            throw new ShapeException("toArray: shape " + ShapeException.show(shape()) + " has " + numel()
                    + " elements, more than a Java array holds");
        }
        requireAlive("toArray");
        float[] values = new float[(int) numel()];
        if (dtype == DType.FLOAT32 && values.length > 0 && layout.isContiguous()) {
            MemorySegment.copy(
                    segment, ValueLayout.JAVA_FLOAT_UNALIGNED, layout.offset() * Float.BYTES, values, 0, values.length);
            return values;
        }
        Elementwise.unary(
                UnaryOp.conversion(dtype, DType.FLOAT32),
                segment,
                layout,
                MemorySegment.ofArray(values),
                Layout.contiguous(shape()));
        return values;
    }

    /**
     * The elements in row-major order as truth values.
     *
     * @return a fresh array; of numbers, whether they are not 0
     * @throws ShapeException if there are more than an array can hold
     */
    public boolean[] toBooleanArray() {
        float[] values = toArray();
        boolean[] truths = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            truths[i] = values[i] != 0;
        }
        return truths;
    }

    // ---------------------------------------------------------------------------------------------- views

    /**
     * Indexes like Python's brackets; a view.
     *
     * @param index parts, outermost first; trailing dimensions may be left out
     * @return a view of the elements that are named
     * @throws ShapeException if the index does not fit the shape
     */
    public Tensor at(Index... index) {
        return view(Index.apply(layout, index));
    }

    /**
     * Indexes with Python's own syntax, for example {@code x.at("1, ::-1")} for {@code x[1, ::-1]}; a view.
     *
     * @param index what would stand between the brackets
     * @return a view of the elements that are named
     * @throws ShapeException if the text is no index or does not fit the shape
     */
    public Tensor at(String index) {
        return at(Index.parse(index));
    }

    /**
     * Fixes the leading dimensions, as {@code x[i, j]} does; a view.
     *
     * @param index one number for each leading dimension, negative from the end
     * @return a view of the rest
     * @throws ShapeException if the index does not fit the shape
     */
    public Tensor at(long... index) {
        if (index.length > rank()) {
            throw new ShapeException("at" + Arrays.toString(index) + ": " + index.length
                    + " indices are too many for shape " + ShapeException.show(shape()) + " of " + rank()
                    + " dimensions");
        }
        Layout rest = layout;
        for (int d = 0; d < index.length; d++) {
            if (index[d] < -layout.size(d) || index[d] >= layout.size(d)) {
                throw new ShapeException("at" + Arrays.toString(index) + ": index " + index[d]
                        + " is out of range for dimension " + d + " of size " + layout.size(d) + " in shape "
                        + ShapeException.show(shape()));
            }
            rest = rest.select(0, index[d]);
        }
        return view(rest);
    }

    /**
     * Fixes one dimension; a view.
     *
     * @param dim a dimension, negative from the end
     * @param index an index along it, negative from the end
     * @return a view of one dimension less
     * @throws ShapeException if there is no such dimension or index
     */
    public Tensor select(int dim, long index) {
        return view(layout.select(dim, index));
    }

    /**
     * Python's {@code start:stop:step} along one dimension; a view.
     *
     * @param dim a dimension, negative from the end
     * @param start first index, negative from the end, or {@link Layout#OPEN}
     * @param stop first index not taken, negative from the end, or {@link Layout#OPEN}
     * @param step any number but 0
     * @return a view of the same rank
     * @throws ShapeException if there is no such dimension or the step is 0
     */
    public Tensor slice(int dim, long start, long stop, long step) {
        return view(layout.slice(dim, start, stop, step));
    }

    /**
     * A range of indices of one dimension; a view.
     *
     * @param dim a dimension, negative from the end
     * @param start first index, negative from the end
     * @param length how many indices
     * @return a view of the same rank
     * @throws ShapeException if the range leaves the dimension
     */
    public Tensor narrow(int dim, long start, long length) {
        return view(layout.narrow(dim, start, length));
    }

    /**
     * Swaps two dimensions; a view.
     *
     * @param dim0 a dimension, negative from the end
     * @param dim1 another one
     * @return a view of the same elements
     * @throws ShapeException if there is no such dimension
     */
    public Tensor transpose(int dim0, int dim1) {
        return view(layout.transpose(dim0, dim1));
    }

    /**
     * The transpose of a matrix; a view. A vector or scalar is returned as it is.
     *
     * @return a view of the same elements
     * @throws ShapeException if there are more than two dimensions
     */
    public Tensor t() {
        if (rank() > 2) {
            throw new ShapeException("t: shape " + ShapeException.show(shape())
                    + " has more than two dimensions; use transpose or permute");
        }
        return rank() == 2 ? transpose(0, 1) : this;
    }

    /**
     * Reorders all dimensions; a view.
     *
     * @param dims every dimension once: dimension i of the result is dims[i] of this
     * @return a view of the same elements
     * @throws ShapeException if dims is no permutation
     */
    public Tensor permute(int... dims) {
        return view(layout.permute(dims));
    }

    /**
     * Inserts a dimension of size 1; a view.
     *
     * @param dim where it stands in the result, negative from the end
     * @return a view of one dimension more
     * @throws ShapeException if the place is out of range
     */
    public Tensor unsqueeze(int dim) {
        return view(layout.unsqueeze(dim));
    }

    /**
     * Drops all dimensions of size 1; a view.
     *
     * @return a view of the same elements
     */
    public Tensor squeeze() {
        return view(layout.squeeze());
    }

    /**
     * Drops one dimension if its size is 1; a view.
     *
     * @param dim a dimension, negative from the end
     * @return a view of the same elements
     * @throws ShapeException if there is no such dimension
     */
    public Tensor squeeze(int dim) {
        return view(layout.squeeze(dim));
    }

    /**
     * Repeats dimensions of size 1, and new leading ones, with stride 0; a view.
     *
     * @param shape the new sizes; -1 keeps one
     * @return a view of that shape
     * @throws ShapeException if a size other than 1 would change
     */
    public Tensor expand(long... shape) {
        return view(layout.expand(shape));
    }

    /**
     * Repeats this tensor to a shape by broadcasting; a view.
     *
     * @param shape the shape to have
     * @return a view of that shape
     * @throws ShapeException if this shape does not broadcast to it
     */
    public Tensor broadcastTo(long... shape) {
        return view(Broadcast.to("broadcastTo", layout, shape));
    }

    /**
     * The same elements in another shape: a view where the strides allow it, a copy otherwise.
     *
     * @param shape the new sizes; one may be -1 and is worked out
     * @return a tensor of that shape
     * @throws ShapeException if the number of elements differs
     */
    public Tensor reshape(long... shape) {
        Optional<Layout> reshaped = layout.tryReshape(shape);
        return reshaped.isPresent() ? view(reshaped.get()) : copy().view(shape);
    }

    /**
     * The same elements in another shape; always a view.
     *
     * @param shape the new sizes; one may be -1 and is worked out
     * @return a view of that shape
     * @throws ShapeException if the number of elements differs, or only a copy could have that shape
     */
    public Tensor view(long... shape) {
        return view(layout.reshape(shape));
    }

    /**
     * All elements as a vector: a view where the strides allow it, a copy otherwise.
     *
     * @return a tensor of shape [numel]
     */
    public Tensor flatten() {
        return reshape(numel());
    }

    /**
     * The main diagonal of the first two dimensions, as the last dimension; a view.
     *
     * @return a view of one dimension less
     * @throws ShapeException if there are fewer than two dimensions
     */
    public Tensor diagonal() {
        return diagonal(0, 0, 1);
    }

    /**
     * A diagonal of two dimensions, as the last dimension; a view.
     *
     * @param shift 0 for the main diagonal, positive above it, negative below
     * @param dim0 the dimension of rows, negative from the end
     * @param dim1 the dimension of columns
     * @return a view of one dimension less
     * @throws ShapeException if a dimension is out of range or both are the same
     */
    public Tensor diagonal(long shift, int dim0, int dim1) {
        return view(layout.diagonal(shift, dim0, dim1));
    }

    // ---------------------------------------------------------------------------------------------- elementwise

    private Tensor binary(BinaryOp op, Tensor other) {
        String name = op.label();
        requireBoth(name, other);
        return binary(op, name, this, other);
    }

    private static Tensor binary(BinaryOp op, String name, Tensor a, Tensor b) {
        Layout common = Broadcast.common(name, a.layout, b.layout);
        Tensor result = allocate(COLLECTED, op.result(), common);
        run(op, a, Broadcast.to(name, a.layout, common), b, Broadcast.to(name, b.layout, common), result);
        return result;
    }

    private Tensor binary(BinaryOp op, Tensor other, Tensor out) {
        String name = op.label();
        requireBoth(name, other);
        Layout common = Broadcast.common(name, layout, other.layout);
        out.requireWritable(name, op.result(), common);
        Layout a = Broadcast.to(name, layout, common);
        Layout b = Broadcast.to(name, other.layout, common);
        if (out.isWritableBeside(this, a) && out.isWritableBeside(other, b)) {
            run(op, this, a, other, b, out);
        } else {
            out.assign(binary(op, name, this, other));
        }
        return out;
    }

    private static void run(BinaryOp op, Tensor a, Layout la, Tensor b, Layout lb, Tensor out) {
        Elementwise.binary(op, a.segment, la, b.segment, lb, out.segment, out.layout);
    }

    /** Whether this can be written while an operand is read: they are apart, or the same element for element. */
    private boolean isWritableBeside(Tensor operand, Layout as) {
        return !sharesMemoryWith(operand) || (segment.equals(operand.segment) && layout.equals(as));
    }

    private void requireWritable(String operation, DType wanted, Layout result) {
        require(operation, wanted);
        if (!layout.hasShapeOf(result)) {
            throw new ShapeException(operation + ": the result has shape " + ShapeException.show(result.shape())
                    + ", out " + ShapeException.show(shape()));
        }
        if (segment.isReadOnly()) {
            throw new IllegalArgumentException(operation + ": the memory of out is read-only");
        }
        if (layout.overlapsItself()) {
            throw new ShapeException(operation + ": out " + layout
                    + " has several indices for one element; give a tensor that was not expanded");
        }
    }

    /** As {@link #binary}, and also for two BOOL operands. */
    private Tensor compare(BinaryOp op, Tensor other) {
        String name = op.label();
        other.require(name, dtype);
        return binary(op, name, to(DType.FLOAT32), other.to(DType.FLOAT32));
    }

    /** The operands' elements are four bytes, those of out one: where they share memory they are never in step. */
    private Tensor compare(BinaryOp op, Tensor other, Tensor out) {
        String name = op.label();
        other.require(name, dtype);
        out.requireWritable(name, DType.BOOL, Broadcast.common(name, layout, other.layout));
        if (out.sharesMemoryWith(this) || out.sharesMemoryWith(other)) {
            out.assign(compare(op, other));
            return out;
        }
        return to(DType.FLOAT32).binary(op, other.to(DType.FLOAT32), out);
    }

    private Tensor unary(UnaryOp op) {
        require(op.label(), DType.FLOAT32);
        Tensor result = allocate(COLLECTED, DType.FLOAT32, layout.rowMajor());
        Elementwise.unary(op, segment, layout, result.segment, result.layout);
        return result;
    }

    private Tensor unary(UnaryOp op, Tensor out) {
        require(op.label(), DType.FLOAT32);
        out.requireWritable(op.label(), DType.FLOAT32, layout);
        if (out.isWritableBeside(this, layout)) {
            Elementwise.unary(op, segment, layout, out.segment, out.layout);
        } else {
            out.assign(unary(op));
        }
        return out;
    }

    void require(String operation, DType wanted) {
        requireAlive(operation);
        if (dtype != wanted) {
            throw new IllegalArgumentException(operation + ": a tensor of dtype " + dtype + " and shape "
                    + ShapeException.show(shape()) + " stands where " + wanted + " is needed; convert it with to("
                    + wanted + ")");
        }
    }

    private void requireBoth(String operation, Tensor other) {
        requireAlive(operation);
        other.requireAlive(operation);
        if (dtype != DType.FLOAT32 || other.dtype != DType.FLOAT32) {
            throw new IllegalArgumentException(operation + ": dtypes " + dtype + " of shape "
                    + ShapeException.show(shape()) + " and " + other.dtype + " of shape "
                    + ShapeException.show(other.shape()) + "; both must be FLOAT32, convert with to(FLOAT32)");
        }
    }

    private void requireAlive(String operation) {
        if (!segment.scope().isAlive()) {
            throw freed(operation, null);
        }
    }

    private IllegalStateException freed(String operation, @Nullable IllegalStateException cause) {
        return new IllegalStateException(
                operation + ": the memory of the tensor of shape " + ShapeException.show(shape())
                        + " was freed, as its arena is closed",
                cause);
    }

    /**
     * {@code this + other}, with broadcasting.
     *
     * @param other a FLOAT32 tensor
     * @return a fresh tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor add(Tensor other) {
        return binary(BinaryOp.ADD, other);
    }

    /**
     * {@code this + other}, with broadcasting, into memory that the caller holds.
     *
     * @param other a FLOAT32 tensor
     * @param out FLOAT32 of the common shape; it may be an operand, or overlap one, which costs a copy
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor add(Tensor other, Tensor out) {
        return binary(BinaryOp.ADD, other, out);
    }

    /**
     * {@code this + value}.
     *
     * @param value a number
     * @return a fresh tensor
     */
    public Tensor add(float value) {
        return add(scalar(value));
    }

    /**
     * {@code this - other}, with broadcasting.
     *
     * @param other a FLOAT32 tensor
     * @return a fresh tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor sub(Tensor other) {
        return binary(BinaryOp.SUB, other);
    }

    /**
     * {@code this - other}, with broadcasting, into memory that the caller holds.
     *
     * @param other a FLOAT32 tensor
     * @param out FLOAT32 of the common shape; it may be an operand, or overlap one, which costs a copy
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor sub(Tensor other, Tensor out) {
        return binary(BinaryOp.SUB, other, out);
    }

    /**
     * {@code this - value}.
     *
     * @param value a number
     * @return a fresh tensor
     */
    public Tensor sub(float value) {
        return sub(scalar(value));
    }

    /**
     * {@code this * other} element by element, with broadcasting; {@link #matmul} is the matrix product.
     *
     * @param other a FLOAT32 tensor
     * @return a fresh tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor mul(Tensor other) {
        return binary(BinaryOp.MUL, other);
    }

    /**
     * {@code this * other}, element by element, with broadcasting, into memory that the caller holds.
     *
     * @param other a FLOAT32 tensor
     * @param out FLOAT32 of the common shape; it may be an operand, or overlap one, which costs a copy
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor mul(Tensor other, Tensor out) {
        return binary(BinaryOp.MUL, other, out);
    }

    /**
     * {@code this * value}.
     *
     * @param value a number
     * @return a fresh tensor
     */
    public Tensor mul(float value) {
        return mul(scalar(value));
    }

    /**
     * {@code this / other}, with broadcasting; IEEE 754 says what a division by 0 gives.
     *
     * @param other a FLOAT32 tensor
     * @return a fresh tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor div(Tensor other) {
        return binary(BinaryOp.DIV, other);
    }

    /**
     * {@code this / other}, with broadcasting, into memory that the caller holds.
     *
     * @param other a FLOAT32 tensor
     * @param out FLOAT32 of the common shape; it may be an operand, or overlap one, which costs a copy
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor div(Tensor other, Tensor out) {
        return binary(BinaryOp.DIV, other, out);
    }

    /**
     * {@code this / value}.
     *
     * @param value a number
     * @return a fresh tensor
     */
    public Tensor div(float value) {
        return div(scalar(value));
    }

    /**
     * This to the power of another, within 0.51 ulp, with broadcasting.
     *
     * @param exponent a FLOAT32 tensor
     * @return a fresh tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor pow(Tensor exponent) {
        return binary(BinaryOp.POW, exponent);
    }

    /**
     * {@code this} to the power of other, with broadcasting, into memory that the caller holds.
     *
     * @param other a FLOAT32 tensor
     * @param out FLOAT32 of the common shape; it may be an operand, or overlap one, which costs a copy
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor pow(Tensor other, Tensor out) {
        return binary(BinaryOp.POW, other, out);
    }

    /**
     * Every element to a power.
     *
     * @param exponent a number
     * @return a fresh tensor
     */
    public Tensor pow(float exponent) {
        return pow(scalar(exponent));
    }

    /**
     * The larger of two elements, with broadcasting; NaN if either is.
     *
     * @param other a FLOAT32 tensor
     * @return a fresh tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor maximum(Tensor other) {
        return binary(BinaryOp.MAXIMUM, other);
    }

    /**
     * The larger of two elements, with broadcasting, into memory that the caller holds.
     *
     * @param other a FLOAT32 tensor
     * @param out FLOAT32 of the common shape; it may be an operand, or overlap one, which costs a copy
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor maximum(Tensor other, Tensor out) {
        return binary(BinaryOp.MAXIMUM, other, out);
    }

    /**
     * The smaller of two elements, with broadcasting; NaN if either is.
     *
     * @param other a FLOAT32 tensor
     * @return a fresh tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor minimum(Tensor other) {
        return binary(BinaryOp.MINIMUM, other);
    }

    /**
     * The smaller of two elements, with broadcasting, into memory that the caller holds.
     *
     * @param other a FLOAT32 tensor
     * @param out FLOAT32 of the common shape; it may be an operand, or overlap one, which costs a copy
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor minimum(Tensor other, Tensor out) {
        return binary(BinaryOp.MINIMUM, other, out);
    }

    /**
     * {@code -this}.
     *
     * @return a fresh tensor
     */
    public Tensor neg() {
        return unary(UnaryOp.NEG);
    }

    /**
     * {@code -this}, into memory that the caller holds.
     *
     * @param out FLOAT32 of this shape; it may be this tensor, or overlap it, which costs a copy
     * @return out
     * @throws ShapeException if out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor neg(Tensor out) {
        return unary(UnaryOp.NEG, out);
    }

    /**
     * Absolute values.
     *
     * @return a fresh tensor
     */
    public Tensor abs() {
        return unary(UnaryOp.ABS);
    }

    /**
     * Absolute values, into memory that the caller holds.
     *
     * @param out FLOAT32 of this shape; it may be this tensor, or overlap it, which costs a copy
     * @return out
     * @throws ShapeException if out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor abs(Tensor out) {
        return unary(UnaryOp.ABS, out);
    }

    /**
     * e to the power of every element, within 0.9 ulp.
     *
     * @return a fresh tensor
     */
    public Tensor exp() {
        return unary(UnaryOp.EXP);
    }

    /**
     * e to the power of each element, within 0.9 ulp, into memory that the caller holds.
     *
     * @param out FLOAT32 of this shape; it may be this tensor, or overlap it, which costs a copy
     * @return out
     * @throws ShapeException if out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor exp(Tensor out) {
        return unary(UnaryOp.EXP, out);
    }

    /**
     * Natural logarithms, within 0.95 ulp; -Infinity of 0, NaN below it.
     *
     * @return a fresh tensor
     */
    public Tensor log() {
        return unary(UnaryOp.LOG);
    }

    /**
     * Natural logarithms, within 0.95 ulp, into memory that the caller holds.
     *
     * @param out FLOAT32 of this shape; it may be this tensor, or overlap it, which costs a copy
     * @return out
     * @throws ShapeException if out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor log(Tensor out) {
        return unary(UnaryOp.LOG, out);
    }

    /**
     * Square roots; NaN below 0.
     *
     * @return a fresh tensor
     */
    public Tensor sqrt() {
        return unary(UnaryOp.SQRT);
    }

    /**
     * Square roots, into memory that the caller holds.
     *
     * @param out FLOAT32 of this shape; it may be this tensor, or overlap it, which costs a copy
     * @return out
     * @throws ShapeException if out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor sqrt(Tensor out) {
        return unary(UnaryOp.SQRT, out);
    }

    /**
     * {@code max(this, 0)}; NaN stays NaN.
     *
     * @return a fresh tensor
     */
    public Tensor relu() {
        return unary(UnaryOp.RELU);
    }

    /**
     * {@code max(this, 0)}, into memory that the caller holds.
     *
     * @param out FLOAT32 of this shape; it may be this tensor, or overlap it, which costs a copy
     * @return out
     * @throws ShapeException if out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor relu(Tensor out) {
        return unary(UnaryOp.RELU, out);
    }

    /**
     * Hyperbolic tangents, within 1.1 ulp.
     *
     * @return a fresh tensor
     */
    public Tensor tanh() {
        return unary(UnaryOp.TANH);
    }

    /**
     * Hyperbolic tangents, within 1.1 ulp, into memory that the caller holds.
     *
     * @param out FLOAT32 of this shape; it may be this tensor, or overlap it, which costs a copy
     * @return out
     * @throws ShapeException if out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor tanh(Tensor out) {
        return unary(UnaryOp.TANH, out);
    }

    /**
     * {@code 1 / (1 + exp(-this))}, within 1.5 ulp.
     *
     * @return a fresh tensor
     */
    public Tensor sigmoid() {
        return unary(UnaryOp.SIGMOID);
    }

    /**
     * {@code 1 / (1 + exp(-this))}, within 1.5 ulp, into memory that the caller holds.
     *
     * @param out FLOAT32 of this shape; it may be this tensor, or overlap it, which costs a copy
     * @return out
     * @throws ShapeException if out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor sigmoid(Tensor out) {
        return unary(UnaryOp.SIGMOID, out);
    }

    /**
     * {@code max(this + bias, 0)} in one pass, with broadcasting: what {@code add(bias).relu()} gives, without the memory
     * between the two.
     *
     * @param bias a FLOAT32 tensor, for example one number a column
     * @return a fresh tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor addRelu(Tensor bias) {
        return binary(BinaryOp.ADD_RELU, bias);
    }

    /**
     * {@code max(this + bias, 0)} in one pass, with broadcasting, into memory that the caller holds.
     *
     * @param bias a FLOAT32 tensor, for example one number a column
     * @param out FLOAT32 of the common shape; it may be an operand, or overlap one, which costs a copy
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another shape or repeats elements
     * @throws IllegalArgumentException if a dtype is not FLOAT32 or the memory of out is read-only
     */
    public Tensor addRelu(Tensor bias, Tensor out) {
        return binary(BinaryOp.ADD_RELU, bias, out);
    }

    /**
     * {@code this == other}, with broadcasting.
     *
     * @param other a tensor of the same dtype
     * @return a fresh BOOL tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor eq(Tensor other) {
        return compare(BinaryOp.EQ, other);
    }

    /**
     * {@code this == other}, with broadcasting, into memory that is there.
     *
     * @param other a tensor of the same dtype
     * @param out a BOOL tensor of the common shape, contiguous or not; it may share memory with the operands
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another
     */
    public Tensor eq(Tensor other, Tensor out) {
        return compare(BinaryOp.EQ, other, out);
    }

    /**
     * {@code this == value}.
     *
     * @param value a number
     * @return a fresh BOOL tensor
     */
    public Tensor eq(float value) {
        require("eq", DType.FLOAT32);
        return eq(scalar(value));
    }

    /**
     * {@code this != other}, with broadcasting.
     *
     * @param other a tensor of the same dtype
     * @return a fresh BOOL tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor ne(Tensor other) {
        return compare(BinaryOp.NE, other);
    }

    /**
     * {@code this != other}, with broadcasting, into memory that is there.
     *
     * @param other a tensor of the same dtype
     * @param out a BOOL tensor of the common shape, contiguous or not; it may share memory with the operands
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another
     */
    public Tensor ne(Tensor other, Tensor out) {
        return compare(BinaryOp.NE, other, out);
    }

    /**
     * {@code this != value}.
     *
     * @param value a number
     * @return a fresh BOOL tensor
     */
    public Tensor ne(float value) {
        require("ne", DType.FLOAT32);
        return ne(scalar(value));
    }

    /**
     * {@code this < other}, with broadcasting.
     *
     * @param other a tensor of the same dtype
     * @return a fresh BOOL tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor lt(Tensor other) {
        return compare(BinaryOp.LT, other);
    }

    /**
     * {@code this < other}, with broadcasting, into memory that is there.
     *
     * @param other a tensor of the same dtype
     * @param out a BOOL tensor of the common shape, contiguous or not; it may share memory with the operands
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another
     */
    public Tensor lt(Tensor other, Tensor out) {
        return compare(BinaryOp.LT, other, out);
    }

    /**
     * {@code this < value}.
     *
     * @param value a number
     * @return a fresh BOOL tensor
     */
    public Tensor lt(float value) {
        require("lt", DType.FLOAT32);
        return lt(scalar(value));
    }

    /**
     * {@code this <= other}, with broadcasting.
     *
     * @param other a tensor of the same dtype
     * @return a fresh BOOL tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor le(Tensor other) {
        return compare(BinaryOp.LE, other);
    }

    /**
     * {@code this <= other}, with broadcasting, into memory that is there.
     *
     * @param other a tensor of the same dtype
     * @param out a BOOL tensor of the common shape, contiguous or not; it may share memory with the operands
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another
     */
    public Tensor le(Tensor other, Tensor out) {
        return compare(BinaryOp.LE, other, out);
    }

    /**
     * {@code this <= value}.
     *
     * @param value a number
     * @return a fresh BOOL tensor
     */
    public Tensor le(float value) {
        require("le", DType.FLOAT32);
        return le(scalar(value));
    }

    /**
     * {@code this > other}, with broadcasting.
     *
     * @param other a tensor of the same dtype
     * @return a fresh BOOL tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor gt(Tensor other) {
        return compare(BinaryOp.GT, other);
    }

    /**
     * {@code this > other}, with broadcasting, into memory that is there.
     *
     * @param other a tensor of the same dtype
     * @param out a BOOL tensor of the common shape, contiguous or not; it may share memory with the operands
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another
     */
    public Tensor gt(Tensor other, Tensor out) {
        return compare(BinaryOp.GT, other, out);
    }

    /**
     * {@code this > value}.
     *
     * @param value a number
     * @return a fresh BOOL tensor
     */
    public Tensor gt(float value) {
        require("gt", DType.FLOAT32);
        return gt(scalar(value));
    }

    /**
     * {@code this >= other}, with broadcasting.
     *
     * @param other a tensor of the same dtype
     * @return a fresh BOOL tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public Tensor ge(Tensor other) {
        return compare(BinaryOp.GE, other);
    }

    /**
     * {@code this >= other}, with broadcasting, into memory that is there.
     *
     * @param other a tensor of the same dtype
     * @param out a BOOL tensor of the common shape, contiguous or not; it may share memory with the operands
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another
     */
    public Tensor ge(Tensor other, Tensor out) {
        return compare(BinaryOp.GE, other, out);
    }

    /**
     * {@code this >= value}.
     *
     * @param value a number
     * @return a fresh BOOL tensor
     */
    public Tensor ge(float value) {
        require("ge", DType.FLOAT32);
        return ge(scalar(value));
    }

    /**
     * Elements of one tensor where a condition holds, of another elsewhere; all three broadcast.
     *
     * @param condition a BOOL tensor
     * @param a FLOAT32, taken where it is true
     * @param b FLOAT32, taken where it is false
     * @return a fresh tensor of the common shape
     * @throws ShapeException if the shapes do not broadcast
     */
    public static Tensor where(Tensor condition, Tensor a, Tensor b) {
        Layout common = layoutOfWhere(condition, a, b);
        return where(common, condition, a, b, allocate(COLLECTED, DType.FLOAT32, common));
    }

    /**
     * Elements of one tensor where a condition holds, of another elsewhere, into memory that is there.
     *
     * @param condition a BOOL tensor
     * @param a FLOAT32, taken where it is true
     * @param b FLOAT32, taken where it is false
     * @param out FLOAT32, of the common shape, contiguous or not; it may share memory with the operands
     * @return out
     * @throws ShapeException if the shapes do not broadcast, or out has another
     */
    public static Tensor where(Tensor condition, Tensor a, Tensor b, Tensor out) {
        Layout common = layoutOfWhere(condition, a, b);
        out.requireWritable("where", DType.FLOAT32, common);
        boolean apart = !out.sharesMemoryWith(condition)
                && out.isWritableBeside(a, Broadcast.to("where", a.layout, common))
                && out.isWritableBeside(b, Broadcast.to("where", b.layout, common));
        if (apart) {
            where(common, condition, a, b, out);
        } else {
            out.assign(where(condition, a, b));
        }
        return out;
    }

    private static Layout layoutOfWhere(Tensor condition, Tensor a, Tensor b) {
        condition.require("where", DType.BOOL);
        a.require("where", DType.FLOAT32);
        b.require("where", DType.FLOAT32);
        return Broadcast.common("where", condition.layout, Broadcast.common("where", a.layout, b.layout));
    }

    private static Tensor where(Layout common, Tensor condition, Tensor a, Tensor b, Tensor out) {
        Elementwise.where(
                condition.segment,
                Broadcast.to("where", condition.layout, common),
                a.segment,
                Broadcast.to("where", a.layout, common),
                b.segment,
                Broadcast.to("where", b.layout, common),
                out.segment,
                out.layout);
        return out;
    }

    // ---------------------------------------------------------------------------------------------- reductions

    /** Which dimensions are folded: those named, or all if none is. */
    private boolean[] reduced(String operation, int... dims) {
        boolean[] reduced = new boolean[rank()];
        if (dims.length == 0) {
            Arrays.fill(reduced, true);
        }
        for (int dim : dims) {
            int d = layout.dimension(operation, dim);
            if (reduced[d]) {
                throw new ShapeException(operation + ": dimension " + d + " of shape " + ShapeException.show(shape())
                        + " is named twice");
            }
            reduced[d] = true;
        }
        return reduced;
    }

    private long[] kept(boolean[] reduced, boolean keepDim) {
        long[] shape = new long[rank()];
        int n = 0;
        for (int d = 0; d < rank(); d++) {
            if (!reduced[d]) {
                shape[n++] = layout.size(d);
            } else if (keepDim) {
                shape[n++] = 1;
            }
        }
        return Arrays.copyOf(shape, n);
    }

    private Tensor reduce(Reduction op, boolean keepDim, int... dims) {
        require(op.label(), op.dtype());
        boolean[] reduced = reduced(op.label(), dims);
        Tensor result = allocate(op.dtype(), kept(reduced, false));
        Reductions.reduce(op, segment, layout, reduced, result.segment, result.layout);
        return keepDim ? result.kept(kept(reduced, true)) : result;
    }

    private Tensor kept(long[] shape) {
        return new Tensor(segment, layout.reshape(shape), dtype, false);
    }

    /** As {@link #reduce}, refused where there would be a result of no elements. */
    private Tensor extreme(Reduction op, boolean keepDim, int... dims) {
        String name = op.label();
        boolean[] reduced = reduced(name, dims);
        for (int d = 0; d < reduced.length; d++) {
            if (reduced[d] && layout.size(d) == 0) {
                throw new ShapeException(name + ": dimension " + d + " of shape " + ShapeException.show(shape())
                        + " has no elements, so there is no " + name);
            }
        }
        return reduce(op, keepDim, dims);
    }

    /**
     * The sum of all elements; 0 if there are none. At most eight are added in float, all else in double precision: a relative
     * error of 2^-22 of the sum of the absolute values at most, and of the rounding of the result.
     *
     * @return a fresh scalar
     */
    public Tensor sum() {
        return sum(false);
    }

    /**
     * Sums over some dimensions, which are dropped.
     *
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh tensor of the other dimensions
     * @throws ShapeException if a dimension is out of range or named twice
     */
    public Tensor sum(int... dims) {
        return sum(false, dims);
    }

    /**
     * Sums over some dimensions.
     *
     * @param keepDim whether they stay, with size 1
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh tensor
     * @throws ShapeException if a dimension is out of range or named twice
     */
    public Tensor sum(boolean keepDim, int... dims) {
        return reduce(Reduction.SUM, keepDim, dims);
    }

    /**
     * The mean of all elements; NaN if there are none.
     *
     * @return a fresh scalar
     */
    public Tensor mean() {
        return mean(false);
    }

    /**
     * Means over some dimensions, which are dropped.
     *
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh tensor of the other dimensions
     * @throws ShapeException if a dimension is out of range or named twice
     */
    public Tensor mean(int... dims) {
        return mean(false, dims);
    }

    /**
     * Means over some dimensions.
     *
     * @param keepDim whether they stay, with size 1
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh tensor
     * @throws ShapeException if a dimension is out of range or named twice
     */
    public Tensor mean(boolean keepDim, int... dims) {
        require("mean", DType.FLOAT32);
        boolean[] reduced = reduced("mean", dims);
        Tensor result = allocate(DType.FLOAT32, kept(reduced, false));
        Reductions.mean(segment, layout, reduced, result.segment, result.layout);
        return keepDim ? result.kept(kept(reduced, true)) : result;
    }

    /**
     * {@code this.mul(other).sum(dims)} in one pass, without the memory between the two. Parts of the sums are rounded to
     * float, as in a matrix product; the parts are added up in double precision.
     *
     * @param other a FLOAT32 tensor whose shape broadcasts with this one's
     * @param dims dimensions of the common shape that are summed and dropped, negative from the end; none for all
     * @return a fresh tensor of the other dimensions
     * @throws ShapeException if the shapes do not broadcast, or a dimension is out of range or named twice
     */
    public Tensor mulSum(Tensor other, int... dims) {
        requireBoth("mulSum", other);
        Layout common = Broadcast.common("mulSum", layout, other.layout);
        Tensor a = view(Broadcast.to("mulSum", layout, common));
        Tensor b = other.view(Broadcast.to("mulSum", other.layout, common));
        boolean[] reduced = a.reduced("mulSum", dims);
        Tensor result = allocate(DType.FLOAT32, a.kept(reduced, false));
        SumOfProducts.run(a.segment, a.layout, b.segment, b.layout, reduced, result.segment, result.layout);
        return result;
    }

    /**
     * The variance of all elements, as of a sample: the sum of squared distances from the mean, divided by their number
     * less one. NaN of fewer than two.
     *
     * @return a fresh scalar
     */
    public Tensor var() {
        return var(false);
    }

    /**
     * The variance over some dimensions, as of a sample: divided by the number of elements less one. NaN of fewer than two.
     *
     * @param keepDim whether the dimensions stay, with size 1
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh tensor
     * @throws ShapeException if a dimension is out of range or named twice
     */
    public Tensor var(boolean keepDim, int... dims) {
        require("var", DType.FLOAT32);
        boolean[] reduced = reduced("var", dims);
        Tensor distances = sub(mean(true, dims));
        Tensor squares = distances.mulSum(distances, dims);
        long count = squares.numel() == 0 ? 0 : numel() / squares.numel();
        Tensor result = count < 2 ? full(Float.NaN, squares.shape()) : squares.div((float) (count - 1));
        return keepDim ? result.kept(kept(reduced, true)) : result;
    }

    /**
     * The largest element; NaN if any is.
     *
     * @return a fresh scalar
     * @throws ShapeException if there are no elements
     */
    public Tensor max() {
        return max(false);
    }

    /**
     * The largest elements along some dimensions, which are dropped.
     *
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh tensor of the other dimensions
     * @throws ShapeException if a dimension is out of range, named twice or has no elements
     */
    public Tensor max(int... dims) {
        return max(false, dims);
    }

    /**
     * The largest elements along some dimensions.
     *
     * @param keepDim whether they stay, with size 1
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh tensor
     * @throws ShapeException if a dimension is out of range, named twice or has no elements
     */
    public Tensor max(boolean keepDim, int... dims) {
        return extreme(Reduction.MAX, keepDim, dims);
    }

    /**
     * The smallest element; NaN if any is.
     *
     * @return a fresh scalar
     * @throws ShapeException if there are no elements
     */
    public Tensor min() {
        return min(false);
    }

    /**
     * The smallest elements along some dimensions, which are dropped.
     *
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh tensor of the other dimensions
     * @throws ShapeException if a dimension is out of range, named twice or has no elements
     */
    public Tensor min(int... dims) {
        return min(false, dims);
    }

    /**
     * The smallest elements along some dimensions.
     *
     * @param keepDim whether they stay, with size 1
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh tensor
     * @throws ShapeException if a dimension is out of range, named twice or has no elements
     */
    public Tensor min(boolean keepDim, int... dims) {
        return extreme(Reduction.MIN, keepDim, dims);
    }

    /**
     * Where the largest element stands among all in row-major order, the first of several; NaN counts as the largest.
     *
     * @return an index into {@link #flatten}
     * @throws ShapeException if there are no elements
     */
    public long argmax() {
        if (numel() == 0) {
            throw new ShapeException(
                    "argmax: shape " + ShapeException.show(shape()) + " has no elements, so there is no largest one");
        }
        return flatten().argmax(0)[0];
    }

    /**
     * Where the largest elements stand along a dimension, the first of several; NaN counts as the largest.
     *
     * @param dim a dimension, negative from the end
     * @return for each index of the other dimensions, in row-major order, an index along the dimension
     * @throws ShapeException if there is no such dimension or it has no elements
     */
    public long[] argmax(int dim) {
        require("argmax", DType.FLOAT32);
        int d = layout.dimension("argmax", dim);
        if (layout.size(d) == 0) {
            throw new ShapeException("argmax: dimension " + d + " of shape " + ShapeException.show(shape())
                    + " has no elements, so there is no largest one");
        }
        long results = layout.select(d, 0).numel();
        if (results > Integer.MAX_VALUE - 8) {
            throw new ShapeException("argmax: shape " + ShapeException.show(shape()) + " has " + results
                    + " results along dimension " + d + ", more than a Java array holds");
        }
        return Reductions.argmax(segment, layout, d);
    }

    /**
     * Whether all elements are true; true if there are none. Of FLOAT32, whether all are not 0.
     *
     * @return a fresh BOOL scalar
     */
    public Tensor all() {
        return all(false);
    }

    /**
     * Whether all elements along some dimensions are true.
     *
     * @param keepDim whether the dimensions stay, with size 1
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh BOOL tensor
     * @throws ShapeException if a dimension is out of range or named twice
     */
    public Tensor all(boolean keepDim, int... dims) {
        return to(DType.BOOL).reduce(Reduction.ALL, keepDim, dims);
    }

    /**
     * Whether any element is true; false if there are none. Of FLOAT32, whether any is not 0.
     *
     * @return a fresh BOOL scalar
     */
    public Tensor any() {
        return any(false);
    }

    /**
     * Whether any element along some dimensions is true.
     *
     * @param keepDim whether the dimensions stay, with size 1
     * @param dims the dimensions, negative from the end; none for all
     * @return a fresh BOOL tensor
     * @throws ShapeException if a dimension is out of range or named twice
     */
    public Tensor any(boolean keepDim, int... dims) {
        return to(DType.BOOL).reduce(Reduction.ANY, keepDim, dims);
    }

    // ---------------------------------------------------------------------------------------------- comparing

    /**
     * Whether all elements are near another tensor's: {@code |this - other| <= atol + rtol * |other|}, with broadcasting.
     * Equal infinities are near, NaN is near nothing.
     *
     * @param other a FLOAT32 tensor
     * @param rtol relative tolerance
     * @param atol absolute tolerance
     * @return true if all are
     * @throws ShapeException if the shapes do not broadcast
     */
    public boolean allClose(Tensor other, double rtol, double atol) {
        requireBoth("allClose", other);
        Layout common = Broadcast.common("allClose", layout, other.layout);
        return Elementwise.all(
                (x, y) -> Tensors.isNear(x, y, rtol, atol),
                segment,
                Broadcast.to("allClose", layout, common),
                other.segment,
                Broadcast.to("allClose", other.layout, common));
    }

    /**
     * {@link #allClose} with the lesson's tolerances: rtol 1e-3, atol 1e-5.
     *
     * @param other a FLOAT32 tensor
     * @return true if all elements are near
     * @throws ShapeException if the shapes do not broadcast
     */
    public boolean near(Tensor other) {
        return allClose(other, Tensors.RTOL, Tensors.ATOL);
    }

    // ---------------------------------------------------------------------------------------------- products

    /**
     * The matrix product, with NumPy's rules: the last two dimensions are multiplied, leading ones broadcast as batch, and
     * a vector on the left is a row, on the right a column, whose dimension is dropped again.
     *
     * @param other a FLOAT32 tensor, [..., k, n] where this is [..., m, k]
     * @return a fresh tensor of shape [..., m, n]
     * @throws ShapeException if a scalar takes part or the shapes do not fit
     */
    public Tensor matmul(Tensor other) {
        return matmul(other, Backend.AUTO);
    }

    /**
     * The matrix product by a backend of the caller's choice.
     *
     * @param other a FLOAT32 tensor
     * @param backend what multiplies
     * @return a fresh tensor of shape [..., m, n]
     * @throws ShapeException if a scalar takes part or the shapes do not fit
     * @throws IllegalStateException if the backend cannot be had on this machine
     */
    public Tensor matmul(Tensor other, Backend backend) {
        requireBoth("matmul", other);
        Tensor result = allocate(DType.FLOAT32, Matmul.shape(layout, other.layout));
        Matmul.run(backend, segment, layout, other.segment, other.layout, result.segment, result.layout);
        return result;
    }

    /**
     * The matrix product into memory that the caller holds.
     *
     * @param other a FLOAT32 tensor
     * @param out a FLOAT32 tensor of the product's shape, overwritten; any strides, and it may overlap an operand
     * @return out
     * @throws ShapeException if the shapes do not fit, or out repeats elements
     */
    public Tensor matmul(Tensor other, Tensor out) {
        requireBoth("matmul", other);
        out.require("matmul", DType.FLOAT32);
        Matmul.run(Backend.AUTO, segment, layout, other.segment, other.layout, out.segment, out.layout);
        return out;
    }

    /**
     * The same by a backend and on as many threads as the caller chooses.
     *
     * @param other a FLOAT32 tensor
     * @param out a FLOAT32 tensor of the product's shape, overwritten; any strides, and it may overlap an operand
     * @param backend what multiplies
     * @param threads how many threads may work on it, the caller's among them; 1 or more
     * @return out
     * @throws ShapeException if the shapes do not fit, or out repeats elements
     * @throws IllegalArgumentException if threads is less than 1
     * @throws IllegalStateException if the backend cannot be had on this machine
     */
    public Tensor matmul(Tensor other, Tensor out, Backend backend, int threads) {
        requireBoth("matmul", other);
        out.require("matmul", DType.FLOAT32);
        Matmul.run(backend, threads, segment, layout, other.segment, other.layout, out.segment, out.layout);
        return out;
    }

    /**
     * How {@link #matmul} would multiply: which backend, which operand is read as it lies, which is copied and why.
     *
     * @param other a FLOAT32 tensor
     * @return the plan, which prints as text
     * @throws ShapeException if the shapes do not fit
     */
    public MatmulPlan explainMatmul(Tensor other) {
        requireBoth("matmul", other);
        return Matmul.explain(Backend.AUTO, segment, layout, other.segment, other.layout);
    }

    /**
     * Einstein summation with NumPy's rules, for example {@code Tensor.einsum("ik,kj->ij", a, b)}: elements are multiplied
     * where labels agree and summed over the labels that the output does not have. Of one operand that is only permuted or
     * whose diagonal is taken ({@code ij->ji}, {@code ii->i}) the result is a view, which {@link #isView} tells.
     *
     * <p>How it is computed is planned at the first call with these subscripts, shapes and strides, and kept for the next; see
     * {@link Einsum#plan} to look at the plan.
     *
     * @param subscripts a label for each dimension of each operand, and of the result after {@code ->}
     * @param operands FLOAT32 tensors, one or more
     * @return a fresh tensor, or a view
     * @throws ShapeException if the shapes do not fit the subscripts or each other
     * @throws IllegalArgumentException if the subscripts are malformed or name another number of operands
     */
    public static Tensor einsum(String subscripts, Tensor... operands) {
        return Einsum.fresh(Backend.AUTO, subscripts, operands);
    }

    /**
     * Einstein summation whose products are made by a backend of the caller's choice.
     *
     * @param backend what multiplies
     * @param subscripts a label for each dimension of each operand, and of the result after {@code ->}
     * @param operands FLOAT32 tensors, one or more
     * @return a fresh tensor, or a view
     * @throws ShapeException if the shapes do not fit the subscripts or each other
     * @throws IllegalArgumentException if the subscripts are malformed or name another number of operands
     * @throws IllegalStateException if the backend cannot be had on this machine
     */
    public static Tensor einsum(Backend backend, String subscripts, Tensor... operands) {
        return Einsum.fresh(backend, subscripts, operands);
    }

    /**
     * Einstein summation into memory that the caller holds. What would be a view is copied.
     *
     * @param out a FLOAT32 tensor of the result's shape, overwritten; any strides, and it may overlap an operand
     * @param subscripts a label for each dimension of each operand, and of the result after {@code ->}
     * @param operands FLOAT32 tensors, one or more
     * @return out
     * @throws ShapeException if the shapes do not fit, or out repeats elements
     * @throws IllegalArgumentException if the subscripts are malformed or name another number of operands
     */
    public static Tensor einsum(Tensor out, String subscripts, Tensor... operands) {
        return Einsum.into(out, Backend.AUTO, subscripts, operands);
    }

    /**
     * Einstein summation into memory that the caller holds, by a backend of the caller's choice.
     *
     * @param out a FLOAT32 tensor of the result's shape, overwritten; any strides, and it may overlap an operand
     * @param backend what multiplies
     * @param subscripts a label for each dimension of each operand, and of the result after {@code ->}
     * @param operands FLOAT32 tensors, one or more
     * @return out
     * @throws ShapeException if the shapes do not fit, or out repeats elements
     * @throws IllegalArgumentException if the subscripts are malformed or name another number of operands
     * @throws IllegalStateException if the backend cannot be had on this machine
     */
    public static Tensor einsum(Tensor out, Backend backend, String subscripts, Tensor... operands) {
        return Einsum.into(out, backend, subscripts, operands);
    }

    /**
     * The elements as PyTorch prints them: four digits, scientific where the range asks for it, summarised above 1,000.
     *
     * @return text of one or more lines
     */
    @Override
    public String toString() {
        requireAlive("toString");
        return TensorPrinter.print(this);
    }
}
