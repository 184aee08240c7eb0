package dev.gatun.bench.gate.report;

/** The report as a comment on a pull request. */
public final class GateMarkdown {
    private GateMarkdown() {}

    /** Markdown as GitHub reads it. */
    public static String of(Report report) {
        StringBuilder text = new StringBuilder("### Performance gate: ")
                .append(report.summary())
                .append("\n\n");
        text.append(escaped(report.title())).append("\n\n");
        text.append(escaped(Cells.table(report).toMarkdown())).append('\n');
        Cells.remarks(report)
                .forEach(remark -> text.append("- ").append(escaped(remark)).append('\n'));
        text.append("\n<details><summary>How this was measured</summary>\n\n");
        report.facts().forEach(fact -> text.append("- ").append(escaped(fact)).append('\n'));
        return text.append("- `")
                .append(report.command().replace('`', '\''))
                .append("`, ")
                .append(report.date())
                .append("\n\n</details>\n")
                .toString();
    }

    /** What Markdown and HTML would take for their own. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_");
    }
}
