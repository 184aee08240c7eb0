package dev.gatun.gemm;

import dev.gatun.jit.Kinds;
import dev.gatun.jit.Specialized;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Packing in vectors: runs are copied, and a B whose columns are contiguous is transposed in registers, eight rows by
 * eight columns at a time. A template, see {@link dev.gatun.jit.Specialized}, so that each copy meets one kind of memory.
 *
 * <p>At the right edge a whole vector is copied too, where it still lies inside of the operand: what is beyond the
 * panel's columns is never stored into C.
 */
final class VectorPacking implements Packing {
    private static final Class<?> KIND = Specialized.kind(MethodHandles.lookup());
    private static final VectorSpecies<Float> SPECIES = VectorShapes.species(Blocking.LANES);
    private static final int LANES = Blocking.LANES;
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final int NR = Blocking.NR;
    private static final long VECTOR = LANES * (long) Float.BYTES;

    /** Rows of A up to this length are copied side by side. */
    private static final int SHORT_ROW = 256;

    /** Rows of a panel that are transposed together: 8 KiB, so that L1 gathers the columns into whole lines. */
    private static final int BLOCK = 64;

    private static final VectorSpecies<Float> FOUR = FloatVector.SPECIES_128;
    private static final VectorSpecies<Float> EIGHT = FloatVector.SPECIES_256;
    private static final VectorSpecies<Float> COLUMN = LANES < 8 ? SPECIES : EIGHT;
    private static final VectorShuffle<Float> SWAP_ONE = swap(1);
    private static final VectorShuffle<Float> SWAP_TWO = swap(2);
    private static final VectorShuffle<Float> SWAP_FOUR = swap(4);
    private static final VectorMask<Float> ODD_ONE = VectorMask.fromLong(EIGHT, 0b10101010);
    private static final VectorMask<Float> ODD_TWO = VectorMask.fromLong(EIGHT, 0b11001100);
    private static final VectorMask<Float> ODD_FOUR = VectorMask.fromLong(EIGHT, 0b11110000);

    private final ScalarPacking scalar = new ScalarPacking();

    VectorPacking() {}

    private static VectorShuffle<Float> swap(int distance) {
        return VectorShuffle.fromOp(EIGHT, lane -> lane ^ distance);
    }

    @Override
    public void packA(
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            long limit,
            int rows,
            int k,
            Tile.Panel layout,
            int kernelRows,
            float[] panel,
            int to) {
        if (layout == Tile.Panel.BY_COLUMNS) {
            columns(a, ao, acs, limit, rows, k, kernelRows, panel, to);
        } else if (acs != 1) {
            scalar.packA(a, ao, ars, acs, limit, rows, k, layout, kernelRows, panel, to);
        } else {
            int row = layout.row();
            int whole = k - k % LANES;
            if (k > SHORT_ROW) {
                longRows(a, ao, ars, rows, whole, panel, to, row);
            } else {
                shortRows(a, ao, ars, rows, whole, panel, to, row);
            }
            if (whole == k) {
                return;
            }
            if (whole > 0) { // the last whole vector overlaps the one before
                shortRows(a, ao + k - LANES, ars, rows, LANES, panel, to + k - LANES, row);
            } else {
                restOfRows(a, ao, ars, rows, k, panel, to, row);
            }
        }
    }

    /** Row after row. The loops have a long or no counter: C2 would split them for more turns than they have. */
    private static void longRows(MemorySegment a, long ao, long ars, int rows, int k, float[] panel, int at, int row) {
        a = Kinds.exactly(KIND, a);
        for (int i = 0; i < rows; i++) {
            long from = (ao + i * ars) * Float.BYTES;
            long end = from + (long) k * Float.BYTES;
            int to = at + i * row;
            for (; from < end; from += VECTOR) {
                FloatVector.fromMemorySegment(SPECIES, a, from, ORDER).intoArray(panel, to);
                to += LANES;
            }
        }
    }

