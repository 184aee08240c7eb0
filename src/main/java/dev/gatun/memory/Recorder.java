package dev.gatun.memory;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** Tells the flight recorder what happens to memory; does nothing where the JVM has none, or it never recorded. */
final class Recorder {
    /** The module is optional; nothing of it is touched without it. */
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Recorder() {}

    /** Starts the clock. */
    static @Nullable Object start() {
        // The first touch of an event sets up the whole recorder, a third of a second in which nothing may ever record.
        return PRESENT && FlightRecorder.isInitialized() ? MemoryEvent.start() : null;
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
