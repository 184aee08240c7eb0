package dev.gatun.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/** Where blocks come from: huge pages of the operating system where they can be had and pay, else the JDK's arenas. */
final class Pages {
    private Pages() {}

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
                return new Block(memory, () -> HugePages.unmap(memory));
            }
        }
        // Not an automatic arena: that could not be ended here, and would count as the JVM's direct memory.
        Arena arena = Arena.ofShared();
        try {
            return new Block(arena.allocate(bytes, Memory.ALIGNMENT), arena::close);
        } catch (OutOfMemoryError e) {
            arena.close();
            return null;
        }
    }
}
