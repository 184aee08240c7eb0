package dev.gatun.einsum;

import dev.gatun.memory.Memory;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Memory for intermediates while a plan runs. Blocks of up to 16 MiB are kept for the next run, a few of them, so that repeated
 * contractions neither allocate nor touch fresh pages; a larger one goes back to the system at the end of the run.
 */
final class Scratch {
    private static final long LARGEST_KEPT = 16 << 20;

    /** Blocks that are kept; more runs than that at the same time bring their own. */
    private static final int KEPT = 4;

    private static final AtomicReferenceArray<@Nullable MemorySegment> POOL = new AtomicReferenceArray<>(KEPT);

    private Scratch() {}

    /**
     * Lends a block whose floats may be anything.
     *
     * @param elements how many floats
     * @param work what is done with it; afterwards nothing may use it
     * @throws OutOfMemoryError if there is no such memory
     */
    static void lend(long elements, Consumer<MemorySegment> work) {
        long bytes = Math.multiplyExact(elements, Float.BYTES);
        if (bytes > LARGEST_KEPT) {
            try (Arena arena = Arena.ofConfined()) {
                work.accept(arena.allocate(bytes, Memory.ALIGNMENT));
            }
            return;
        }
        MemorySegment block = take(bytes);
        try {
            work.accept(block);
        } finally {
            keep(block);
        }
    }

    private static MemorySegment take(long bytes) {
        for (int i = 0; i < KEPT; i++) {
            if (POOL.getPlain(i) != null) {
                MemorySegment block = POOL.getAndSet(i, null);
                if (block != null && block.byteSize() >= bytes) {
                    return block;
                }
            }
        }
        long rounded = Long.highestOneBit(2 * bytes - 1); // so that a little more next time is no reason for a new one
        return Memory.allocate(Math.max(rounded, Memory.ALIGNMENT));
    }

    private static void keep(MemorySegment block) {
        for (int i = 0; i < KEPT; i++) {
            if (POOL.getPlain(i) == null && POOL.compareAndSet(i, null, block)) {
                return;
            }
        }
    }
}
