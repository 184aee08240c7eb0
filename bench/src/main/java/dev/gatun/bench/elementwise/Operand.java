package dev.gatun.bench.elementwise;

/** What operations take, by the name that it has in {@link JavaCalls} and {@link PythonCalls}. */
enum Operand {
    /** A matrix. */
    A(1),
    /** Another. */
    B(2),
    /** A third. */
    C(3),
    /** A vector that is as long as a row of the matrix. */
    ROW(4),
    /** A matrix of one column. */
    COLUMN(5),
    /** A matrix of booleans: which numbers of a sequence in [-1, 1) are not negative. */
    MASK(6);

    private final int seed;

    Operand(int seed) {
        this.seed = seed;
    }

    long[] shape(int rows, int columns) {
        return switch (this) {
            case A, B, C, MASK -> new long[] {rows, columns};
            case ROW -> new long[] {columns};
            case COLUMN -> new long[] {rows, 1};
        };
    }

    long bytes(int rows, int columns) {
        long elements = 1;
        for (long size : shape(rows, columns)) {
            elements *= size;
        }
        return this == MASK ? elements : elements * Float.BYTES;
    }

    Numbers numbers(boolean positive) {
        return new Numbers(seed, positive);
    }
}
