package dev.gatun.gemm;

import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;

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
     * @throws IllegalArgumentException if c cannot be written
     */
    static void check(String operation, Strided a, Strided b, Strided c) {
        checkInside(operation, "left operand", a);
        checkInside(operation, "right operand", b);
        checkInside(operation, "output", c);
        if (c.memory().isReadOnly()) {
            throw new IllegalArgumentException(operation + ": the memory of the output is read-only");
        }
        if (!isDistinct(c)) {
            throw new ShapeException(operation + ": the output " + c.layout()
                    + " may have several indices for one element and cannot be written");
        }
    }

    private static void checkInside(String operation, String name, Strided operand) {
        Layout layout = operand.layout();
        long elements = operand.memory().byteSize() / Float.BYTES;
        if (layout.numel() > 0 && (layout.first() < 0 || layout.end() > elements)) {
            throw new IndexOutOfBoundsException(operation + ": the " + name + " " + layout + " reaches elements "
                    + layout.first() + " to " + (layout.end() - 1) + ", its memory has " + elements);
        }
    }

    /** The general test sorts, which a small product would notice; the usual outputs are told without it. */
    private static boolean isDistinct(Strided c) {
        return c.layout().isContiguous()
                || (c.layout().rank() == 2 && BlasOperand.of(c.layout()).fits())
                || !c.layout().overlapsItself();
    }
}
