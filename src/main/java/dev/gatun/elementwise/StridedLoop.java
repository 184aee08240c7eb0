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
 * lesson's product), the longest dimension becomes the run instead, in blocks that stay in the caches while the short
 * ones are stepped over.
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

    /** Elements of a block at least. */
    private static final int BLOCK = 256;

    /** Elements of all interleaved runs of a block, if those are of more than the least: 32 KiB of each operand. */
    private static final int BLOCK_OF_RUNS = 8192;

    /** Longest run that is handed out, so that callers count in int, which compiles to better loops. */
    static final int LONGEST = 1 << 30;

    private final boolean empty;

    private final int operands;

    private final int dims;

    /** Dimensions from here to {@link #dims} count; those before were merged away. */
    private int top;

    /**
     * All numbers in one array, since a small operation takes no longer than the making of a few: the size of each dimension,
     * innermost last; the index in each; then for each operand its stride in each, its stride within a run, and where it is.
     */
    private final long[] numbers;

    /** The dimension whose blocks are the runs. Its size is the number of blocks, its stride that of a block. */
    private final int blocks;

    private final long runSize;
    private final int blockSize;
    private int length;

    private StridedLoop(Layout[] layouts) {
        Layout first = layouts[0];
        int n = 0;
        for (int d = 0; d < first.rank(); d++) {
            n += first.size(d) != 1 ? 1 : 0;
        }
        operands = layouts.length;
        dims = Math.max(n, 1);
        numbers = new long[2 * dims + operands * (dims + 2)];
        numbers[0] = 1; // of a scalar, which has no dimension to be sorted in
        n = 0;
        for (int d = 0; d < first.rank(); d++) {
            if (first.size(d) != 1) {
                insert(n++, d, layouts);
            }
        }
        merge();

        blocks = run();
        runSize = numbers[blocks];
        blockSize = blocks == dims - 1 ? LONGEST : block();
        numbers[blocks] = (runSize - 1) / blockSize + 1;
        for (int o = 0; o < operands; o++) {
            int of = of(o);
            numbers[of + dims] = numbers[of + blocks];
            numbers[of + blocks] *= blockSize;
            numbers[of + dims + 1] = layouts[o].offset();
        }
        length = (int) Math.min(runSize, blockSize);
        empty = first.numel() == 0;
    }

    /** Where an operand's strides begin among the numbers. */
    private int of(int operand) {
        return 2 * dims + operand * (dims + 2);
    }

    /**
     * A walk over operands of one shape.
     *
     * @param operands the first one, usually the one that is written, decides the order of the walk
     */
    static StridedLoop of(Layout... operands) {
        return new StridedLoop(operands);
    }

    /** Insertion sort by falling stride: stable, so that ties keep the order of the dimensions. */
    private void insert(int n, int d, Layout[] layouts) {
        int i = n;
        while (i > 0 && inside(i - 1, d, layouts)) {
            numbers[i] = numbers[i - 1];
            for (int o = 0; o < operands; o++) {
                numbers[of(o) + i] = numbers[of(o) + i - 1];
            }
            i--;
        }
        numbers[i] = layouts[0].size(d);
        for (int o = 0; o < operands; o++) {
            numbers[of(o) + i] = layouts[o].stride(d);
        }
    }

    /** Whether a sorted dimension belongs inside of dimension d: the first operand whose strides differ decides. */
    private boolean inside(int sorted, int d, Layout[] layouts) {
        for (int o = 0; o < operands; o++) {
            long here = Math.abs(numbers[of(o) + sorted]);
            long there = Math.abs(layouts[o].stride(d));
            if (here != there) {
                return here < there;
            }
        }
        return false;
    }

    /** Makes one of each two neighbours that are one run in every operand, from the innermost on. */
    private void merge() {
        top = dims - 1;
        for (int d = dims - 2; d >= 0; d--) {
            if (continues(d)) {
                numbers[top] *= numbers[d];
            } else {
                top--;
                numbers[top] = numbers[d];
                for (int o = 0; o < operands; o++) {
                    numbers[of(o) + top] = numbers[of(o) + d];
                }
            }
        }
    }

    /** Whether dimension d steps in every operand just over the run that the dimension at the top makes. */
    private boolean continues(int d) {
        for (int o = 0; o < operands; o++) {
            if (numbers[of(o) + d] != numbers[of(o) + top] * numbers[top]) {
                return false;
            }
        }
        return true;
    }

    /** The dimension that becomes the run: the innermost, or the longest if that is short. */
    private int run() {
        int innermost = dims - 1;
        int longest = innermost;
        for (int d = innermost - 1; d >= top; d--) {
            if (numbers[d] > numbers[longest]) {
                longest = d;
            }
        }
        return numbers[innermost] < SHORT ? longest : innermost;
    }

    private int block() {
        long within = 1;
        for (int d = blocks + 1; d < dims; d++) {
            within *= numbers[d];
        }
        return (int) Math.max(BLOCK, BLOCK_OF_RUNS / Math.max(within, 1));
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
        return numbers[of(operand) + dims + 1];
    }

    /** An operand's elements from one to the next within a run; the same for all runs. */
    long stride(int operand) {
        return numbers[of(operand) + dims];
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
        boolean whole = blocks == dims - 1 && numbers[blocks] == 1;
        return whole && around >= top && numbers[around] <= LONGEST ? (int) numbers[around] : 1;
    }

    /** An operand's elements from one of these runs to the next. */
    long runStep(int operand) {
        return dims > 1 ? numbers[of(operand) + dims - 2] : 0;
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
        return (int) numbers[dims - 1];
    }

    /** An operand's elements from one to the next within a short row. */
    long rowStep(int operand) {
        return numbers[of(operand) + dims - 1];
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
            int index = dims + d;
            boolean more = ++numbers[index] < numbers[d];
            long steps = more ? 1 : 1 - numbers[d];
            if (!more) {
                numbers[index] = 0;
            }
            if (steps != 0) {
                for (int o = 0; o < operands; o++) {
                    numbers[of(o) + dims + 1] += steps * numbers[of(o) + d];
                }
            }
            if (d == blocks) {
                length = (int) Math.min(runSize - numbers[index] * blockSize, blockSize);
            }
            if (more) {
                return true;
            }
        }
        return false;
    }
}
