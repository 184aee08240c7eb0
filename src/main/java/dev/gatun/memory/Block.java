package dev.gatun.memory;

import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * Memory that the operating system gave, of one of the sizes of {@link SizeClass}. Who took it from the {@link Pool}
 * has it alone until it is given back.
 */
final class Block {
    /** What a collection can find out of a block. */
    enum Fate {
        UNKNOWN,
        ALIVE,
        DEAD
    }

    private final MemorySegment memory;
    private final Runnable free;
    private boolean fresh = true;

    /**
     * What lives as long as somebody can use the block; null while that is not known. The pool's own, as all that
     * follows.
     */
    @Nullable
    WeakReference<Object> lease;

    /** What the last collection found out: the block is in use, or it is not, or it was not lent then. */
    Fate fate = Fate.UNKNOWN;

    /** Its place among the blocks that are lent. */
    int place;

    /** When it became idle, in the order of the pool's counting. */
    long idleSince;

    /** What it was to workspaces, while it is idle. */
    @Nullable
    Chunk chunk;

    /**
     * Memory as the operating system gave it.
     *
     * @param memory zeros, aligned to {@link Memory#ALIGNMENT} bytes
     * @param free gives it back to the operating system
     */
    Block(MemorySegment memory, Runnable free) {
        this.memory = memory;
        this.free = free;
    }

    MemorySegment memory() {
        return memory;
    }

    /** Its size in bytes. */
    long bytes() {
        return memory.byteSize();
    }

    /** Whether every byte is still zero; the one who asks is about to write. */
    boolean takeFresh() {
        boolean was = fresh;
        fresh = false;
        return was;
    }

    /** Gives the memory back to the operating system; nobody may use it any more. */
    void free() {
        free.run();
    }
}
