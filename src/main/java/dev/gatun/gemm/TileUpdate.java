package dev.gatun.gemm;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** {@code C <- tile + beta C}, where the micro kernel does not store into C itself. */
interface TileUpdate {
    /** The loops for each kind of memory that is written. */
    Kinds<TileUpdate> LOOPS = new Kinds<>(kind -> Blocking.VECTORS
            ? Specialized.copy(MethodHandles.lookup(), VectorTileUpdate.class, TileUpdate.class, "update", kind)
            : new ScalarTileUpdate());

    /**
     * Updates a tile of C.
     *
     * @param tile rows one after another
     * @param width elements from one row of the tile to the next
     * @param beta 0: C is not read
     * @param c memory of C
     * @param co where the tile begins in C, in elements
     */
    void run(float[] tile, int width, int rows, int cols, float beta, MemorySegment c, long co, long crs, long ccs);
}
