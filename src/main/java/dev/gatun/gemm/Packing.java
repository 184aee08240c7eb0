package dev.gatun.gemm;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandles;

/** Copies parts of A and B into panels: what micro kernels read, whatever strides the operands have. */
interface Packing {
    /** The loops for each kind of memory that is read. */
    Kinds<Packing> LOOPS = new Kinds<>(kind -> Blocking.VECTORS
            ? Specialized.copy(MethodHandles.lookup(), VectorPacking.class, Packing.class, "packing", kind)
            : new ScalarPacking());

    /**
     * A micro panel of A, {@code rows x k}.
     *
     * @param a memory of A
     * @param ao where the part begins, in elements
     * @param ars from one row to the next, in elements
     * @param acs from one column to the next, in elements
     * @param limit the element after the last that may be read
     * @param layout how the panel lies
     * @param step rows of the kernel: from one column to the next where the panel lies by columns
     * @param panel the array
     * @param to where the panel begins in it; a vector more than the panel may be written
     */
    void packA(
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            long limit,
            int rows,
            int k,
            Tile.Panel layout,
            int step,
            float[] panel,
            int to);

    /**
     * A block of B, {@code k x n}, in micro panels of {@link Blocking#NR} columns, the last one as narrow as its tile. The
     * panel of column j begins at element {@code j k}. What is beyond the last column may be anything.
     *
     * @param b memory of B
     * @param bo where the block begins, in elements
     * @param brs from one row to the next, in elements
     * @param bcs from one column to the next, in elements
     * @param limit the element after the last that may be read
     * @param panels native memory
     */
    void packB(MemorySegment b, long bo, long brs, long bcs, long limit, int k, int n, MemorySegment panels);
}
