package dev.gatun.gemm;

import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import java.lang.foreign.MemorySegment;

/**
 * What is checked once, before anything is read or written, so that kernels can trust their operands: this keeps native
 * code inside of the memory that it was given. Shapes are checked where their rules are known.
 */
final class Boundary {
    private Boundary() {}

    /**
     * Checks the memory of an operation that reads a and b and writes c.
     *
     * @param operation what a message names
     * @throws IndexOutOfBoundsException if a layout reaches beyond its memory
     * @throws IllegalArgumentException if c cannot be written, or threads is less than 1
     */
    static void check(
            String operation,
            int threads,
            MemorySegment a,
            Layout la,
            MemorySegment b,
            Layout lb,
            MemorySegment c,
            Layout lc) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    operation + ": " + threads + " threads; give 1 or more, the caller's own among them");
        }
        checkInside(operation, "left operand", a, la);
        checkInside(operation, "right operand", b, lb);
        checkInside(operation, "output", c, lc);
        if (c.isReadOnly()) {
            throw new IllegalArgumentException(operation + ": the memory of the output is read-only");
        }
        if (!isDistinct(lc)) {
            throw new ShapeException(operation + ": the output " + lc
                    + " may have several indices for one element and cannot be written");
        }
    }

    private static void checkInside(String operation, String name, MemorySegment memory, Layout layout) {
        long elements = memory.byteSize() / Float.BYTES;
        if (layout.numel() > 0 && (layout.first() < 0 || layout.end() > elements)) {
            throw new IndexOutOfBoundsException(operation + ": the " + name + " " + layout + " reaches elements "
                    + layout.first() + " to " + (layout.end() - 1) + ", its memory has " + elements);
        }
    }

    /** The general test sorts, which a small product would notice; the usual outputs are told without it. */
    private static boolean isDistinct(Layout c) {
        return (c.rank() == 2 && liesByLines(c.size(0), c.stride(0), c.size(1), c.stride(1)))
                || c.isContiguous()
                || !c.overlapsItself();
    }

    private static boolean liesByLines(long rows, long rowStride, long cols, long colStride) {
        return (colStride == 1 && rowStride >= cols) || (rowStride == 1 && colStride >= rows);
    }
}
