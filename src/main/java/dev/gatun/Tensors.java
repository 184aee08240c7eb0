package dev.gatun;

import dev.gatun.layout.DType;
import dev.gatun.layout.ShapeException;
import java.util.Arrays;

/**
 * What tests of tensors need. {@link #assertNear} depends on no test framework; it throws the {@link AssertionError} that
 * all of them understand.
 */
public final class Tensors {
    /** The relative tolerance where none is given. */
    public static final double RTOL = 1e-3;

    /** The absolute tolerance where none is given. */
    public static final double ATOL = 1e-5;

    private Tensors() {}

    /**
     * Asserts that every element is near what was expected, with {@link #RTOL} and {@link #ATOL}.
     *
     * @param actual what was computed
     * @param expected what it should be
     * @throws AssertionError as {@link #assertNear(Tensor, Tensor, double, double)} says
     */
    public static void assertNear(Tensor actual, Tensor expected) {
        assertNear(actual, expected, RTOL, ATOL);
    }

    /**
     * Asserts that two tensors have the same dtype and shape (nothing is broadcast) and that every element is near what
     * was expected: {@code |actual - expected| <= atol + rtol * |expected|}. Infinities are near themselves only, and NaN
     * is near NaN, so that a test can expect it. BOOL elements must be equal.
     *
     * @param actual what was computed
     * @param expected what it should be
     * @param rtol relative tolerance
     * @param atol absolute tolerance
     * @throws AssertionError if anything differs; the message says how many elements do, the largest absolute and relative
     *     difference (of relative ones, where the expected element is not 0), and the first index with both values
     */
    public static void assertNear(Tensor actual, Tensor expected, double rtol, double atol) {
        if (!Arrays.equals(actual.shape(), expected.shape())) {
            throw new AssertionError("shapes differ: actual " + ShapeException.show(actual.shape()) + ", expected "
                    + ShapeException.show(expected.shape()));
        }
        if (actual.dtype() != expected.dtype()) {
            throw new AssertionError("dtypes differ: actual " + actual.dtype() + ", expected " + expected.dtype());
        }
        boolean truths = expected.dtype() == DType.BOOL;
        Tensor a = actual.contiguous();
        Tensor e = expected.contiguous();
        Differences found = new Differences();
        for (long i = 0; i < e.numel(); i++) {
            float x = a.read(a.layout().offset() + i);
            float y = e.read(e.layout().offset() + i);
            boolean near = truths ? x == y : isNear(x, y, rtol, atol) || (Float.isNaN(x) && Float.isNaN(y));
            found.look(i, x, y, near);
        }
        if (found.count > 0) {
            long[] index = index(found.first, e.shape());
            throw new AssertionError(found.count + " of " + e.numel() + " elements differ"
                    + (truths ? "" : found.sizes()) + "; first at " + Arrays.toString(index) + ": actual "
                    + show(actual, index) + ", expected " + show(expected, index)
                    + (truths ? "" : "; near is |actual - expected| <= " + atol + " + " + rtol + " * |expected|"));
        }
    }

    /** What one walk over all pairs of elements finds. */
    private static final class Differences {
        private long count;
        private long first;
        private long oneNaN;
        private double absolute;
        private double relative;

        void look(long i, float x, float y, boolean near) {
            if (!near) {
                first = count++ == 0 ? i : first;
                oneNaN += Float.isNaN(x) != Float.isNaN(y) ? 1 : 0;
            }
            // NaN, as of NaN or of infinities alike, is greater than nothing and so never the largest.
            double difference = Math.abs((double) x - y);
            absolute = difference > absolute ? difference : absolute;
            double share = y == 0 ? 0 : difference / Math.abs(y);
            relative = share > relative ? share : relative;
        }

        String sizes() {
            return (oneNaN == 0 ? "" : " (" + oneNaN + " of them NaN on one side only; NaN is near NaN)")
                    + "; largest absolute difference " + absolute + ", largest relative difference " + relative;
        }
    }

    /** The index of the i-th element in row-major order. */
    private static long[] index(long i, long[] shape) {
        long[] index = new long[shape.length];
        long rest = i;
        for (int d = shape.length - 1; d >= 0; d--) {
            index[d] = rest % shape[d];
            rest /= shape[d];
        }
        return index;
    }

    private static String show(Tensor tensor, long[] index) {
        float value = tensor.get(index);
        return tensor.dtype() == DType.BOOL ? Boolean.toString(value != 0) : Float.toString(value);
    }

    /** Whether a number is near another one. Equal infinities are near, NaN is near nothing. */
    static boolean isNear(float actual, float expected, double rtol, double atol) {
        // An infinity is infinitely far from everything else, whatever rtol * infinity makes of it.
        return actual == expected
                || (Float.isFinite(actual)
                        && Float.isFinite(expected)
                        && Math.abs((double) actual - expected) <= atol + rtol * Math.abs((double) expected));
    }
}
