package dev.gatun.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * All memory that is held: the blocks that are lent, which it counts, and those that are idle, which it lends again.
 *
 * <p>A block is lent under an automatic arena: when the collector finds that no segment of it is left, the block comes
 * back, with its pages in place. Or it is lent to a workspace as a {@link Chunk}, and comes back when that is closed.
 * Idle blocks are taken last in, first out, as the caches may still hold some of the last. What is held stays within
 * the {@link Limit}, and within {@link Collector#bound()} unless more than that is lent: the blocks that were idle for
 * longest go.
 *
 * <p>Nobody waits while holding the lock, so that the cleaner can always give back.
 */
final class Pool {
    /** How often a thread that needs the last of the memory looks whether another has freed what it said it would. */
    private static final long LOOK_NANOS = 50_000;

    private final Limit limit;
    private final Collector collector;
    private final List<Block> lentBlocks = new ArrayList<>();
    private final NavigableMap<Long, Deque<Block>> idle = new TreeMap<>();
    private long idleBytes;
    private long peak;
    private long inWorkspaces;
    private long held;

    private volatile long lent;
    private volatile long alive;
    private volatile long dead;
    private long returns;

    Pool(Limit limit) {
        this.limit = limit;
        this.collector = new Collector(this, limit);
    }

    // ------------------------------------------------------------------------------------------------ lending

    /**
     * A block until the collector finds it dead.
     *
     * @param bytes 0 or more
     * @param zero whether all bytes must be 0; else they may be anything
     * @return memory of that size, usable from every thread
     * @throws OutOfMemoryError if the limit or the machine's memory is reached
     */
    MemorySegment lend(long bytes, boolean zero) {
        Block block = take(bytes);
        boolean done = false;
        try {
            boolean fresh = block.takeFresh();
            forgetChunk(block);
            MemorySegment memory = Lifetimes.lease(block.memory(), bytes, Arena.ofAuto(), ended -> giveBack(block));
            done = true; // from here on the lease gives the block back
            lentUnder(memory.scope(), block);
            return zero && !fresh ? memory.fill((byte) 0) : memory;
        } finally {
            if (!done) {
                giveBack(block);
            }
        }
    }

    /**
     * A block until a workspace gives it back.
     *
     * @param bytes 0 or more
     * @return a block of that size or more
     * @throws OutOfMemoryError if the limit or the machine's memory is reached
     */
    Chunk lendChunk(long bytes) {
        Block block = take(bytes);
        Chunk known = block.chunk;
        Chunk chunk = known != null ? known : newChunk(block);
        forgetChunk(block);
        synchronized (this) {
            inWorkspaces += block.bytes();
        }
        chunk.lent();
        lentUnder(chunk.scope(), block);
        return chunk;
    }

    /** Only an idle block leads to its chunk, or the collector could not find the chunk dead. */
    private synchronized void forgetChunk(Block block) {
        block.chunk = null;
    }

    private synchronized void lentUnder(Object lease, Block block) {
        block.lease = new WeakReference<>(lease);
    }

    private Chunk newChunk(Block block) {
        boolean done = false;
        try {
            block.takeFresh();
            Chunk chunk = new Chunk(this, block);
            done = true;
            return chunk;
        } finally {
            if (!done) {
                giveBack(block);
            }
        }
    }

    /** A workspace was closed; the next one may have the chunk as it is. */
    void giveBack(Chunk chunk, Block block) {
        synchronized (this) {
            inWorkspaces -= block.bytes();
            block.chunk = chunk;
        }
        giveBack(block);
    }

    /** A workspace was never closed, and is dead. */
    void lost(Block block) {
        synchronized (this) {
            inWorkspaces -= block.bytes();
        }
        giveBack(block);
    }

    private Block take(long bytes) {
        if (bytes > SizeClass.MOST) {
            throw exhausted(bytes, bytes);
        }
        long size = SizeClass.of(bytes);
        Block known = poll(size);
        if (known == null && due(size)) {
            collect(size);
            known = poll(size);
        }
        if (known == null) {
            known = fresh(size);
        }
        if (known == null) {
            known = withHelp(bytes, size);
        }
        return known;
    }

    private synchronized @Nullable Block poll(long size) {
        Map.Entry<Long, Deque<Block>> fitting = idle.ceilingEntry(size);
        if (fitting == null || fitting.getKey() > SizeClass.mostFor(size)) {
            return null;
        }
        Block block = fitting.getValue().pollFirst();
        removed(block, fitting);
        lent += block.bytes();
        listed(block);
        return block;
    }

    private synchronized boolean canPoll(long size) {
        Long fitting = idle.ceilingKey(size);
        return fitting != null && fitting <= SizeClass.mostFor(size);
    }

    private boolean due(long size) {
        long then = lent + size;
        return !limit.surelyAllows(then) && then > collector.bound();
    }

    private void collect(long size) {
        Object event = Recorder.start();
        collector.collect(() -> !canPoll(size) && due(size), () -> canPoll(size));
        Recorder.end(event, "bound", this);
    }

    /** A fresh block, or null where there is no room for it, or the machine has no more. */
    private @Nullable Block fresh(long size) {
        while (!reserve(size)) {
            if (lent + size > limit.bytes()) {
                return null;
            }
            if (!freeOldest()) {
                LockSupport.parkNanos(LOOK_NANOS); // another thread is about to free some
            }
        }
        Block block = null;
        try {
            do {
                block = Pages.map(size, held() - size);
            } while (block == null && freeOldest());
            return block;
        } finally {
            settle(size, block);
            Recorder.record("mapped", this);
        }
    }

    /** Counts a block that is to be mapped, if what is held then is within the limit, and no idle block is too many. */
    private synchronized boolean reserve(long size) {
        long then = held + size;
        boolean allowed = limit.surelyAllows(then)
                || (then <= limit.bytes() && (idleBytes == 0 || then <= Math.max(collector.bound(), lent + size)));
        if (allowed) {
            held = then;
            lent += size;
        }
        return allowed;
    }

    /** The block that was counted is there, or could not be had. */
    private synchronized void settle(long size, @Nullable Block block) {
        if (block == null) {
            held -= size;
            lent -= size;
        } else {
            listed(block);
            peak = Math.max(peak, held);
        }
    }

    private Block withHelp(long bytes, long size) {
        Object event = Recorder.start();
        for (int attempt = 0; attempt < 2; attempt++) {
            long before = lent;
            collector.collectHard(() -> canPoll(size) || (lent < before && lent + size <= limit.bytes()));
            Block block = poll(size);
            if (block == null) {
                block = fresh(size);
            }
            if (block != null) {
                Recorder.end(event, "limit", this);
                return block;
            }
        }
        Recorder.end(event, "exhausted", this);
        throw exhausted(bytes, size);
    }

    // ------------------------------------------------------------------------------------------------ giving back

    /** Called when no segment of a block is left. */
    private void giveBack(Block block) {
        boolean tooMany;
        synchronized (this) {
            lent -= block.bytes();
            unlisted(block);
            block.idleSince = ++returns;
            idle.computeIfAbsent(block.bytes(), size -> new ArrayDeque<>()).addFirst(block);
            idleBytes += block.bytes();
            tooMany = tooManyIdle();
        }
        while (tooMany && freeOldest()) {
            tooMany = tooManyIdle();
        }
    }

    /** Notes, after a collection, which of the blocks that are lent it has found dead: those will come back. */
    synchronized void findDead() {
        alive = 0;
        dead = 0;
        for (Block block : lentBlocks) {
            if (block.lease != null && block.lease.refersTo(null)) {
                block.fate = Block.Fate.DEAD;
                dead += block.bytes();
            } else {
                block.fate = Block.Fate.ALIVE;
                alive += block.bytes();
            }
        }
    }

    private synchronized void listed(Block block) {
        block.fate = Block.Fate.UNKNOWN;
        block.lease = null;
        block.place = lentBlocks.size();
        lentBlocks.add(block);
    }

    private synchronized void unlisted(Block block) {
        if (block.fate == Block.Fate.DEAD) {
            dead -= block.bytes();
        } else if (block.fate == Block.Fate.ALIVE) {
            alive -= block.bytes();
        }
        Block last = lentBlocks.remove(lentBlocks.size() - 1);
        if (last != block) {
            last.place = block.place;
            lentBlocks.set(block.place, last);
        }
    }

    private synchronized boolean tooManyIdle() {
        return !limit.surelyAllows(held) && (idleBytes > collector.bound() || held > limit.bytes());
    }

    /** Gives one block back to the operating system. */
    private boolean freeOldest() {
        Block block = pollOldest();
        if (block == null) {
            return false;
        }
        try {
            block.free();
        } finally {
            freed(block);
        }
        Recorder.record("freed", this);
        return true;
    }

    private synchronized void freed(Block block) {
        held -= block.bytes();
    }

    private synchronized @Nullable Block pollOldest() {
        Map.Entry<Long, Deque<Block>> oldest = null;
        for (Map.Entry<Long, Deque<Block>> blocks : idle.entrySet()) {
            if (oldest == null
                    || blocks.getValue().getLast().idleSince < oldest.getValue().getLast().idleSince) {
                oldest = blocks;
            }
        }
        if (oldest == null) {
            return null;
        }
        Block block = oldest.getValue().pollLast();
        forgetChunk(block);
        removed(block, oldest);
        return block;
    }

    private synchronized void removed(Block block, Map.Entry<Long, Deque<Block>> from) {
        idleBytes -= block.bytes();
        if (from.getValue().isEmpty()) {
            idle.remove(from.getKey());
        }
    }

    /** Gives all idle blocks back to the operating system. */
    void trim() {
        while (freeOldest()) {
            // until none is left
        }
    }

    // ------------------------------------------------------------------------------------------------ counts

    /** Bytes that the last collection found in use, and that have not come back since. */
    long alive() {
        return alive;
    }

    /** Bytes that the last collection found dead, and that have not come back yet. */
    long dead() {
        return dead;
    }

    private synchronized long held() {
        return held;
    }

    synchronized Usage usage() {
        return new Usage(held, lent, inWorkspaces, peak, collector.collections(), WorkspaceMemory.open());
    }

    long limit() {
        return limit.bytes();
    }

    private OutOfMemoryError exhausted(long bytes, long size) {
        Usage now = usage();
        List<String> lines = new ArrayList<>();
        lines.add("Gatun has no memory for " + Usage.show(bytes) + ": the limit is " + Usage.show(limit.bytes())
                + ", held are " + Usage.show(now.held()) + ", of which " + Usage.show(now.lent()) + " are handed out ("
                + Usage.show(now.inWorkspaces()) + " to " + now.workspaces() + " open workspaces) and "
                + Usage.show(now.idle()) + " idle.");
        if (Gc.ignored()) {
            lines.add(
                    "The JVM ignores requests to collect garbage (-XX:+DisableExplicitGC), so that dead results may not"
                            + " have been found; use -XX:+ExplicitGCInvokesConcurrent instead.");
        } else {
            lines.add("The garbage collector has run, and found no more of it dead.");
        }
        if (size <= limit.bytes() - now.held()) {
            lines.add("The operating system refused to give more.");
        }
        lines.add("Drop references to results, cut them from a Workspace or from an Arena that you close, or raise the"
                + " limit: -D" + Limit.PROPERTY + "=SIZE, Memory.limit(bytes).");
        lines.addAll(Sites.ON ? Sites.holders() : List.of("Who holds what: -D" + Sites.PROPERTY + "=true."));
        return new OutOfMemoryError(String.join(System.lineSeparator(), lines));
    }
}
