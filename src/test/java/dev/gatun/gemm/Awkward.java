package dev.gatun.gemm;

import dev.gatun.gemm.Views.Place;
import dev.gatun.layout.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.random.RandomGenerator;

/**
 * Matrices in awkward memory: random strides, in memory of a random kind, lifetime and alignment, with traps around them.
 * What is around an operand is NaN, so that a kernel that reads too far is seen; what is around an output are random bits,
 * so that one that writes too far is. Memory mostly ends with the last element.
 */
final class Awkward implements AutoCloseable {
    private static final long[] STEPS = {1, 1, 1, 1, 2, 3};

    private final RandomGenerator random;
    private final Arena[] arenas;

    /** In confined and shared arenas, mixed. */
    @SuppressWarnings("MustBeClosed") // by close()
    Awkward(RandomGenerator random) {
        this(random, Arena.ofConfined(), Arena.ofShared());
    }

    private Awkward(RandomGenerator random, Arena... arenas) {
        this.random = random;
        this.arenas = arenas;
    }

    /** For operands that many threads read. */
    @SuppressWarnings("MustBeClosed") // by close()
    static Awkward shared(RandomGenerator random) {
        return new Awkward(random, Arena.ofShared());
    }

    /** By rows or by columns, nothing between them. */
    static Layout dense(boolean transposed, long rows, long cols) {
        return transposed ? Layout.contiguous(cols, rows).transpose(0, 1) : Layout.contiguous(rows, cols);
    }

    /**
     * Any of: by rows or by columns, stepped, sliced, reversed, not at the beginning of its memory.
     *
     * @param repeats whether elements may be seen more than once, as in what is broadcast; not for outputs
     */
    Layout layout(long rows, long cols, boolean repeats) {
        boolean transposed = random.nextBoolean();
        long outer = Math.max(transposed ? cols : rows, 1);
        long inner = Math.max(transposed ? rows : cols, 1);
        long innerStride = STEPS[random.nextInt(STEPS.length)];
        long outerStride = innerStride * inner * STEPS[random.nextInt(STEPS.length)] + random.nextInt(2) * 5L;
        if (repeats) {
            switch (random.nextInt(12)) {
                case 0 -> outerStride = 0;
                case 1 -> innerStride = 0;
                case 2 -> outerStride = innerStride; // a window that slides
                default -> {} // each element once
            }
        }
        long offset = random.nextInt(2) * 7L;
        if (random.nextInt(6) == 0) {
            offset += innerStride * (inner - 1);
            innerStride = -innerStride;
        }
        if (random.nextInt(6) == 0) {
            offset += outerStride * (outer - 1);
            outerStride = -outerStride;
        }
        long[] strides = transposed ? new long[] {innerStride, outerStride} : new long[] {outerStride, innerStride};
        return Layout.strided(new long[] {rows, cols}, strides, offset);
    }

    /** Values in [-1, 1). */
    Strided operand(Layout layout) {
        MemorySegment block = block(layout);
        for (long at = 0; at < block.byteSize(); at += Float.BYTES) {
            block.set(Views.FLOAT, at, Float.NaN);
        }
        return filled(block, layout);
    }

    /** NaN where a result is going to be, or values in [-1, 1) where they are going to be read. */
    Strided output(Layout layout, boolean read) {
        MemorySegment block = block(layout);
        for (long at = 0; at < block.byteSize(); at += Float.BYTES) {
            block.set(ValueLayout.JAVA_INT_UNALIGNED, at, random.nextInt());
        }
        if (read) {
            return filled(block, layout);
        }
        Strided output = new Strided(block, layout);
        for (long i = 0; i < layout.size(0); i++) {
            for (long j = 0; j < layout.size(1); j++) {
                Views.set(output, i, j, Float.NaN);
            }
        }
        return output;
    }

    private Strided filled(MemorySegment block, Layout layout) {
        Strided matrix = new Strided(block, layout);
        for (long i = 0; i < layout.size(0); i++) {
            for (long j = 0; j < layout.size(1); j++) {
                Views.set(matrix, i, j, random.nextFloat() * 2 - 1);
            }
        }
        return matrix;
    }

    private MemorySegment block(Layout layout) {
        long elements = layout.end() + (random.nextInt(3) == 0 ? 9 : 0);
        Place[] places = Place.values();
        Place place = places[random.nextInt(places.length)];
        int unaligned = random.nextInt(6) == 0 ? 1 + random.nextInt(3) : 0;
        return place.block(arenas[random.nextInt(arenas.length)], elements + 1)
                .asSlice(unaligned, elements * Float.BYTES);
    }

    /** Frees what is not on the heap. */
    @Override
    public void close() {
        for (Arena arena : arenas) {
            arena.close();
        }
    }
}
