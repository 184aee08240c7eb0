package dev.gatun;

import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * An array that knows no strides: every operation copies, element by element, in the plainest way. It is what views are
 * compared with.
 *
 * @param shape sizes
 * @param values row-major elements
 */
@SuppressWarnings("ArrayRecordComponent") // neither compared nor kept
record CopyingReference(long[] shape, float[] values) {
    /** Elements 0, 1, 2, ... so that each tells where it came from. */
    static CopyingReference arange(long... shape) {
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new CopyingReference(shape, values);
    }

    int rank() {
        return shape.length;
    }

    float at(long[] index) {
        long place = 0;
        for (int d = 0; d < shape.length; d++) {
            place = place * shape[d] + index[d];
        }
        return values[Math.toIntExact(place)];
    }

    /** A new array whose element at an index is this one's at another index. */
    private CopyingReference gather(long[] newShape, java.util.function.UnaryOperator<long[]> source) {
        CopyingReference result = arange(newShape);
        long[] index = new long[newShape.length];
        for (int place = 0; place < result.values.length; place++) {
            long rest = place;
            for (int d = newShape.length - 1; d >= 0; d--) {
                index[d] = rest % newShape[d];
                rest /= newShape[d];
            }
            result.values[place] = at(source.apply(index.clone()));
        }
        return result;
    }

    private static long[] inserted(long[] values, int d, long value) {
        long[] result = new long[values.length + 1];
        System.arraycopy(values, 0, result, 0, d);
        result[d] = value;
        System.arraycopy(values, d, result, d + 1, values.length - d);
        return result;
    }

    private static long[] removed(long[] values, int d) {
        long[] result = new long[values.length - 1];
        System.arraycopy(values, 0, result, 0, d);
        System.arraycopy(values, d + 1, result, d, result.length - d);
        return result;
    }

    CopyingReference select(int d, long i) {
        return gather(removed(shape, d), index -> inserted(index, d, i));
    }

    /** The given indices along a dimension. */
    CopyingReference take(int d, long... indices) {
        long[] newShape = shape.clone();
        newShape[d] = indices.length;
        return gather(newShape, index -> {
            index[d] = indices[(int) index[d]];
            return index;
        });
    }

    CopyingReference permute(int... dims) {
        ToLongFunction<Integer> size = d -> shape[dims[d]];
        long[] newShape = new long[dims.length];
        Arrays.setAll(newShape, size::applyAsLong);
        return gather(newShape, index -> {
            long[] source = new long[dims.length];
            for (int i = 0; i < dims.length; i++) {
                source[dims[i]] = index[i];
            }
            return source;
        });
    }

    CopyingReference unsqueeze(int d) {
        return new CopyingReference(inserted(shape, d, 1), values);
    }

    CopyingReference squeeze() {
        return new CopyingReference(
                Arrays.stream(shape).filter(size -> size != 1).toArray(), values);
    }

    /** Repeats a dimension of size 1. */
    CopyingReference repeat(int d, int times) {
        return take(d, new long[times]);
    }

    CopyingReference reshape(long... newShape) {
        return new CopyingReference(newShape, values);
    }

    CopyingReference diagonal(int d0, int d1) {
        int low = Math.min(d0, d1);
        int high = Math.max(d0, d1);
        long[] rest = removed(removed(shape, high), low);
        long[] newShape = inserted(rest, rest.length, Math.min(shape[d0], shape[d1]));
        return gather(newShape, index -> {
            long i = index[index.length - 1];
            return inserted(inserted(removed(index, index.length - 1), low, i), high, i);
        });
    }
}
