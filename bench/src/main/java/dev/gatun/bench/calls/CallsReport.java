package dev.gatun.bench.calls;

import dev.gatun.bench.measure.Footnotes;
import dev.gatun.bench.measure.Place;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import dev.gatun.bench.measure.Units;
import java.util.ArrayList;
import java.util.List;

/** What was measured as a person reads it. */
public final class CallsReport {
    private final Calls calls;
    private final Footnotes reasons = new Footnotes();

    private CallsReport(Calls calls) {
        this.calls = calls;
    }

    /** The head, the table, why some of it is missing, and what a downcall costs. */
    public static String toText(Calls calls, int longestLine) {
        CallsReport report = new CallsReport(calls);
        return report.head() + "\n" + report.table().toText(longestLine) + report.reasons.toText() + "\n"
                + report.summary();
    }

    private String head() {
        String effort = Units.effort(1, calls.pace().rounds(), calls.pace().isQuick());
        return Place.line("calls", "nanoseconds of a call, in brackets what it takes longer than from C; " + effort)
                + Place.line("machine", calls.place().machine().describe())
                + Place.line("java", calls.place().machine().java())
                + Place.line("openblas", calls.place().facts().openBlas());
    }

    private Table table() {
        Table table = new Table().column("function", Align.LEFT);
        for (Caller caller : Caller.values()) {
            table.column(caller.id(), Align.RIGHT);
        }
        for (Callee callee : calls.compared().cases()) {
            List<String> cells = new ArrayList<>(List.of(callee.toString()));
            for (Caller caller : Caller.values()) {
                cells.add(cell(calls.compared().row(callee, caller)));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private String cell(Row<Callee, Caller> row) {
        if (!row.contender().takes(row.of())) {
            return "";
        }
        if (row.median().isEmpty()) {
            return reasons.cell(row);
        }
        String nanos = Units.digits(row.median());
        return row.contender() == Caller.C
                ? nanos
                : nanos + " (" + Units.digits(calls.beyondC(row.of(), row.contender())) + ")";
    }

    private String summary() {
        return calls.compared().cases().contains(Callee.NEXT)
                        && calls.beyondC(Callee.NEXT, Caller.PANAMA).isPresent()
                ? "a downcall costs " + Units.digits(calls.beyondC(Callee.NEXT, Caller.PANAMA))
                        + " ns more than a call from C, a critical one "
                        + Units.digits(calls.beyondC(Callee.NEXT, Caller.PANAMA_CRITICAL)) + "\n"
                : "";
    }
}
