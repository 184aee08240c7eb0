package dev.gatun.elementwise;

import dev.gatun.layout.Layout;

/**
 * One walk over several operands of the same shape, in runs that are as few and as long as their strides allow.
 *
 * <p>Dimensions of size 1 are dropped, the rest is sorted so that the first operand's smallest stride comes last, and
 * neighbours that are one run in every operand are merged. The innermost dimension is the run, left to the caller so that
 * the hot loop stays in its code; an odometer steps over the others. A broadcast operand has stride 0. This is what
 * PyTorch's TensorIterator and NumPy's nditer do.
 *
 * <p>Where the innermost dimension is too short for a loop to pay (the 3 colours of an image, the 10 columns of the
 * lesson's product), the longest dimension becomes the run instead, in blocks that stay in the first-level cache while
 * the short ones are stepped over.
 *
 * <pre>{@code
 * StridedLoop loop = StridedLoop.of(out, a);
 * if (!loop.isEmpty()) {
 *     do {
 *         // loop.length() elements from loop.at(0) and loop.at(1), loop.stride(0) and loop.stride(1) apart
 *     } while (loop.next());
 * }
 * }</pre>
 */
final class StridedLoop {
    /** A run shorter than this costs more to begin than to go through. */
    private static final int SHORT = 32;

    /** Elements of a block, 1 KiB of each operand: a block of a few dozen interleaved runs stays in 32 KiB of cache. */
    private static final int BLOCK = 256;

    /** Longest run that is handed out, so that callers count in int, which compiles to better loops. */
    static final int LONGEST = 1 << 30;

    private final boolean empty;

    /** Dimensions from here to the end of the arrays count; those before were merged away. */
    private final int top;

    private final int dims;

    private final long[] sizes;

    /** For each operand, one after the other, those of all dimensions, innermost last. */
    private final long[] strides;

    /** The dimension whose blocks are the runs. Its size is the number of blocks, its stride that of a block. */
    private final int blocks;

    private final long runSize;
    private final int blockSize;
    private final long[] runStrides;
    private int length;

    private final long[] position;
    private final long[] index;

    private StridedLoop(Layout[] operands) {
        int rank = operands[0].rank();
        int[] order = new int[rank];
        int n = 0;
        for (int d = 0; d < rank; d++) {
            if (operands[0].size(d) != 1) {
                insert(order, n++, d, operands);
            }
        }
        dims = Math.max(n, 1);
        sizes = new long[dims];
        strides = new long[operands.length * dims];
        int outermost = dims;
        for (int i = n - 1; i >= 0; i--) {
            long size = operands[0].size(order[i]);
            if (outermost < dims && continues(operands, order[i], outermost)) {
                sizes[outermost] *= size;
            } else {
                sizes[--outermost] = size;
                for (int o = 0; o < operands.length; o++) {
                    strides[o * dims + outermost] = operands[o].stride(order[i]);
                }
            }
        }
        if (n == 0) {
            sizes[--outermost] = 1;
        }
        top = outermost;

        blocks = run();
        runSize = sizes[blocks];
        blockSize = blocks == dims - 1 ? LONGEST : BLOCK;
        runStrides = new long[operands.length];
        sizes[blocks] = (runSize - 1) / blockSize + 1;
        position = new long[operands.length];
        for (int o = 0; o < operands.length; o++) {
            runStrides[o] = strides[o * dims + blocks];
            strides[o * dims + blocks] *= blockSize;
            position[o] = operands[o].offset();
        }
        length = (int) Math.min(runSize, blockSize);
        index = new long[dims];
        empty = operands[0].numel() == 0;
    }

    /**
     * A walk over operands of one shape.
     *
     * @param operands the first one, usually the one that is written, decides the order of the walk
     */
    static StridedLoop of(Layout... operands) {
        return new StridedLoop(operands);
    }

    /** The dimension that becomes the run: the innermost, or the longest if that is short. */
    private int run() {
        int innermost = dims - 1;
        int longest = innermost;
        for (int d = innermost - 1; d >= top; d--) {
            if (sizes[d] > sizes[longest]) {
                longest = d;
            }
        }
        return sizes[innermost] < SHORT ? longest : innermost;
    }

