package dev.gatun.gemm;

/**
 * The shape of a micro kernel.
 *
 * @param rows rows of C, at most {@link Blocking#MAX_ROWS}
 * @param vectors vectors in a row, 1 or 2
 * @param lanes elements of a vector
 * @param panel how A is packed
 * @param store where the sums go
 */
record Tile(int rows, int vectors, int lanes, Panel panel, Store store) {

    /** How a micro panel of A lies in its array. */
    enum Panel {
        /** Row by row, {@link Blocking#LD} apart: copied in runs from an A whose rows are contiguous. */
        BY_ROWS,
        /** The same for longer rows, {@link Blocking#LONG_LD} apart. */
        BY_LONG_ROWS,
        /** Column by column, without gaps, BLIS's own: copied in runs from an A whose columns are contiguous. */
        BY_COLUMNS;

        /** From one element of a row to the next. */
        int step(int rows) {
            return this == BY_COLUMNS ? rows : 1;
        }

        /** From one row to the next. */
        int row() {
            return switch (this) {
                case BY_ROWS -> Blocking.LD;
                case BY_LONG_ROWS -> Blocking.LONG_LD;
                case BY_COLUMNS -> 1;
            };
        }
    }

    /** Where a micro kernel leaves its sums; each a kernel of its own, as C2 compiles both in one badly. */
    enum Store {
        /** In an array, for {@link TileUpdate}. */
        ARRAY,
        /** In C, where short sums make the way through an array felt. */
        DIRECT
    }

    /** Elements in a row. */
    int width() {
        return vectors * lanes;
    }
}
