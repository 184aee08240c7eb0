package dev.gatun.bench.host;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What a long measurement does when it is interrupted (Ctrl-C, or a signal to end): children are ended, so that whoever
 * waits for one goes on; loops that ask {@link #isRequested} stop; and Java ends once what was measured is written, or after
 * ten seconds.
 */
public final class Interrupt {
    private static final long PATIENCE_SECONDS = 10;

    private static volatile boolean requested;

    private final CountDownLatch written = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop);

    private Interrupt() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Java is shutting down already: whoever was here before keeps it waiting.
        }
    }

    /** Does work that measures, shows and writes; an interrupt while it is done keeps what was measured. */
    public static <T> T handled(Supplier<T> work) {
        Interrupt interrupt = new Interrupt();
        try {
            return work.get();
        } finally {
            interrupt.end();
        }
    }

    /** Whether nothing more is to be measured. */
    public static boolean isRequested() {
        return requested;
    }

    /** As if somebody had interrupted, or, with false, as if nobody had: for tests of what is around. */
    public static void request(boolean stop) {
        requested = stop;
    }

    private void stop() {
        requested = true;
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
        try {
            written.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void end() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Java is shutting down, and waits for this.
        }
        written.countDown();
    }
}
