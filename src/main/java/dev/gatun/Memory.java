package dev.gatun;

import dev.gatun.memory.Limit;
import dev.gatun.memory.Sites;
import dev.gatun.memory.Usage;
import java.util.List;

/**
 * The memory off the heap that Gatun holds in this process: how much there is, how much there may be, who has it.
 *
 * <p>Results that are given no memory live in blocks that are used again once the garbage collector has found that no
 * tensor refers to them. Blocks of up to 128 KiB are cut from slabs of 64 KiB and 1 MiB; they count as handed out as
 * long as anything in their slab is alive. Memory of the user's own, from an {@link java.lang.foreign.Arena} or
 * wrapped, is not counted.
 *
 * <p><b>Bound.</b> When as much is handed out as the bound, the garbage collector is asked to run. The bound is twice
 * what was alive after it last ran, or if that is less, between an eighth of the limit (64 MiB at most) and a quarter
 * of the limit: the more time collections take, the more. What is idle is within the bound too. So as long as little is
 * alive, a process holds no more than a quarter of the limit and the result in the making, however many results it
 * makes.
 *
 * <p><b>Limit.</b> No more than {@link #limit()} is ever held. A request that does not fit frees idle blocks, then has
 * the garbage collector run and waits for what it finds; if there is still no room it fails with an {@link
 * OutOfMemoryError} that says what is held by whom.
 *
 * <p><b>Watching.</b> {@link #stats()} at any time; the flight recorder's event {@code dev.gatun.Memory} whenever what
 * is held changes or the collector was asked; with {@code -Dgatun.memory.debug=true}, {@link #report()} says where each
 * live block was allocated, and what was never closed is printed when the JVM ends. That costs microseconds a result,
 * and nothing when off.
 */
public final class Memory {
    private Memory() {}

    /**
     * How much memory there is at this moment. Cheap: it adds up nothing.
     *
     * @return counts that belong together
     * @throws IllegalArgumentException if the system property decides the limit and is no size
     */
    public static MemoryStats stats() {
        Usage usage = dev.gatun.memory.Memory.usage();
        return new MemoryStats(
                usage.held(),
                usage.lent(),
                usage.idle(),
                usage.inWorkspaces(),
                usage.peak(),
                limit(),
                usage.collections(),
                usage.workspaces());
    }

    /**
     * How many bytes may be held: what {@link #limit(long)} was last given; else the system property
     * {@code gatun.memory.limit}, a number of bytes or one with k, m, g or t ({@code 8g}); else what
     * {@code -XX:MaxDirectMemorySize} was given; else half of the machine's memory, or of the container's.
     *
     * @return bytes, 1 or more
     * @throws IllegalArgumentException if the system property decides and is no size
     */
    public static long limit() {
        return Limit.PROCESS.bytes();
    }

    /**
     * Sets {@link #limit()} for the whole process, from now on. What is handed out already stays.
     *
     * @param bytes 1 or more
     * @throws IllegalArgumentException if bytes is less than 1
     */
    public static void limit(long bytes) {
        Limit.PROCESS.set(bytes);
    }

    /** Gives all idle memory back to the operating system; what is needed after that is fresh, and slower at first. */
    public static void trim() {
        dev.gatun.memory.Memory.trim();
    }

    /**
     * Who holds what, for a person to read. In debug mode it lists the places in the program that hold most, and the
     * workspaces that are open; a result counts until the garbage collector has found it dead, so call {@link
     * System#gc()} before.
     *
     * @return text of one or more lines
     */
    public static String report() {
        List<String> holders = Sites.ON
                ? Sites.holders()
                : List.of("Who holds what: start the JVM with -D" + Sites.PROPERTY + "=true");
        return stats() + System.lineSeparator() + String.join(System.lineSeparator(), holders);
    }
}
