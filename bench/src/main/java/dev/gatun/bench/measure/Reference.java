package dev.gatun.bench.measure;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** The product in double precision, all of it or some rows and columns, and how near to it a tier's product is. */
public final class Reference {
    private static final double ABSOLUTE = 1e-5;
    private static final double RELATIVE = 1e-3;

    /** Half the distance from 1 to the next float: what one operation in float may be off by, relatively. */
    private static final double UNIT = 0x1p-24;

    /** Up to so many multiplications, a tenth of a second, the whole product is computed, not a sample. */
    private static final double ALL = 1e8;

    /** How many rows and columns a sample has: the outermost, where kernels break, and others at random. */
    private static final int SAMPLED = 8;

    private static final long SEED = 784;

    private final Shape shape;
    private final double absolute;
    private final double relative;
    private final int[] rows;
    private final double[][] valuesOfRows;
    private final int[] columns;
    private final double[][] valuesOfColumns;

    private Reference(Operands operands, double absolute, double relative, int[] rows, int[] columns) {
        this.shape = operands.shape();
        this.absolute = absolute;
        this.relative = relative;
        this.rows = rows;
        this.columns = columns;
        valuesOfRows =
                IntStream.of(rows).parallel().mapToObj(i -> row(operands, i)).toArray(double[][]::new);
        valuesOfColumns = IntStream.of(columns)
                .parallel()
                .mapToObj(j -> column(operands, j))
                .toArray(double[][]::new);
    }

    /** C <- A B, every element, to be near by the measure that the lesson's notebooks have. */
    public static Reference of(Operands operands) {
        return new Reference(operands, ABSOLUTE, RELATIVE, all(operands.shape().m()), new int[0]);
    }

    /**
     * C <- A B, of large products some rows and columns, to be as near as sums in float of non-negative numbers are in
     * any order: within k u / (1 - k u) of the exact one, relatively, with u = 2^-24.
     */
    public static Reference sample(Operands operands) {
        Shape shape = operands.shape();
        double unit = shape.k() * UNIT;
        boolean whole = shape.m() <= SAMPLED || shape.flops() <= 2 * ALL;
        SplittableRandom random = new SplittableRandom(SEED);
        return new Reference(
                operands,
                0,
                unit / (1 - unit),
                whole ? all(shape.m()) : some(shape.m(), random),
                whole ? new int[0] : some(shape.n(), random));
    }

    private static int[] all(int size) {
        return IntStream.range(0, size).toArray();
    }

    private static int[] some(int size, SplittableRandom random) {
        return IntStream.concat(IntStream.of(0, size - 1), random.ints(0, size).limit(SAMPLED - 2))
                .distinct()
                .toArray();
    }

    /** Double products and sums, each term exact: a float times a float fits into a double. */
    private static double[] row(Operands operands, int i) {
        int k = operands.shape().k();
        int n = operands.shape().n();
        float[] a = operands.a();
        float[] b = operands.b();
        double[] c = new double[n];
        for (int l = 0; l < k; l++) {
            double left = a[i * k + l];
            for (int j = 0; j < n; j++) {
                c[j] += left * b[l * n + j];
            }
        }
        return c;
    }

    private static double[] column(Operands operands, int j) {
        int k = operands.shape().k();
        int n = operands.shape().n();
        float[] a = operands.a();
        double[] right = new double[k];
        for (int l = 0; l < k; l++) {
            right[l] = operands.b()[l * n + j];
        }
        double[] c = new double[operands.shape().m()];
        for (int i = 0; i < c.length; i++) {
            for (int l = 0; l < k; l++) {
                c[i] += a[i * k + l] * right[l];
            }
        }
        return c;
    }

    /**
     * How a product compares.
     *
     * @param near whether every element x is within the tolerance of its reference r, in the ladder
     *     {@code |x - r| <= 1e-5 + 1e-3 |r|}; not for a NaN
     * @param maxError the largest {@code |x - r|}; NaN when there is a NaN, as the error then has no size
     * @param where the element with the largest error, as {@code [row, column]}
     */
    public record Check(boolean near, double maxError, String where) {}

    /** Compares a row-major product [m, n], as far as the reference is known. */
    public Check check(float[] actual) {
        if (actual.length != shape.m() * shape.n()) {
            return new Check(
                    false,
                    Double.NaN,
                    "the shape: " + actual.length + " elements, not " + (long) shape.m() * shape.n());
        }
        Comparison comparison = new Comparison();
        for (int r = 0; r < rows.length; r++) {
            for (int j = 0; j < shape.n(); j++) {
                comparison.add(rows[r], j, actual[rows[r] * shape.n() + j], valuesOfRows[r][j]);
            }
        }
        for (int c = 0; c < columns.length; c++) {
            for (int i = 0; i < shape.m(); i++) {
                comparison.add(i, columns[c], actual[i * shape.n() + columns[c]], valuesOfColumns[c][i]);
            }
        }
        return comparison.check();
    }

    /** What was seen so far. */
    private final class Comparison {
        private boolean near = true;
        private double maxError;
        private int row;
        private int column;

        void add(int i, int j, float actual, double expected) {
            double error = Math.abs(actual - expected);
            near &= error <= absolute + relative * Math.abs(expected); // not for NaN
            // The first NaN is the worst there can be, and stays so.
            if (error > maxError || (Double.isNaN(error) && !Double.isNaN(maxError))) {
                maxError = error;
                row = i;
                column = j;
            }
        }

        Check check() {
            return new Check(near, maxError, "[" + row + ", " + column + "]");
        }
    }
}
