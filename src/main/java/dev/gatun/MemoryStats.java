package dev.gatun;

/**
 * What {@link Memory#stats()} counts; all but the last two in bytes.
 *
 * @param held taken from the operating system and not given back: handedOut and idle
 * @param handedOut what tensors and open workspaces have, and what the library keeps for itself; dead results count
 *     until the garbage collector has found them, and a slab while anything in it is alive
 * @param idle waiting to be used again, or to be given back to the operating system
 * @param inWorkspaces of what is handed out, what open workspaces have
 * @param peak the most that was ever held
 * @param limit the most that may be held
 * @param collections how often the garbage collector was asked to run
 * @param workspaces how many were opened and not closed
 */
public record MemoryStats(
        long held,
        long handedOut,
        long idle,
        long inWorkspaces,
        long peak,
        long limit,
        long collections,
        int workspaces) {}
