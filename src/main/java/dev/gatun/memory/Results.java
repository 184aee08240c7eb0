package dev.gatun.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.SegmentAllocator;

/**
 * Where the result of an operation lives that was given no memory: in the innermost workspace that its thread has open,
 * else in memory that the garbage collector frees. What an operation needs for itself, and may keep, comes from {@link
 * Memory}.
 */
public final class Results {
    /** Every block starts at a multiple of so many bytes. */
    public static final long ALIGNMENT = Memory.ALIGNMENT;

    /** Memory that the garbage collector frees, whatever workspaces are open. */
    public static final SegmentAllocator COLLECTED = (bytes, alignment) -> Memory.allocate(bytes);

    private Results() {}

    /**
     * A block whose bytes may be anything: for results that are written in full.
     *
     * @param bytes its size, 0 or more
     * @return native memory, aligned to {@link Memory#ALIGNMENT} bytes
     * @throws OutOfMemoryError if the limit or the machine's memory is reached
     */
    public static MemorySegment allocate(long bytes) {
        WorkspaceMemory workspace = WorkspaceMemory.innermost();
        return workspace == null ? Memory.allocate(bytes) : workspace.allocate(bytes, Memory.ALIGNMENT);
    }

    /**
     * A block of zeros.
     *
     * @param bytes its size, 0 or more
     * @return native memory, aligned to {@link Memory#ALIGNMENT} bytes
     * @throws OutOfMemoryError if the limit or the machine's memory is reached
     */
    public static MemorySegment allocateZeroed(long bytes) {
        WorkspaceMemory workspace = WorkspaceMemory.innermost();
        return workspace == null
                ? Memory.allocateZeroed(bytes)
                : workspace.allocate(bytes, Memory.ALIGNMENT).fill((byte) 0);
    }
}
