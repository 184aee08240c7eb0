package dev.gatun.bench.gate.report;

/** The report on a terminal. */
public final class GateText {
    private GateText() {}

    /** Lines, cut to a length where they are of a table. */
    public static String of(Report report, int longestLine) {
        StringBuilder text = new StringBuilder(report.title()).append('\n');
        report.facts().forEach(fact -> text.append(fact).append('\n'));
        text.append('\n').append(Cells.table(report).toText(longestLine)).append('\n');
        Cells.remarks(report).forEach(remark -> text.append("- ").append(remark).append('\n'));
        return text.append(report.summary()).append('\n').toString();
    }
}
