package dev.gatun.einsum;

import dev.gatun.layout.Layout;

/**
 * Estimates of time, in nanoseconds of one core, to choose between ways of computing the same. What matters is which is the
 * faster one, so they are round: measured on one core of Zen 4, rates of other machines differ by less than the ways do.
 */
final class Cost {
    /** A product that is called, checked and dispatched. */
    private static final double CALL = 50;

    /** A multiplication and addition, in vectors from the first-level cache. */
    private static final double MULTIPLY = 0.02;

    /** The same where each element of a matrix is used once: what its reading takes. */
    private static final double STREAM = 0.06;

    /** An element that is packed along contiguous rows or columns, and one that is not. */
    private static final double PACK = 0.12;

    private static final double PACK_STRIDED = 1;

    /** Elements of B that are read where they lie, see docs/adr/0005. */
    private static final double DIRECT = 1 << 15;

    /** An element that is copied into another order. */
    private static final double COPY = 0.25;

    /** A copy or a loop that begins. */
    private static final double BEGIN = 150;

    /** A multiplication and addition by a loop of single elements. */
    private static final double ELEMENT = 1.5;

    /** Columns of a tile come in so many at least. */
    private static final double TILE = 8;

    private Cost() {}

    /** An operand or a result that is copied. */
    static double copy(long elements) {
        return BEGIN + COPY * elements;
    }

    /** One loop that multiplies and sums, over runs that are contiguous in both operands or not. */
    static double sumOfProducts(double multiplications, boolean contiguous) {
        return BEGIN + multiplications * (contiguous ? STREAM : ELEMENT);
    }

    /** A batched product of these matrices. */
    static double product(Layout a, Layout b, Layout c) {
        double count = 1;
        for (int d = 0; d < c.rank() - 2; d++) {
            count *= c.size(d);
        }
        double m = c.size(-2);
        double n = c.size(-1);
        double k = a.size(-1);
        double each = m == 1 || n == 1
                ? m * n * k * STREAM + (m == 1 ? strided(b, 0) : strided(a, 0))
                : matrices(m, n, k, c) + strided(a, PACK) + strided(b, n * k <= DIRECT ? 0 : PACK) + strided(c, PACK);
        return (count > 1 ? BEGIN : 0) + count * (CALL + each);
    }

    private static double matrices(double m, double n, double k, Layout c) {
        boolean byColumns = c.stride(-2) == 1 && c.stride(-1) != 1;
        double rows = byColumns ? n : m;
        double cols = byColumns ? m : n;
        return rows * Math.ceil(cols / TILE) * TILE * k * MULTIPLY;
    }

    /** What a matrix costs besides: this much an element where its rows or columns are contiguous, else more. */
    private static double strided(Layout matrix, double contiguous) {
        double elements = (double) matrix.size(-2) * matrix.size(-1);
        boolean lines =
                matrix.stride(-1) == 1 || matrix.stride(-2) == 1 || matrix.size(-1) == 1 || matrix.size(-2) == 1;
        return elements * (lines ? contiguous : PACK_STRIDED);
    }
}