    /** Insertion sort by falling stride: stable, so that ties keep the order of the dimensions. */
    private static void insert(int[] order, int n, int d, Layout[] operands) {
        int i = n;
        while (i > 0 && inside(order[i - 1], d, operands)) {
            order[i] = order[i - 1];
            i--;
        }
        order[i] = d;
    }

    /** Whether dimension x belongs inside of dimension y: the first operand whose strides differ decides. */
    private static boolean inside(int x, int y, Layout[] operands) {
        for (Layout operand : operands) {
            long sx = Math.abs(operand.stride(x));
            long sy = Math.abs(operand.stride(y));
            if (sx != sy) {
                return sx < sy;
            }
        }
        return false;
    }

    /** Whether dimension d steps in every operand just over the run that the dimension `inner` makes. */
    private boolean continues(Layout[] operands, int d, int inner) {
        for (int o = 0; o < operands.length; o++) {
            if (operands[o].stride(d) != strides[o * dims + inner] * sizes[inner]) {
                return false;
            }
        }
        return true;
    }

    /** Whether there is nothing to walk over; then no run may be touched. */
    boolean isEmpty() {
        return empty;
    }

    /** The number of elements in the present run. */
    int length() {
        return length;
    }

    /** Where the present run begins in an operand. */
    long at(int operand) {
        return position[operand];
    }

    /** An operand's elements from one to the next within a run; the same for all runs. */
    long stride(int operand) {
        return runStrides[operand];
    }

    /**
     * Steps to the next run.
     *
     * @return false after the last one
     */
    boolean next() {
        return next(dims - 1);
    }

    /**
     * How many runs, the present one the first, lie at equal distances, {@link #runStep} apart: those of the dimension around
     * the run, so that a caller can step over them by itself. {@link #nextRuns} goes on behind them.
     *
     * @return at least 1; 1 where a run is a block of a dimension
     */
    int runs() {
        int around = dims - 2;
        boolean whole = blocks == dims - 1 && sizes[blocks] == 1;
        return whole && around >= top && sizes[around] <= LONGEST ? (int) sizes[around] : 1;
    }

    /** An operand's elements from one of these runs to the next. */
    long runStep(int operand) {
        return dims > 1 ? strides[operand * dims + dims - 2] : 0;
    }

    /**
     * Steps over the runs that {@link #runs} counts.
     *
     * @return false after the last one
     */
    boolean nextRuns() {
        return runs() > 1 ? next(dims - 3) : next();
    }

    /**
     * Whether the runs go across rows too short for runs of their own: then all runs of a block can be seen as
     * {@link #length} rows of {@link #rowLength} elements, {@link #stride} apart, beginning at {@link #at}, and
     * {@link #nextRows} steps from one block of rows to the next.
     */
    boolean hasShortRows() {
        return blocks == dims - 2;
    }

    /** The elements of a short row. */
    int rowLength() {
        return (int) sizes[dims - 1];
    }

    /** An operand's elements from one to the next within a short row. */
    long rowStep(int operand) {
        return strides[operand * dims + dims - 1];
    }

    /**
     * Steps to the next block of short rows, as if {@link #next} had been called for all their columns.
     *
     * @return false after the last one
     */
    boolean nextRows() {
        return next(dims - 2);
    }

    private boolean next(int innermost) {
        for (int d = innermost; d >= top; d--) {
            boolean more = ++index[d] < sizes[d];
            long steps = more ? 1 : 1 - sizes[d];
            if (!more) {
                index[d] = 0;
            }
            if (steps != 0) {
                for (int o = 0; o < position.length; o++) {
                    position[o] += steps * strides[o * dims + d];
                }
            }
            if (d == blocks) {
                length = (int) Math.min(runSize - index[d] * blockSize, blockSize);
            }
            if (more) {
                return true;
            }
        }
        return false;
    }
}
