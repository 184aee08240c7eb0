package dev.gatun.bench.gate.verdict;

import java.util.Locale;

/** What is judged of a benchmark. */
public enum Metric {
    /** The time of an operation, or operations in a time. */
    TIME,
    /** Bytes on the Java heap that an operation allocates. */
    ALLOCATION;

    /** As it is written in tables and files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
