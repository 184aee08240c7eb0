package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Simd;
import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;

/**
 * A copy whose source and target each lie contiguously along another dimension, as when a transposed matrix is made
 * contiguous. Walked along either, the other is touched one element a cache line, and rows a power of 2 apart share few sets
 * of the cache. So the plane of the two dimensions is copied in flat tiles: a kilobyte of each of a few rows is transposed
 * into a buffer, from which the target is written a cache line at a time. The last tile ends with the last row or column, and some
 * of it may have been copied before.
 */
final class TransposedCopy {
    /** Rows of a tile, contiguous in the target: a cache line, which is written at once. */
    static final int ROWS = 16;

    /** Columns of a tile, contiguous in the source: a kilobyte, which the processor reads ahead. */
    private static final int COLS = 256;

    /** Either dimension shorter than this: the loops of a plain copy do better. */
    static final int SHORT = 8;

    private static final TileCopy TILES =
            Simd.AVAILABLE && VectorTileCopy.fits() ? new VectorTileCopy() : new ScalarTileCopy();

    private static final TileCopy PLAIN = new ScalarTileCopy();

    private TransposedCopy() {}

    /**
     * Copies, if this is such a copy.
     *
     * @param a memory of the source, FLOAT32
     * @param la its layout
     * @param out memory of the target, FLOAT32
     * @param lout its layout, of the same shape
     * @return false if nothing was copied: the layouts agree, or have no such dimensions
     */
    static boolean run(MemorySegment a, Layout la, MemorySegment out, Layout lout) {
        TileCopy tiles = Kinds.isNative(a) && Kinds.isNative(out) ? TILES : PLAIN;
        return run(tiles, a, la, out, lout);
    }

    /** The same by tiles of the caller's choice. */
    static boolean run(TileCopy tiles, MemorySegment a, Layout la, MemorySegment out, Layout lout) {
        int row = contiguousDimension(lout);
        int col = contiguousDimension(la);
        if (row < 0 || col < 0 || row == col || lout.size(row) < SHORT || lout.size(col) < SHORT || lout.numel() == 0) {
            return false;
        }
        float[] buffer = Scratch.own().first((int) Math.min(COLS, lout.size(col)) * ROWS);
        long[] index = new long[la.rank()];
        long from = la.offset();
        long to = lout.offset();
        boolean more = true;
        while (more) {
            plane(tiles, a, la, from, out, lout, to, row, col, buffer);
            more = false;
            for (int d = index.length - 1; d >= 0 && !more; d--) { // an odometer over the other dimensions
                if (d == row || d == col) {
                    continue;
                }
                more = ++index[d] < la.size(d);
                long steps = more ? 1 : 1 - la.size(d);
                index[d] = more ? index[d] : 0;
                from += steps * la.stride(d);
                to += steps * lout.stride(d);
            }
        }
        return true;
    }

    /** The dimension of stride 1 that is longer than 1, or -1. */
    private static int contiguousDimension(Layout layout) {
        for (int d = layout.rank() - 1; d >= 0; d--) {
            if (layout.stride(d) == 1 && layout.size(d) > 1) {
                return d;
            }
        }
        return -1;
    }

    private static void plane(
            TileCopy tiles,
            MemorySegment a,
            Layout la,
            long from,
            MemorySegment out,
            Layout lout,
            long to,
            int row,
            int col,
            float[] buffer) {
        long step = la.stride(row);
        long next = lout.stride(col);
        long height = la.size(row);
        long width = la.size(col);
        for (long i = 0; i < height; i += ROWS) {
            int rows = (int) Math.min(ROWS, height);
            long top = Math.min(i, height - rows);
            for (long j = 0; j < width; j += COLS) {
                int cols = (int) Math.max(Math.min(COLS, width - j), SHORT);
                long left = Math.min(j, width - cols);
                tiles.run(rows, cols, a, from + top * step + left, step, out, to + top + left * next, next, buffer);
            }
        }
    }
}
