package dev.gatun.bench.host;

import java.util.OptionalInt;

/** What bench/gatun found out about the terminal: Java itself knows neither its width nor which streams go there. */
public final class Terminal {
    private static final int NARROWEST_BAR = 60;

    private Terminal() {}

    /** How long a line on standard output may be; as long as it likes where that is no terminal. */
    public static int columns() {
        int columns = Integer.getInteger("gatun.columns", 0);
        return columns > 0 ? columns : Integer.MAX_VALUE;
    }

    /** The width of a progress bar on standard error; empty where that is no terminal, or one without room for it. */
    public static OptionalInt progressColumns() {
        int columns = Integer.getInteger("gatun.progress", 0);
        return columns >= NARROWEST_BAR ? OptionalInt.of(columns) : OptionalInt.empty();
    }
}
