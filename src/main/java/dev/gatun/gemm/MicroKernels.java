package dev.gatun.gemm;

import dev.gatun.jit.Specialized;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The micro kernels, each made when it is first used. Two threads may both make one; they are alike. */
final class MicroKernels {
    private static final int SIZES = 2 * 3 * 3 * 2; // one or two vectors, 4, 8 or 16 lanes, panels, stores

    private static final AtomicReferenceArray<@Nullable MicroKernel> MADE =
            new AtomicReferenceArray<>((Blocking.MAX_ROWS + 1) * SIZES);

    private MicroKernels() {}

    /** The kernel for a tile of this many columns or the next width above. */
    @SuppressWarnings("EnumOrdinal") // a place in an array, within one run
    static MicroKernel of(int rows, int cols, Tile.Panel panel, Tile.Store store) {
        int vectors = Blocking.vectors(cols);
        int lanes = Blocking.lanes(cols);
        int size = (rows * 3 + (lanes >> 3)) * 2 + vectors - 1;
        int at = (size * 3 + panel.ordinal()) * 2 + store.ordinal();
        MicroKernel kernel = MADE.getAcquire(at);
        if (kernel == null) {
            kernel = make(new Tile(rows, vectors, lanes, panel, store), Blocking.VECTORS);
            MADE.setRelease(at, kernel);
        }
        return kernel;
    }

    /** The rows of the kernel that computes so many: few sizes, as each is compiled; rows too many are not stored. */
    static int rows(int rows) {
        return rows <= 6 ? rows : Blocking.MAX_ROWS;
    }

    static MicroKernel make(Tile tile, boolean vector) {
        return vector
                ? Specialized.copy(MethodHandles.lookup(), VectorMicroKernel.class, MicroKernel.class, tile)
                : new ScalarMicroKernel(tile);
    }
}
