package dev.gatun.memory;

import org.jspecify.annotations.Nullable;

/** Tells the flight recorder what happens to memory; does nothing where the JVM has none, or it does not record. */
final class Recorder {
    /** The module is optional; {@link MemoryEvent} is not touched without it. */
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Recorder() {}

    /** Starts the clock. */
    static @Nullable Object start() {
        return PRESENT ? MemoryEvent.start() : null;
    }

    /** Records what took the time since. */
    static void end(@Nullable Object started, String cause, Pool pool) {
        if (started != null && MemoryEvent.isWanted(started)) {
            MemoryEvent.end(started, cause, pool.usage(), pool.limit());
        }
    }

    /** Records what took no time. */
    static void record(String cause, Pool pool) {
        end(start(), cause, pool);
    }
}
