package dev.gatun.bench.startup;

import dev.gatun.bench.measure.Footnotes;
import dev.gatun.bench.measure.Place;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.measure.Units;

/** What was measured as a person reads it. */
public final class StartupReport {
    private StartupReport() {}

    /** The head, the table, and whether the first product is soon enough. */
    public static String toText(Startup startup, int longestLine) {
        Footnotes reasons = new Footnotes();
        Table table = new Table()
                .column("program", Align.LEFT)
                .column("what it does", Align.LEFT)
                .column("time", Align.RIGHT)
                .column("beyond empty", Align.RIGHT)
                .column("quartiles", Align.RIGHT);
        for (Startup.Row row : startup.rows()) {
            table.row(
                    row.program().id(),
                    row.program().what(),
                    row.timing()
                            .map(timing -> Units.time(timing.median()))
                            .orElseGet(() -> reasons.mark(row.program().id(), row.reason())),
                    row.beyondEmpty().map(timing -> Units.time(timing.median())).orElse(""),
                    row.beyondEmpty().map(StartupReport::quartiles).orElse(""));
        }
        return head(startup) + "\n" + table.toText(longestLine) + reasons.toText() + "\n" + verdict(startup);
    }

    private static String quartiles(Timing timing) {
        return Units.time(timing.low()) + " to " + Units.time(timing.high());
    }

    private static String head(Startup startup) {
        return Place.line(
                        "startup",
                        "whole processes, " + startup.pairs() + " pairs of a program and an empty one; medians"
                                + (startup.effort().equals("quick") ? "; a quick run" : ""))
                + Place.line("machine", startup.place().machine().describe())
                + Place.line("java", startup.place().machine().java())
                + Place.line("openblas", startup.place().facts().openBlas());
    }

    private static String verdict(Startup startup) {
        return startup.row(Program.OPENBLAS)
                .beyondEmpty()
                .map(timing -> "the first product by OpenBLAS, unpacked before: " + Units.time(timing.median())
                        + " more than an empty program; " + Units.time(Startup.ALLOWED_NANOS) + " are allowed\n")
                .orElse("");
    }
}
