package dev.gatun.gemm;

import dev.gatun.bindings.OpenBlas.Transpose;
import dev.gatun.layout.Layout;

/**
 * A rank-2 layout in the words of BLAS: whether to read it transposed, and its leading dimension, the distance between
 * two rows as stored. BLAS knows only matrices whose rows, or columns, are contiguous and lie one after another; where a
 * layout is no such matrix, {@link #obstacle} says why and the operand has to be copied.
 *
 * <p>An axis of length 1 has no stride that matters. So every vector with a positive stride fits: as a column whose rows
 * are its elements, the stride being the leading dimension.
 *
 * <p>The only place where strides become (transpose, leading dimension), after rust-ndarray's
 * {@code get_blas_compatible_layout}. It speaks of the strides alone; where the matrix begins is the layout's offset.
 *
 * @param transpose NO_TRANS for rows that are contiguous, TRANS for columns; without meaning where it does not fit
 * @param ld the leading dimension; 0 where it does not fit
 * @param obstacle why BLAS cannot read or write the layout as it lies; NONE where it can
 */
record BlasOperand(Transpose transpose, int ld, Obstacle obstacle) {

    /** What keeps BLAS from a layout. */
    enum Obstacle {
        NONE("it fits"),
        TOO_LONG("a dimension is longer than 2^31-1"),
        REVERSED("a dimension runs backwards (negative stride)"),
        REPEATED("a dimension is broadcast (stride 0)"),
        STEPPED("neither rows nor columns are contiguous"),
        TOO_FAR("its rows or columns are more than 2^31-1 elements apart"),
        INTERLEAVED("its rows or columns overlap each other");

        private final String words;

        Obstacle(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /** The interface's integers are C ints. */
    private static final long MAX = Integer.MAX_VALUE;

    static BlasOperand of(Layout layout) {
        return of(layout.size(0), layout.stride(0), layout.size(1), layout.stride(1));
    }

    static BlasOperand of(long rows, long rowStride, long cols, long colStride) {
        int ld = leadingDimension(rows, rowStride, cols, colStride);
        if (ld > 0) {
            return new BlasOperand(Transpose.NO_TRANS, ld, Obstacle.NONE);
        }
        ld = leadingDimension(cols, colStride, rows, rowStride);
        if (ld > 0) {
            return new BlasOperand(Transpose.TRANS, ld, Obstacle.NONE);
        }
        return new BlasOperand(Transpose.NO_TRANS, 0, obstacle(rows, rowStride, cols, colStride));
    }

    boolean fits() {
        return obstacle == Obstacle.NONE;
    }

    /** The leading dimension of rows that are contiguous each, or 0 where they are not or BLAS cannot step over them. */
    static int leadingDimension(long rows, long rowStride, long cols, long colStride) {
        if (rows > MAX || cols > MAX || (cols > 1 && colStride != 1)) {
            return 0;
        }
        long least = Math.max(1, cols); // BLAS refuses less, even where no second row is read
        if (rows <= 1) {
            return (int) least;
        }
        return rowStride >= least && rowStride <= MAX ? (int) rowStride : 0;
    }

    /** Asked only where the layout does not fit. */
    private static Obstacle obstacle(long rows, long rowStride, long cols, long colStride) {
        boolean manyRows = rows > 1;
        boolean manyCols = cols > 1;
        if (rows > MAX || cols > MAX) {
            return Obstacle.TOO_LONG;
        }
        if ((manyRows && rowStride < 0) || (manyCols && colStride < 0)) {
            return Obstacle.REVERSED;
        }
        if ((manyRows && rowStride == 0) || (manyCols && colStride == 0)) {
            return Obstacle.REPEATED;
        }
        if (manyRows && rowStride != 1 && manyCols && colStride != 1) {
            return Obstacle.STEPPED;
        }
        if ((manyRows && rowStride > MAX) || (manyCols && colStride > MAX)) {
            return Obstacle.TOO_FAR;
        }
        return Obstacle.INTERLEAVED;
    }
}
