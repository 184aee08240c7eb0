package dev.gatun.bench.doctor;

/**
 * One thing that the doctor looked at.
 *
 * @param topic what it was, such as {@code OpenBLAS}
 * @param level how it stands
 * @param text what was found
 * @param advice what to do about it, in words that can be copied; empty if nothing
 */
public record Finding(String topic, Level level, String text, String advice) {
    /** How a thing stands. */
    public enum Level {
        /** As it should be. */
        OK,
        /** Something is absent that Gatun does without; the advice says how to get it. */
        NOTE,
        /** Gatun works, but slower or less safely than it could on this machine. */
        DEGRADED
    }

    static Finding ok(String topic, String text) {
        return new Finding(topic, Level.OK, text, "");
    }

    static Finding note(String topic, String text, String advice) {
        return new Finding(topic, Level.NOTE, text, advice);
    }

    static Finding degraded(String topic, String text, String advice) {
        return new Finding(topic, Level.DEGRADED, text, advice);
    }
}
