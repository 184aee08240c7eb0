package dev.gatun.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A block that workspaces use, one after another. Each cuts from it under an arena of its own, whose end makes every
 * segment useless; then the block goes back to the pool at once.
 *
 * <p>A workspace that is never closed ends with its thread: under its arena lies an automatic one, which the arena
 * keeps alive, and by which the collector finds the block when nothing of the workspace is left.
 */
final class Chunk {
    private final Pool pool;
    private final Block block;
    private final MemorySegment memory;
    private final AtomicBoolean lent;

    Chunk(Pool pool, Block block) {
        this.pool = pool;
        this.block = block;
        AtomicBoolean lent = new AtomicBoolean();
        this.lent = lent;
        this.memory = Lifetimes.lease(block.memory(), Arena.ofAuto(), dead -> {
            if (lent.getAndSet(false)) {
                pool.lost(block);
            }
        });
    }

    /** Its size in bytes. */
    long bytes() {
        return block.bytes();
    }

    /** What lives as long as the chunk or a segment of it can be reached. */
    Object scope() {
        return memory.scope();
    }

    /** A workspace has it now. */
    void lent() {
        lent.set(true);
    }

    /** The memory under an arena, which keeps it. */
    MemorySegment under(Arena arena) {
        return Lifetimes.lease(memory, arena, closed -> keep());
    }

    /** Called at an arena's end, by an arena that holds this object, and so its memory, until then. */
    private void keep() {}

    /** The arena was closed: no segment of the memory can be used any more. */
    void giveBack() {
        if (lent.getAndSet(false)) {
            pool.giveBack(this, block);
        }
    }
}