    /** A vector of each row, then the next one. */
    private static void shortRows(MemorySegment a, long ao, long ars, int rows, int k, float[] panel, int at, int row) {
        a = Kinds.exactly(KIND, a);
        long next = ars * Float.BYTES;
        for (int p = 0; p < k; p += LANES) {
            long from = (ao + p) * Float.BYTES;
            int to = at + p;
            int i = 0;
            for (; i + 4 <= rows; i += 4) {
                FloatVector x = FloatVector.fromMemorySegment(SPECIES, a, from, ORDER);
                FloatVector y = FloatVector.fromMemorySegment(SPECIES, a, from + next, ORDER);
                FloatVector z = FloatVector.fromMemorySegment(SPECIES, a, from + 2 * next, ORDER);
                FloatVector w = FloatVector.fromMemorySegment(SPECIES, a, from + 3 * next, ORDER);
                x.intoArray(panel, to);
                y.intoArray(panel, to + row);
                z.intoArray(panel, to + 2 * row);
                w.intoArray(panel, to + 3 * row);
                from += 4 * next;
                to += 4 * row;
            }
            for (; i < rows; i++) {
                FloatVector.fromMemorySegment(SPECIES, a, from, ORDER).intoArray(panel, to);
                from += next;
                to += row;
            }
        }
    }

    /** Rows shorter than a vector: by the next narrower ones. */
    private static void restOfRows(
            MemorySegment a, long ao, long ars, int rows, int k, float[] panel, int at, int row) {
        a = Kinds.exactly(KIND, a);
        for (int i = 0; i < rows; i++) {
            long from = ao + i * ars;
            int to = at + i * row;
            int p = 0;
            if (LANES > 8 && k >= 8) {
                FloatVector.fromMemorySegment(EIGHT, a, from * Float.BYTES, ORDER)
                        .intoArray(panel, to);
                p = 8;
            }
            if (LANES > 4 && k - p >= 4) {
                FloatVector.fromMemorySegment(FOUR, a, (from + p) * Float.BYTES, ORDER)
                        .intoArray(panel, to + p);
                p += 4;
            }
            for (; p < k; p++) {
                panel[to + p] = a.get(FLOAT, (from + p) * Float.BYTES);
            }
        }
    }

    /** Contiguous columns of at most eight elements: eight are written each time, and the next column overwrites the rest. */
    private static void columns(
            MemorySegment a, long ao, long acs, long limit, int rows, int k, int step, float[] panel, int to) {
        a = Kinds.exactly(KIND, a);
        int p = 0;
        if (step <= COLUMN.length() && acs > 0) {
            long at = ao * Float.BYTES;
            long next = acs * Float.BYTES;
            long inside = Math.clamp(Math.floorDiv(limit - COLUMN.length() - ao, acs) + 1, 0, k);
            for (; p < inside; p++) {
                FloatVector.fromMemorySegment(COLUMN, a, at, ORDER).intoArray(panel, to + p * step);
                at += next;
            }
        }
        for (; p < k; p++) {
            for (int i = 0; i < rows; i++) {
                panel[to + p * step + i] = a.get(FLOAT, (ao + p * acs + i) * Float.BYTES);
            }
        }
    }

    @Override
    public void packB(MemorySegment b, long bo, long brs, long bcs, long limit, int k, int n, MemorySegment panels) {
        if (bcs == 1) {
            rows(b, bo, brs, limit, k, n, panels);
        } else if (brs == 1 && LANES >= 8) {
            transpose(b, bo, bcs, k, n, panels);
        } else {
            scalar.packB(b, bo, brs, bcs, limit, k, n, panels);
        }
    }

