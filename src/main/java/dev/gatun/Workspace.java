package dev.gatun;

import dev.gatun.memory.Results;
import dev.gatun.memory.WorkspaceMemory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * A scope whose results are given back together, at once and without the garbage collector:
 *
 * <pre>{@code
 * Tensor loss;
 * try (Workspace ws = Workspace.open()) {
 *     Tensor hidden = x.matmul(w).add(b);         // cut from the workspace
 *     loss = ws.keep(hidden.mul(hidden).sum());   // copied out of it
 * }                                               // hidden's memory is used again
 * }</pre>
 *
 * <p><b>What it takes.</b> Every factory and operation that is given no memory, on the thread that opened it, until it
 * is closed; of nested workspaces the innermost. It never gives memory back in between: a loop opens one for each
 * round. Results that are given an arena, an allocator or an {@code out} go there as ever. A workspace is an allocator
 * itself, so that a result can be put into one that is not the innermost.
 *
 * <p><b>What lives on</b> is copied out: {@link #keep}. Using any other tensor of the workspace after its end is an
 * {@link IllegalStateException}, never a crash.
 *
 * <p><b>Threads.</b> A workspace belongs to the thread that opened it, virtual or not; only that thread can use its
 * tensors, and close it. Operations on them use Gatun's own threads as usual. On other threads it changes nothing.
 *
 * <p>To open and close one takes well below a microsecond. One that is never closed takes all that its thread makes;
 * its memory comes back some time after the thread has ended. With {@code -Dgatun.memory.debug=true} the JVM's end
 * names it.
 */
public final class Workspace implements SegmentAllocator, AutoCloseable {
    private final WorkspaceMemory memory;

    private Workspace(WorkspaceMemory memory) {
        this.memory = memory;
    }

    /**
     * Opens a workspace for this thread, inside of the one that is open, if any. It takes memory when first needed.
     *
     * @return the workspace, to be closed by this thread before those that it is inside of
     */
    public static Workspace open() {
        return new Workspace(WorkspaceMemory.openInnermost());
    }

    /**
     * Copies a tensor out of any workspace.
     *
     * @param tensor any tensor that this thread can read
     * @return a fresh, contiguous tensor with the same elements, which lives until nothing refers to it
     * @throws IllegalStateException if the tensor's memory was freed
     */
    public Tensor keep(Tensor tensor) {
        return tensor.copy(Results.COLLECTED);
    }

    /**
     * Memory of this workspace, even where it is not the innermost. Bytes may be anything.
     *
     * @param byteSize 0 or more
     * @param byteAlignment a power of two
     * @return native memory until this workspace is closed, aligned to 64 bytes at least
     * @throws IllegalArgumentException if byteSize is negative or byteAlignment no power of two
     * @throws IllegalStateException if this workspace is closed
     * @throws WrongThreadException if another thread opened it
     * @throws OutOfMemoryError if the limit or the machine's memory is reached
     */
    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        if (byteSize < 0 || Long.bitCount(byteAlignment) != 1 || byteAlignment < 0) {
            throw new IllegalArgumentException(
                    "allocate: " + byteSize + " bytes aligned to " + byteAlignment + " cannot be had");
        }
        return memory.allocate(byteSize, byteAlignment);
    }

    /**
     * How much memory this workspace has taken.
     *
     * @return bytes, in whole chunks
     * @throws WrongThreadException if another thread opened it
     */
    public long bytes() {
        return memory.bytes();
    }

    /**
     * Ends every tensor that was cut from this workspace and has its memory used again. Has no effect the second time.
     *
     * @throws IllegalStateException if a workspace that was opened after this one is still open; this one stays open
     *     then
     * @throws WrongThreadException if another thread opened it; it stays open then
     */
    @Override
    public void close() {
        memory.close();
    }
}
