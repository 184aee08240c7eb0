package dev.gatun.memory;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The event {@code dev.gatun.Memory} of the flight recorder, where the JVM has one. */
@Name("dev.gatun.Memory")
@Label("Gatun Memory")
@Category("Gatun")
@Description(
        "Off-heap memory of tensors, whenever blocks are mapped or freed, or the garbage collector is asked to run")
@StackTrace(false)
final class MemoryEvent extends Event {
    @Label("Cause")
    @Description(
            "mapped, freed; bound: collected because much was handed out; limit: to avoid an error; exhausted: in vain")
    @Nullable
    String cause;

    @Label("Held")
    @DataAmount
    long held;

    @Label("Handed Out")
    @DataAmount
    long handedOut;

    @Label("Peak")
    @DataAmount
    long peak;

    @Label("Limit")
    @DataAmount
    long limit;

    @Label("Collections Asked For")
    long collections;

    static Object start() {
        MemoryEvent event = new MemoryEvent();
        event.begin();
        return event;
    }

    static boolean isWanted(Object started) {
        return ((MemoryEvent) started).isEnabled();
    }

    static void end(Object started, String cause, Usage usage, long limit) {
        MemoryEvent event = (MemoryEvent) started;
        event.cause = cause;
        event.held = usage.held();
        event.handedOut = usage.lent();
        event.peak = usage.peak();
        event.limit = limit;
        event.collections = usage.collections();
        event.commit();
    }
}
