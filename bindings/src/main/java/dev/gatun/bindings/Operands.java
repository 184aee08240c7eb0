package dev.gatun.bindings;

import java.lang.foreign.MemorySegment;

/**
 * The checks that keep a call inside its operands. BLAS trusts sizes and leading dimensions, so what passes here is all
 * that stands between a wrong number and a crash. Sizes are ints, so every extent below fits a long: the largest,
 * {@code (count - 1) * stride + (rows - 1) * ld + cols}, stays under 2^63.
 */
final class Operands {

    private Operands() {}

    static void checkGemm(
            String op,
            int bytes,
            OpenBlas.Transpose transA,
            OpenBlas.Transpose transB,
            int m,
            int n,
            int k,
            MemorySegment a,
            int lda,
            MemorySegment b,
            int ldb,
            MemorySegment c,
            int ldc) {
        boolean plainA = transA == OpenBlas.Transpose.NO_TRANS;
        boolean plainB = transB == OpenBlas.Transpose.NO_TRANS;
        checkMatrix(op, "a", bytes, a, plainA ? m : k, plainA ? k : m, lda);
        checkMatrix(op, "b", bytes, b, plainB ? k : n, plainB ? n : k, ldb);
        checkMatrix(op, "c", bytes, c, m, n, ldc);
        checkWritable(op, "c", c);
    }

    static void checkGemmBatch(
            String op,
            int bytes,
            OpenBlas.Transpose transA,
            OpenBlas.Transpose transB,
            int m,
            int n,
            int k,
            MemorySegment a,
            int lda,
            int strideA,
            MemorySegment b,
            int ldb,
            int strideB,
            MemorySegment c,
            int ldc,
            int strideC,
            int count) {
        if (count < 0) {
            throw new IllegalArgumentException(op + ": count is " + count + ", it must not be negative");
        }
        boolean plainA = transA == OpenBlas.Transpose.NO_TRANS;
        boolean plainB = transB == OpenBlas.Transpose.NO_TRANS;
        checkMatrices(op, "a", bytes, a, plainA ? m : k, plainA ? k : m, lda, strideA, count);
        checkMatrices(op, "b", bytes, b, plainB ? k : n, plainB ? n : k, ldb, strideB, count);
        checkMatrices(op, "c", bytes, c, m, n, ldc, strideC, count);
        checkWritable(op, "c", c);
        if (count > 1 && strideC < extent(m, n, ldc)) {
            throw new IllegalArgumentException(op + ": the stride of c is " + strideC + ", but one c of " + m + " x "
                    + n + " with leading dimension " + ldc + " reaches over " + extent(m, n, ldc) + " elements");
        }
    }

    /** A matrix of rows x cols as stored. */
    static void checkMatrix(String op, String name, int bytes, MemorySegment segment, int rows, int cols, int ld) {
        if (rows < 0 || cols < 0 || ld < Math.max(1, cols) || segment.byteSize() / bytes < extent(rows, cols, ld)) {
            throw wrongMatrix(op, name, bytes, segment, rows, cols, ld, 0, 1);
        }
    }

    private static void checkMatrices(
            String op,
            String name,
            int bytes,
            MemorySegment segment,
            int rows,
            int cols,
            int ld,
            int stride,
            int count) {
        if (rows < 0
                || cols < 0
                || ld < Math.max(1, cols)
                || stride < 0
                || segment.byteSize() / bytes < extent(rows, cols, ld, stride, count)) {
            throw wrongMatrix(op, name, bytes, segment, rows, cols, ld, stride, count);
        }
    }

    static void checkVector(String op, String name, int bytes, MemorySegment segment, int n, int inc) {
        if (n < 0 || inc == 0 || segment.byteSize() / bytes < extent(n, 1, Math.abs((long) inc))) {
            throw wrongVector(op, name, bytes, segment, n, inc);
        }
    }

    static void checkWritable(String op, String name, MemorySegment segment) {
        if (segment.isReadOnly()) {
            throw new IllegalArgumentException(op + ": " + name + " is written to, but its segment is read-only");
        }
    }

    /** Elements from the first to behind the last of a matrix; 0 when it has none. */
    private static long extent(int rows, int cols, long ld) {
        return rows == 0 || cols == 0 ? 0 : (rows - 1) * ld + cols;
    }

    private static long extent(int rows, int cols, long ld, long stride, int count) {
        return rows == 0 || cols == 0 || count == 0 ? 0 : (count - 1) * stride + extent(rows, cols, ld);
    }

    // Messages apart from the checks, which so stay small enough to be inlined.

    private static IllegalArgumentException wrongMatrix(
            String op,
            String name,
            int bytes,
            MemorySegment segment,
            int rows,
            int cols,
            int ld,
            int stride,
            int count) {
        String what = op + ": " + name + " is " + rows + " x " + cols + " with leading dimension " + ld;
        if (count > 1) {
            what += ", " + count + " times at stride " + stride;
        }
        if (rows < 0 || cols < 0) {
            return new IllegalArgumentException(what + ": a size must not be negative");
        }
        if (ld < Math.max(1, cols)) {
            return new IllegalArgumentException(what + ": it must be at least " + Math.max(1, cols));
        }
        if (stride < 0) {
            return new IllegalArgumentException(what + ": a stride must not be negative");
        }
        return tooSmall(what, bytes, segment, extent(rows, cols, ld, stride, count));
    }

    private static IllegalArgumentException wrongVector(
            String op, String name, int bytes, MemorySegment segment, int n, int inc) {
        String what = op + ": " + name + " has " + n + " elements with increment " + inc;
        if (n < 0) {
            return new IllegalArgumentException(what + ": a size must not be negative");
        }
        if (inc == 0) {
            return new IllegalArgumentException(what + ": it must not be 0");
        }
        return tooSmall(what, bytes, segment, extent(n, 1, Math.abs((long) inc)));
    }

    private static IllegalArgumentException tooSmall(String what, int bytes, MemorySegment segment, long needed) {
        return new IllegalArgumentException(what + ": that reaches over " + needed + " elements of " + bytes
                + " bytes, its segment holds " + segment.byteSize() / bytes);
    }
}
