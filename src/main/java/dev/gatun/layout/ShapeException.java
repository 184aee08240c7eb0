package dev.gatun.layout;

import java.util.Arrays;

/**
 * Shapes, dimensions or indices that do not fit the operation. The message names the operation, every shape that takes
 * part and the dimension at fault; nothing has been read or written when it is thrown.
 */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception with its whole message.
     *
     * @param message the operation, the shapes and the dimension at fault, in one line
     */
    public ShapeException(String message) {
        super(message);
    }

    /**
     * The one way in which messages show a shape: {@code [5, 784]}.
     *
     * @param shape sizes, outermost first
     * @return the sizes in brackets
     */
    public static String show(long... shape) {
        return Arrays.toString(shape);
    }
}
