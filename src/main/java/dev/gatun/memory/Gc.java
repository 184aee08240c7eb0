package dev.gatun.memory;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the garbage collector run. {@code System.gc()} does, unless the JVM was told to ignore it
 * ({@code -XX:+DisableExplicitGC}); then the heap is filled with garbage until the collector has to run by itself.
 */
final class Gc {
    /** Small enough for any heap's young generation, and for G1 not to be humongous. */
    private static final int PIECE = 128 << 10;

    /** Garbage that is worth making: writing so much takes a few milliseconds, no less than a full collection may. */
    private static final int MOST_FOR_YOUNG = 32 << 20;

    /** Where garbage is put, so that the compiler does not leave it out. */
    @SuppressWarnings("unused")
    private static volatile @Nullable Object garbage;

    private static volatile boolean ignored;

    private Gc() {}

    /**
     * Has young objects collected, by filling the room that the JVM has for them, if that is small. It takes one or two
     * milliseconds where a request takes ten: G1 leaves itself a few megabytes after a full collection of a small heap.
     *
     * @return false if the collector did not run
     */
    static boolean runYoung() {
        if (Runtime.getRuntime().freeMemory() > MOST_FOR_YOUNG) {
            return false; // pages of the heap that were never touched would be, up to the most, and for nothing
        }
        WeakReference<Object> young = new WeakReference<>(new Object());
        for (int filled = 0; !young.refersTo(null) && filled < MOST_FOR_YOUNG; filled += PIECE) {
            garbage = new byte[PIECE];
        }
        garbage = null;
        return young.refersTo(null);
    }

    /**
     * Runs the collector: in full if the JVM lets itself be asked, else for young objects at least.
     *
     * @return how much of the heap was in use and was given back to the operating system, in bytes: pages that are fresh when
     *     the heap grows again
     */
    static long run() {
        long used = used();
        long size = Runtime.getRuntime().totalMemory();
        WeakReference<Object> young = new WeakReference<>(new Object());
        System.gc();
        ignored = !young.refersTo(null);
        for (long filled = 0; !young.refersTo(null) && filled < 2 * heap(); filled += PIECE) {
            garbage = new byte[PIECE];
        }
        garbage = null;
        return Math.clamp(size - Runtime.getRuntime().totalMemory(), 0, used);
    }

    /**
     * For a JVM that ignores requests: holds much of the heap for a moment, so that the collector has to look at old
     * objects too. The last way out before an error.
     */
    static void runForOldObjects() {
        List<byte[]> held = new ArrayList<>();
        int piece = Math.clamp(heap() / 64, PIECE, 64 << 20);
        try {
            while (used() < heap() / 4 * 3 && held.size() < 64) {
                held.add(new byte[piece]);
            }
            run();
            garbage = held; // alive until here
        } catch (OutOfMemoryError e) {
            garbage = null; // the collector has done all it can by now
        }
        held.clear();
        run();
    }

    /** Whether the JVM ignored the last request. */
    static boolean ignored() {
        return ignored;
    }

    private static long heap() {
        return Runtime.getRuntime().maxMemory();
    }

    private static long used() {
        Runtime jvm = Runtime.getRuntime();
        return jvm.totalMemory() - jvm.freeMemory();
    }
}
