package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.fail;

import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * {@code alpha A B + beta C} in double precision, with the error that a float product may have: for sums of length k in
 * any order, {@code |c - c'| <= g (|A| |B|)} with {@code g = k u / (1 - k u)}, {@code u = 2^-24} (Higham, Accuracy and
 * Stability of Numerical Algorithms, 3.5), and four ulps for alpha and beta. Slow and plain, so that it can be trusted.
 */
public final class DoubleReference {
    private static final double U = 0x1p-24;

    private final int m;
    private final int n;
    private final double[] exact;
    private final double[] bound;

    private DoubleReference(int m, int n) {
        this.m = m;
        this.n = n;
        this.exact = new double[m * n];
        this.bound = new double[m * n];
    }

    /** The product of two matrices. */
    public static DoubleReference of(MemorySegment a, Layout la, MemorySegment b, Layout lb) {
        Layout none = Layout.contiguous(la.size(0), lb.size(1));
        return of(1, a, la, b, lb, 0, MemorySegment.NULL, none);
    }

    /** The whole operation; C is read here, before it is overwritten, unless beta is 0. */
    static DoubleReference of(
            float alpha,
            MemorySegment a,
            Layout la,
            MemorySegment b,
            Layout lb,
            float beta,
            MemorySegment c,
            Layout lc) {
        int m = (int) la.size(0);
        int n = (int) lb.size(1);
        int k = (int) la.size(1);
        double[] as = values(a, la);
        double[] bs = values(b, lb);
        DoubleReference result = new DoubleReference(m, n);
        double growth = k * U / (1 - k * U);
        double[] sum = new double[n];
        double[] size = new double[n];
        for (int i = 0; i < m; i++) {
            java.util.Arrays.fill(sum, 0);
            java.util.Arrays.fill(size, 0);
            for (int p = 0; p < k; p++) {
                double factor = as[i * k + p];
                for (int j = 0; j < n; j++) {
                    double product = factor * bs[p * n + j];
                    sum[j] += product;
                    size[j] += Math.abs(product);
                }
            }
            for (int j = 0; j < n; j++) {
                // As in BLAS: with alpha 0 the product, with beta 0 what C held, is not looked at.
                double product = alpha == 0 ? 0 : alpha * sum[j];
                double held = beta == 0 ? 0 : beta * (double) get(c, lc, i, j);
                double magnitude = alpha == 0 ? 0 : Math.abs(alpha) * size[j];
                result.exact[i * n + j] = product + held;
                result.bound[i * n + j] =
                        growth * magnitude + 8 * U * (magnitude + Math.abs(held)) + 4 * Float.MIN_VALUE;
            }
        }
        return result;
    }

    /** Fails with the first element that is further away than the bound allows, or not the same infinity or NaN. */
    public void assertNear(String what, MemorySegment c, Layout lc) {
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                float actual = get(c, lc, i, j);
                double expected = exact[i * n + j];
                boolean near = Double.isFinite(expected)
                        ? Math.abs(actual - expected) <= bound[i * n + j]
                        : Double.compare(actual, expected) == 0;
                if (!near) {
                    fail(
                            "%s: element (%d, %d) of %d x %d is %s, expected %s within %s",
                            what, i, j, m, n, actual, expected, bound[i * n + j]);
                }
            }
        }
    }

    private static double[] values(MemorySegment memory, Layout layout) {
        int rows = (int) layout.size(0);
        int cols = (int) layout.size(1);
        double[] values = new double[rows * cols];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < cols; j++) {
                values[i * cols + j] = get(memory, layout, i, j);
            }
        }
        return values;
    }

    private static float get(MemorySegment memory, Layout layout, long i, long j) {
        long element = layout.offset() + i * layout.stride(0) + j * layout.stride(1);
        return memory.get(ValueLayout.JAVA_FLOAT_UNALIGNED, element * Float.BYTES);
    }
}
