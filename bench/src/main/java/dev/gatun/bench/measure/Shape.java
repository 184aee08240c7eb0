package dev.gatun.bench.measure;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sizes of one product: [m, k] by [k, n] gives [m, n]; all at least 1. */
public record Shape(int m, int k, int n) {
    /** The lesson's: five images of 28x28 pixels, ten classes. */
    public static final Shape LESSON = new Shape(5, 784, 10);

    // Java's largest array, less what some JVMs keep for its header.
    private static final long MAX_ELEMENTS = Integer.MAX_VALUE - 8L;

    private static final Pattern TEXT = Pattern.compile("(\\d+)[xX](\\d+)[xX](\\d+)");

    /** Checks that every size is positive and that each of the three matrices fits into a Java array. */
    public Shape {
        if (m < 1 || k < 1 || n < 1) {
            throw new IllegalArgumentException("every size must be at least 1, not " + m + "x" + k + "x" + n);
        }
        if ((long) m * k > MAX_ELEMENTS || (long) k * n > MAX_ELEMENTS || (long) m * n > MAX_ELEMENTS) {
            throw new IllegalArgumentException(
                    m + "x" + k + "x" + n + " has a matrix of more than " + MAX_ELEMENTS + " elements");
        }
    }

    /** Reads {@code 5x784x10}, as {@link #toString} writes it. */
    public static Shape parse(String text) {
        Matcher sizes = TEXT.matcher(text.strip());
        if (!sizes.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not MxKxN, three sizes such as 5x784x10");
        }
        return new Shape(size(sizes.group(1)), size(sizes.group(2)), size(sizes.group(3)));
    }

    private static int size(String digits) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the size " + digits + " is over " + Integer.MAX_VALUE, e);
        }
    }

    /** Floating-point operations of the product: 2mkn, a multiplication and an addition each. */
    public double flops() {
        return 2.0 * m * k * n;
    }

    /** Operations for each byte that has to be moved at least: A and B read, and C written, each once. */
    public double flopsPerByte() {
        return flops() / (Float.BYTES * ((double) m * k + (double) k * n + (double) m * n));
    }

    /** About how much Java heap the ladder needs: the operands, the reference in double, a product and its copy. */
    public long heapBytes() {
        return 4L * ((long) m * k + (long) k * n) + 16L * m * n;
    }

    @Override
    public String toString() {
        return m + "x" + k + "x" + n;
    }
}
