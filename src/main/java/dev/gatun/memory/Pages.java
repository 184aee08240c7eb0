package dev.gatun.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Where blocks come from: huge pages of the operating system where they can be had and pay, else the JDK's arenas. */
final class Pages {
    /** How much the last block counts in what a fresh byte takes. */
    private static final double WEIGHT = 0.25;

    /** Nanoseconds for a fresh byte; to begin with, the least that was measured: a microsecond for 4 KiB. */
    private static volatile double freshNanos = 0.25;

    private Pages() {}

    /**
     * What it takes to write to so much memory for the first time, after what recent blocks took: on a virtual machine
     * whose host has to find the memory, ten times as long as on others.
     *
     * @param bytes fresh ones
     * @return nanoseconds
     */
    static long freshNanos(long bytes) {
        return (long) (freshNanos * bytes);
    }

    /**
     * The same the other way round.
     *
     * @param nanos nanoseconds
     * @return how many bytes can be written to for the first time
     */
    static long freshBytes(long nanos) {
        return (long) (nanos / freshNanos);
    }

    /** Threads may overtake each other here: it is an estimate. */
    private static void took(long nanos, long bytes) {
        double before = freshNanos;
        freshNanos = before + WEIGHT * ((double) nanos / bytes - before);
    }

    /**
     * Fresh memory, all zeros.
     *
     * @param bytes of {@link SizeClass}
     * @param held how much memory there is besides
     * @return the block, or null where the operating system gives no more
     */
    @SuppressWarnings("MustBeClosedChecker") // closed when the block is freed
    static @Nullable Block map(long bytes, long held) {
        if (HugePages.pay(bytes, held)) {
            MemorySegment memory = HugePages.map(bytes);
            if (memory != null) {
                long start = System.nanoTime();
                memory.asSlice(0, HugePages.SIZE).fill((byte) 0); // the rest is touched by who uses it
                took(System.nanoTime() - start, HugePages.SIZE);
                return new Block(memory, () -> HugePages.unmap(memory));
            }
        }
        // Not an automatic arena: that could not be ended here, and would count as the JVM's direct memory.
        Arena arena = Arena.ofShared();
        try {
            long start = System.nanoTime();
            MemorySegment memory = arena.allocate(bytes, Memory.ALIGNMENT); // writes zeros
            took(System.nanoTime() - start, bytes);
            return new Block(memory, arena::close);
        } catch (OutOfMemoryError e) {
            arena.close();
            return null;
        }
    }
}
