package dev.gatun.gemm;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Rows of C in vectors; a template, see {@link dev.gatun.jit.Specialized}, so that each copy meets one kind of memory. */
final class VectorTileUpdate implements TileUpdate {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final VectorSpecies<Float> SPECIES = VectorShapes.species(Blocking.LANES);
    private static final int LANES = Blocking.LANES;
    private static final long NEXT = LANES * (long) Float.BYTES;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();

    VectorTileUpdate() {}

    @Override
    public void run(
            float[] tile, int width, int rows, int cols, float beta, MemorySegment c, long co, long crs, long ccs) {
        c = Kinds.exactly(KIND, c);
        if (ccs == 1 && cols == 2 * LANES && beta == 1) {
            addPairs(tile, width, rows, c, co, crs);
            return;
        }
        for (int i = 0; i < rows; i++) {
            int done = ccs == 1 ? vectors(tile, i * width, cols, beta, c, co + i * crs) : 0;
            if (ccs == 1 && Blocking.MASKED_STORES && done < cols) {
                edge(tile, i * width + done, cols - done, beta, c, co + i * crs + done);
                continue;
            }
            for (int j = done; j < cols; j++) {
                long at = (co + i * crs + j * ccs) * Float.BYTES;
                float product = tile[i * width + j];
                c.set(FLOAT, at, beta == 0 ? product : product + beta * c.get(FLOAT, at));
            }
        }
    }

    /** Whole tiles of later terms of the sums, most of all: what C misses in the caches is asked for at once. */
    private static void addPairs(float[] tile, int width, int rows, MemorySegment c, long co, long crs) {
        c = Kinds.exactly(KIND, c);
        long at = co * Float.BYTES;
        long next = crs * Float.BYTES;
        int from = 0;
        int i = 0;
        for (; i + 2 <= rows; i += 2) {
            FloatVector s = FloatVector.fromMemorySegment(SPECIES, c, at, ORDER);
            FloatVector t = FloatVector.fromMemorySegment(SPECIES, c, at + NEXT, ORDER);
            FloatVector u = FloatVector.fromMemorySegment(SPECIES, c, at + next, ORDER);
            FloatVector v = FloatVector.fromMemorySegment(SPECIES, c, at + next + NEXT, ORDER);
            s.add(FloatVector.fromArray(SPECIES, tile, from)).intoMemorySegment(c, at, ORDER);
            t.add(FloatVector.fromArray(SPECIES, tile, from + LANES)).intoMemorySegment(c, at + NEXT, ORDER);
            from += width;
            u.add(FloatVector.fromArray(SPECIES, tile, from)).intoMemorySegment(c, at + next, ORDER);
            v.add(FloatVector.fromArray(SPECIES, tile, from + LANES)).intoMemorySegment(c, at + next + NEXT, ORDER);
            from += width;
            at += 2 * next;
        }
        if (i < rows) {
            for (int j = 0; j < 2 * LANES; j += LANES) {
                FloatVector old = FloatVector.fromMemorySegment(SPECIES, c, at + (long) j * Float.BYTES, ORDER);
                old.add(FloatVector.fromArray(SPECIES, tile, from + j))
                        .intoMemorySegment(c, at + (long) j * Float.BYTES, ORDER);
            }
        }
    }

    /**
     * The part of a row that is whole vectors; returns its length. Up to {@code loopBound}: with {@code j + LANES <= cols} C2
     * checks before the loop what does not hold, and compiles it a hundred times before it gives that up.
     */
    private static int vectors(float[] tile, int from, int cols, float beta, MemorySegment c, long co) {
        c = Kinds.exactly(KIND, c);
        long at = co * Float.BYTES;
        int j = 0;
        for (; j < SPECIES.loopBound(cols); j += LANES) {
            FloatVector product = FloatVector.fromArray(SPECIES, tile, from + j);
            if (beta != 0) {
                FloatVector old = FloatVector.fromMemorySegment(SPECIES, c, at, ORDER);
                product = old.mul(beta).add(product);
            }
            product.intoMemorySegment(c, at, ORDER);
            at += NEXT;
        }
        return j;
    }

    /** The rest of a row. Masks do not outlive an expression here: in loops C2 would keep them on the heap. */
    private static void edge(float[] tile, int from, int cols, float beta, MemorySegment c, long co) {
        c = Kinds.exactly(KIND, c);
        VectorMask<Float> edge = SPECIES.indexInRange(0, cols);
        long at = co * Float.BYTES;
        FloatVector product = FloatVector.fromArray(SPECIES, tile, from);
        if (beta != 0) {
            FloatVector old = FloatVector.fromMemorySegment(SPECIES, c, at, ORDER, edge);
            product = old.mul(beta).add(product);
        }
        product.intoMemorySegment(c, at, ORDER, edge);
    }
}