    /** Along the rows of B, as they lie in memory. */
    private static void rows(MemorySegment b, long bo, long brs, long limit, int k, int n, MemorySegment panels) {
        b = Kinds.exactly(KIND, b);
        panels = Kinds.exactly(Kinds.NATIVE, panels);
        int whole = n - n % NR;
        for (int p = 0; p < k; p++) {
            long row = bo + p * brs;
            long to = (long) p * NR * Float.BYTES;
            for (int j = 0; j < whole; j += NR) {
                long from = (row + j) * Float.BYTES;
                long at = (long) j * k * Float.BYTES + to;
                FloatVector x = FloatVector.fromMemorySegment(SPECIES, b, from, ORDER);
                FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, from + (long) LANES * Float.BYTES, ORDER);
                x.intoMemorySegment(panels, at, ORDER);
                y.intoMemorySegment(panels, at + (long) LANES * Float.BYTES, ORDER);
            }
        }
        int cols;
        for (int j = whole; j < n; j += cols) {
            cols = Blocking.cols(n - j);
            edge(b, bo + j, brs, limit, k, cols, panels, (long) j * k);
        }
    }

    /** A panel at the right edge. */
    private static void edge(
            MemorySegment b, long bo, long brs, long limit, int k, int cols, MemorySegment panels, long to) {
        b = Kinds.exactly(KIND, b);
        panels = Kinds.exactly(Kinds.NATIVE, panels);
        int width = Blocking.width(cols);
        int p = 0;
        if (LANES >= 8 && brs > 0) {
            long inside = Math.clamp((limit - width - bo) / brs + (limit - width >= bo ? 1 : 0), 0, k);
            if (width == NR) {
                wholeRows(b, bo, brs, (int) inside, panels, to);
            } else {
                eights(b, bo, brs, (int) inside, panels, to, width);
            }
            p = (int) inside;
        }
        for (; p < k; p++) {
            for (int j = 0; j < cols; j++) {
                float x = b.get(FLOAT, (bo + p * brs + j) * Float.BYTES);
                panels.set(FLOAT, (to + (long) p * width + j) * Float.BYTES, x);
            }
        }
    }

    /** Rows of two vectors. */
    private static void wholeRows(MemorySegment b, long bo, long brs, int k, MemorySegment panels, long to) {
        b = Kinds.exactly(KIND, b);
        panels = Kinds.exactly(Kinds.NATIVE, panels);
        long from = bo * Float.BYTES;
        long at = to * Float.BYTES;
        for (int p = 0; p < k; p++) {
            FloatVector x = FloatVector.fromMemorySegment(SPECIES, b, from, ORDER);
            FloatVector y = FloatVector.fromMemorySegment(SPECIES, b, from + VECTOR, ORDER);
            x.intoMemorySegment(panels, at, ORDER);
            y.intoMemorySegment(panels, at + VECTOR, ORDER);
            from += brs * Float.BYTES;
            at += 2 * VECTOR;
        }
    }

    /** Rows of 8 or 16 elements; those of 8 are written twice, which costs less than a loop or a branch. */
    private static void eights(MemorySegment b, long bo, long brs, int k, MemorySegment panels, long to, int width) {
        b = Kinds.exactly(KIND, b);
        panels = Kinds.exactly(Kinds.NATIVE, panels);
        long second = width > 8 ? 8L * Float.BYTES : 0;
        long from = bo * Float.BYTES;
        long at = to * Float.BYTES;
        for (int p = 0; p < k; p++) {
            FloatVector x = FloatVector.fromMemorySegment(EIGHT, b, from, ORDER);
            FloatVector y = FloatVector.fromMemorySegment(EIGHT, b, from + second, ORDER);
            x.intoMemorySegment(panels, at, ORDER);
            y.intoMemorySegment(panels, at + second, ORDER);
            from += brs * Float.BYTES;
            at += (long) width * Float.BYTES;
        }
    }

    /** B with contiguous columns. */
    private static void transpose(MemorySegment b, long bo, long bcs, int k, int n, MemorySegment panels) {
        b = Kinds.exactly(KIND, b);
        panels = Kinds.exactly(Kinds.NATIVE, panels);
        int cols;
        for (int j = 0; j < n; j += cols) {
            cols = Blocking.cols(n - j);
            int width = Blocking.width(cols);
            long column = bo + j * bcs;
            long to = (long) j * k;
            int eights = k < 8 ? 0 : cols - cols % 8;
            for (int pp = 0; pp < k; pp += BLOCK) {
                int end = Math.min(k, pp + BLOCK);
                for (int jj = 0; jj < eights; jj += 8) {
                    for (int p = pp; p < end; p += 8) {
                        int q = Math.min(p, k - 8); // the last eight rows may overlap the ones before
                        transpose8(b, column + jj * bcs + q, bcs, panels, to + (long) q * width + jj, width);
                    }
                }
            }
            for (int jj = eights; jj < cols; jj++) {
                for (int p = 0; p < k; p++) {
                    float x = b.get(FLOAT, (column + jj * bcs + p) * Float.BYTES);
                    panels.set(FLOAT, (to + (long) p * width + jj) * Float.BYTES, x);
                }
            }
        }
    }

    /**
     * Eight columns of eight elements become rows. Each round swaps, between rows at a distance of 1, 2 and 4, the elements
     * of the one where that bit of the lane is set with those of the other where it is not.
     */
    private static void transpose8(MemorySegment b, long bo, long bcs, MemorySegment panels, long at, int width) {
        b = Kinds.exactly(KIND, b);
        panels = Kinds.exactly(Kinds.NATIVE, panels);
        long from = bo * Float.BYTES;
        long next = bcs * Float.BYTES;
        long to = at * Float.BYTES;
        long step = (long) width * Float.BYTES;
        FloatVector r0 = FloatVector.fromMemorySegment(EIGHT, b, from, ORDER);
        FloatVector r1 = FloatVector.fromMemorySegment(EIGHT, b, from + next, ORDER);
        FloatVector r2 = FloatVector.fromMemorySegment(EIGHT, b, from + 2 * next, ORDER);
        FloatVector r3 = FloatVector.fromMemorySegment(EIGHT, b, from + 3 * next, ORDER);
        FloatVector r4 = FloatVector.fromMemorySegment(EIGHT, b, from + 4 * next, ORDER);
        FloatVector r5 = FloatVector.fromMemorySegment(EIGHT, b, from + 5 * next, ORDER);
        FloatVector r6 = FloatVector.fromMemorySegment(EIGHT, b, from + 6 * next, ORDER);
        FloatVector r7 = FloatVector.fromMemorySegment(EIGHT, b, from + 7 * next, ORDER);
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
        FloatVector u0 = t0.blend(t4.rearrange(SWAP_FOUR), ODD_FOUR);
        FloatVector u4 = t0.rearrange(SWAP_FOUR).blend(t4, ODD_FOUR);
        FloatVector u1 = t1.blend(t5.rearrange(SWAP_FOUR), ODD_FOUR);
        FloatVector u5 = t1.rearrange(SWAP_FOUR).blend(t5, ODD_FOUR);
        FloatVector u2 = t2.blend(t6.rearrange(SWAP_FOUR), ODD_FOUR);
        FloatVector u6 = t2.rearrange(SWAP_FOUR).blend(t6, ODD_FOUR);
        FloatVector u3 = t3.blend(t7.rearrange(SWAP_FOUR), ODD_FOUR);
        FloatVector u7 = t3.rearrange(SWAP_FOUR).blend(t7, ODD_FOUR);
        u0.intoMemorySegment(panels, to, ORDER);
        u1.intoMemorySegment(panels, to + step, ORDER);
        u2.intoMemorySegment(panels, to + 2 * step, ORDER);
        u3.intoMemorySegment(panels, to + 3 * step, ORDER);
        u4.intoMemorySegment(panels, to + 4 * step, ORDER);
        u5.intoMemorySegment(panels, to + 5 * step, ORDER);
        u6.intoMemorySegment(panels, to + 6 * step, ORDER);
        u7.intoMemorySegment(panels, to + 7 * step, ORDER);
    }
}
