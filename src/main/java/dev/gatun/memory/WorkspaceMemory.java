package dev.gatun.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The memory of one workspace: small blocks are cut one after another from chunks of 1 MiB, larger ones are chunks of
 * their own, and all are given back together.
 *
 * <p>Its arena is confined to the thread that opened it. Closing a shared one takes 25 to 45 us, as all threads must
 * agree that none is using it; a confined one takes 0.1 us. Workers may use the memory all the same while the owner
 * waits for them: {@link Lifetimes#forWorkers}.
 *
 * <p>The innermost workspace of a thread is a {@link ThreadLocal} and not a {@code ScopedValue}: a scoped value is
 * bound for the length of a lambda, while a {@code try} block lets the code inside return, throw checked exceptions and
 * assign to variables. Virtual threads have their own.
 */
public final class WorkspaceMemory {
    /** From how large chunks small blocks are cut. */
    static final long CHUNK = 1 << 20;

    /** The largest block that is cut, so that little is left over at the end of a chunk. */
    private static final long LARGEST_CUT = CHUNK / 8;

    private static final ThreadLocal<@Nullable WorkspaceMemory> INNERMOST = new ThreadLocal<>();

    /** How many are open, so that threads need not look for theirs while there is none. */
    private static final AtomicInteger OPEN = new AtomicInteger();

    private final Thread owner = Thread.currentThread();
    private final Arena arena;
    private final List<Chunk> chunks = new ArrayList<>(1);
    private final @Nullable WorkspaceMemory outer;
    private final Sites.@Nullable Site opened;
    private MemorySegment current = MemorySegment.NULL;
    private long used;
    private boolean closed;

    @SuppressWarnings("MustBeClosedChecker") // by close()
    private WorkspaceMemory(@Nullable WorkspaceMemory outer) {
        this.arena = Arena.ofConfined();
        this.outer = outer;
        this.opened = Sites.ON ? Sites.opened() : null;
    }

    /**
     * Opens a workspace; from now on it is the innermost of this thread.
     *
     * @return the workspace, to be closed by this thread
     */
    public static WorkspaceMemory openInnermost() {
        WorkspaceMemory opened = new WorkspaceMemory(innermost());
        INNERMOST.set(opened);
        OPEN.getAndIncrement();
        return opened;
    }

    /** The workspace that this thread opened last and has not closed. */
    static @Nullable WorkspaceMemory innermost() {
        return OPEN.get() == 0 ? null : INNERMOST.get();
    }

    /** How many were opened and not closed, by all threads. */
    static int open() {
        return OPEN.get();
    }

    /**
     * A block until this workspace is closed; its bytes may be anything.
     *
     * @param bytes its size, 0 or more
     * @param alignment of its address in bytes, a power of two; never less than {@link Memory#ALIGNMENT}
     * @return native memory that this thread can use
     * @throws OutOfMemoryError if the limit or the machine's memory is reached
     * @throws WrongThreadException if another thread opened the workspace
     * @throws IllegalStateException if the workspace is closed
     */
    public MemorySegment allocate(long bytes, long alignment) {
        requireOwner("allocate from");
        if (closed) {
            throw new IllegalStateException("the workspace is closed; nothing can be cut from it any more");
        }
        long aligned = Math.max(alignment, Memory.ALIGNMENT);
        long start = start(aligned);
        if (Math.max(bytes, 1) > current.byteSize() - start) {
            if (bytes > LARGEST_CUT - aligned) {
                return chunkOfItsOwn(bytes, aligned);
            }
            current = lend(CHUNK);
            used = 0;
            start = start(aligned);
        }
        used = start + bytes;
        return current.asSlice(start, bytes);
    }

    /** Where in the current chunk the next block of an alignment starts. */
    private long start(long alignment) {
        long address = current.address() + used;
        return used + (-address & (alignment - 1));
    }

    private MemorySegment chunkOfItsOwn(long bytes, long alignment) {
        // Chunks are aligned to Memory.ALIGNMENT.
        MemorySegment chunk = lend(Math.addExact(bytes, alignment - Memory.ALIGNMENT));
        return chunk.asSlice(-chunk.address() & (alignment - 1), bytes);
    }

    private MemorySegment lend(long bytes) {
        Chunk chunk = Memory.POOL.lendChunk(bytes);
        boolean done = false;
        try {
            MemorySegment memory = chunk.under(arena);
            chunks.add(chunk);
            done = true;
            return memory;
        } finally {
            if (!done) {
                chunk.giveBack();
            }
        }
    }

    /**
     * Bytes that this workspace has from the pool.
     *
     * @return 0 or more
     * @throws WrongThreadException if another thread opened the workspace
     */
    public long bytes() {
        requireOwner("ask");
        long sum = 0;
        for (Chunk chunk : chunks) {
            sum += chunk.bytes();
        }
        return sum;
    }

    /**
     * Ends every block that was cut from this workspace. Has no effect the second time.
     *
     * @throws WrongThreadException if another thread opened it
     * @throws IllegalStateException if one that was opened after it is open
     */
    public void close() {
        requireOwner("close");
        if (closed) {
            return;
        }
        if (INNERMOST.get() != this) {
            throw new IllegalStateException(
                    "close: a workspace that was opened after this one is open; close that first");
        }
        arena.close();
        closed = true;
        current = MemorySegment.NULL;
        INNERMOST.set(outer); // also where that is null: to remove it would cost the next workspace a new entry
        OPEN.getAndDecrement();
        for (Chunk chunk : chunks) {
            chunk.giveBack();
        }
        chunks.clear();
        if (opened != null) {
            opened.gone();
        }
    }

    private void requireOwner(String what) {
        if (Thread.currentThread() != owner) {
            throw new WrongThreadException(what + " a workspace: it belongs to the thread " + owner.getName()
                    + " that opened it, not to " + Thread.currentThread().getName());
        }
    }
}
