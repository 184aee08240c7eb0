package dev.gatun.bench.host;

/** Tidies up once: when it is closed, or when the program is stopped before that. */
public final class AtExit implements AutoCloseable {
    private final Runnable tidyUp;
    private final Thread hook;

    /** Runs the given at the end. */
    public AtExit(Runnable tidyUp) {
        this.tidyUp = tidyUp;
        this.hook = new Thread(tidyUp);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
            tidyUp.run();
        } catch (IllegalStateException e) {
            // Java is shutting down, and the hook does it.
        }
    }
}
