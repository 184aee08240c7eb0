package dev.gatun.elementwise;

import dev.gatun.jit.Apart;
import dev.gatun.jit.Kinds;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** A tile, eight rows by eight columns at a time in registers: the fast twin of {@link ScalarTileCopy}. */
final class VectorTileCopy extends Apart implements TileCopy {
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int ROWS = TransposedCopy.ROWS;
    private static final VectorShuffle<Float> SWAP_ONE = swap(1);
    private static final VectorShuffle<Float> SWAP_TWO = swap(2);
    private static final VectorShuffle<Float> SWAP_FOUR = swap(4);
    private static final VectorMask<Float> ODD_ONE = VectorMask.fromLong(EIGHT, 0b10101010);
    private static final VectorMask<Float> ODD_TWO = VectorMask.fromLong(EIGHT, 0b11001100);
    private static final VectorMask<Float> ODD_FOUR = VectorMask.fromLong(EIGHT, 0b11110000);

    VectorTileCopy() {}

    /** Whether the machine's vectors are long enough. */
    static boolean fits() {
        return FloatVector.SPECIES_PREFERRED.length() >= EIGHT.length();
    }

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(EIGHT, lane -> lane ^ distance);
    }

    @Override
    public void run(
            int rows,
            int cols,
            MemorySegment a,
            long from,
            long step,
            MemorySegment out,
            long to,
            long next,
            float[] buffer) {
        a = Kinds.exactly(Kinds.NATIVE, a);
        out = Kinds.exactly(Kinds.NATIVE, out);
        for (int i = 0; i < rows; i += 8) { // the last eight end with the last row or column
            int top = Math.min(i, rows - 8);
            for (int j = 0; j < cols; j += 8) {
                int left = Math.min(j, cols - 8);
                transpose(a, from + top * step + left, step, buffer, left * ROWS + top);
            }
        }
        for (int j = 0; j < cols; j++) {
            store(rows, buffer, j * ROWS, out, (to + j * next) * Float.BYTES);
        }
    }

    /** The first eight and the last eight, which may be some of the first. */
    private static void store(int rows, float[] buffer, int column, MemorySegment out, long at) {
        out = Kinds.exactly(Kinds.NATIVE, out);
        int last = rows - 8;
        FloatVector.fromArray(EIGHT, buffer, column).intoMemorySegment(out, at, ORDER);
        FloatVector.fromArray(EIGHT, buffer, column + last)
                .intoMemorySegment(out, at + (long) last * Float.BYTES, ORDER);
    }

    /**
     * Eight rows become columns. Each round swaps, between rows at a distance of 1, 2 and 4, the elements of the one where
     * that bit of the lane is set with those of the other where it is not.
     */
    private static void transpose(MemorySegment a, long from, long step, float[] buffer, int to) {
        a = Kinds.exactly(Kinds.NATIVE, a);
        long at = from * Float.BYTES;
        long next = step * Float.BYTES;
        FloatVector r0 = FloatVector.fromMemorySegment(EIGHT, a, at, ORDER);
        FloatVector r1 = FloatVector.fromMemorySegment(EIGHT, a, at + next, ORDER);
        FloatVector r2 = FloatVector.fromMemorySegment(EIGHT, a, at + 2 * next, ORDER);
        FloatVector r3 = FloatVector.fromMemorySegment(EIGHT, a, at + 3 * next, ORDER);
        FloatVector r4 = FloatVector.fromMemorySegment(EIGHT, a, at + 4 * next, ORDER);
        FloatVector r5 = FloatVector.fromMemorySegment(EIGHT, a, at + 5 * next, ORDER);
        FloatVector r6 = FloatVector.fromMemorySegment(EIGHT, a, at + 6 * next, ORDER);
        FloatVector r7 = FloatVector.fromMemorySegment(EIGHT, a, at + 7 * next, ORDER);
        FloatVector s0 = r0.blend(r1.rearrange(SWAP_ONE), ODD_ONE);
        FloatVector s1 = r0.rearrange(SWAP_ONE).blend(r1, ODD_ONE);
        FloatVector s2 = r2.blend(r3.rearrange(SWAP_ONE), ODD_ONE);
        FloatVector s3 = r2.rearrange(SWAP_ONE).blend(r3, ODD_ONE);
        FloatVector s4 = r4.blend(r5.rearrange(SWAP_ONE), ODD_ONE);
        FloatVector s5 = r4.rearrange(SWAP_ONE).blend(r5, ODD_ONE);
        FloatVector s6 = r6.blend(r7.rearrange(SWAP_ONE), ODD_ONE);
        FloatVector s7 = r6.rearrange(SWAP_ONE).blend(r7, ODD_ONE);
        FloatVector t0 = s0.blend(s2.rearrange(SWAP_TWO), ODD_TWO);
        FloatVector t2 = s0.rearrange(SWAP_TWO).blend(s2, ODD_TWO);
        FloatVector t1 = s1.blend(s3.rearrange(SWAP_TWO), ODD_TWO);
        FloatVector t3 = s1.rearrange(SWAP_TWO).blend(s3, ODD_TWO);
        FloatVector t4 = s4.blend(s6.rearrange(SWAP_TWO), ODD_TWO);
        FloatVector t6 = s4.rearrange(SWAP_TWO).blend(s6, ODD_TWO);
        FloatVector t5 = s5.blend(s7.rearrange(SWAP_TWO), ODD_TWO);
        FloatVector t7 = s5.rearrange(SWAP_TWO).blend(s7, ODD_TWO);
        t0.blend(t4.rearrange(SWAP_FOUR), ODD_FOUR).intoArray(buffer, to);
        t1.blend(t5.rearrange(SWAP_FOUR), ODD_FOUR).intoArray(buffer, to + ROWS);
        t2.blend(t6.rearrange(SWAP_FOUR), ODD_FOUR).intoArray(buffer, to + 2 * ROWS);
        t3.blend(t7.rearrange(SWAP_FOUR), ODD_FOUR).intoArray(buffer, to + 3 * ROWS);
        t0.rearrange(SWAP_FOUR).blend(t4, ODD_FOUR).intoArray(buffer, to + 4 * ROWS);
        t1.rearrange(SWAP_FOUR).blend(t5, ODD_FOUR).intoArray(buffer, to + 5 * ROWS);
        t2.rearrange(SWAP_FOUR).blend(t6, ODD_FOUR).intoArray(buffer, to + 6 * ROWS);
        t3.rearrange(SWAP_FOUR).blend(t7, ODD_FOUR).intoArray(buffer, to + 7 * ROWS);
    }
}
