package dev.gatun.bench.ladder;

import java.util.stream.IntStream;

/** The product in double precision, and how near to it a tier's product is. */
public final class Reference {
    private static final double ABSOLUTE = 1e-5;
    private static final double RELATIVE = 1e-3;

    private final Shape shape;
    private final double[] product;

    private Reference(Shape shape, double[] product) {
        this.shape = shape;
        this.product = product;
    }

    /** C <- A B with double products and sums, each term exact: a float times a float fits into a double. */
    public static Reference of(Operands operands) {
        Shape shape = operands.shape();
        int k = shape.k();
        int n = shape.n();
        float[] a = operands.a();
        float[] b = operands.b();
        double[] c = new double[shape.m() * n];
        IntStream.range(0, shape.m()).parallel().forEach(i -> {
            for (int l = 0; l < k; l++) {
                double left = a[i * k + l];
                for (int j = 0; j < n; j++) {
                    c[i * n + j] += left * b[l * n + j];
                }
            }
        });
        return new Reference(shape, c);
    }

    /**
     * How a product compares.
     *
     * @param near whether {@code |x - r| <= 1e-5 + 1e-3 |r|} for every element x and its reference r; not for a NaN
     * @param maxError the largest {@code |x - r|}; NaN when there is a NaN, as the error then has no size
     * @param where the element with the largest error, as {@code [row, column]}
     */
    public record Check(boolean near, double maxError, String where) {}

    /** Compares a row-major product [m, n]. */
    public Check check(float[] actual) {
        if (actual.length != product.length) {
            return new Check(false, Double.NaN, "the shape: " + actual.length + " elements, not " + product.length);
        }
        boolean near = true;
        int worst = 0;
        double maxError = 0;
        for (int i = 0; i < actual.length; i++) {
            double error = Math.abs(actual[i] - product[i]);
            if (Double.isNaN(error)) {
                return new Check(false, error, at(i));
            }
            near &= error <= ABSOLUTE + RELATIVE * Math.abs(product[i]);
            if (error > maxError) {
                maxError = error;
                worst = i;
            }
        }
        return new Check(near, maxError, at(worst));
    }

    private String at(int i) {
        return "[" + i / shape.n() + ", " + i % shape.n() + "]";
    }
}
