package dev.gatun.bench.gate.report;

import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Finding.Evidence;
import dev.gatun.bench.gate.verdict.Finding.Figure;
import dev.gatun.bench.gate.verdict.Finding.Metric;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.gate.verdict.Waivers.Waiver;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import dev.gatun.bench.measure.Units;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * All that one call of the gate has to say, and how it reads on a terminal and in a pull request.
 *
 * @param title what was compared, in a line
 * @param facts what with and how, a line each
 * @param findings on each benchmark
 * @param notes what the reader should know besides, a line each
 * @param unused waivers that no benchmark answers to
 * @param command as it was called
 * @param date of the day
 * @param effect the smallest change that matters, as a share
 * @param allowInconclusive whether what could not be decided passes
 */
public record Report(
        String title,
        List<String> facts,
        List<Finding> findings,
        List<String> notes,
        List<Waiver> unused,
        String command,
        String date,
        double effect,
        boolean allowInconclusive) {
    /** Exit statuses: nothing regressed, something did, it could not be decided. */
    public static final int WELL = 0;

    /** See {@link #WELL}. */
    public static final int REGRESSED = 1;

    /** See {@link #WELL}. */
    public static final int INCONCLUSIVE = 3;

    /** Sorts findings: what has to be acted upon comes first. */
    public Report {
        findings = findings.stream()
                .sorted(Comparator.comparingInt(Report::urgency))
                .toList();
    }

    private static int urgency(Finding finding) {
        return switch (finding.verdict()) {
            case REGRESSED -> finding.fails() ? 0 : 1;
            case INCONCLUSIVE -> 2;
            case IMPROVED -> 3;
            case UNCHANGED -> 4;
        };
    }

    /** The exit status of the process. */
    public int status() {
        if (findings.stream().anyMatch(Finding::fails)) {
            return REGRESSED;
        }
        boolean open = findings.isEmpty() || findings.stream().anyMatch(Finding::isOpen);
        return open && !allowInconclusive ? INCONCLUSIVE : WELL;
    }

    /** How many findings have a verdict. */
    long count(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).count();
    }

    /** The line that tells all: {@code 1 regressed, 6 unchanged}. */
    public String summary() {
        List<String> parts = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            if (count(verdict) > 0) {
                parts.add(count(verdict) + " " + verdict.id());
            }
        }
        long waived = findings.stream()
                .filter(finding -> finding.waiver().isPresent())
                .count();
        return (parts.isEmpty() ? "nothing to judge" : String.join(", ", parts))
                + (waived > 0 ? " (" + waived + " of them waived)" : "");
    }

    /** The line for standard error if the status is not 0: the names of what fails, or else of what is open. */
    public String alarm() {
        boolean fails = status() == REGRESSED;
        List<String> names = findings.stream()
                .filter(fails ? Finding::fails : Finding::isOpen)
                .map(Finding::title)
                .toList();
        return (fails ? "regressed: " : "inconclusive: ")
                + (names.isEmpty() ? "nothing was measured" : String.join("; ", names));
    }

    /** Those that a table shows: all times, and allocation where it is not as it was. */
    private List<Finding> shown() {
        return findings.stream()
                .filter(finding -> finding.metric() == Metric.TIME || finding.verdict() != Verdict.UNCHANGED)
                .toList();
    }

    Table table() {
        Table table = new Table()
                .column("benchmark", Align.LEFT)
                .column("A", Align.RIGHT)
                .column("B", Align.RIGHT)
                .column("B costs", Align.RIGHT)
                .column("95 % interval", Align.RIGHT)
                .column("p", Align.RIGHT)
                .column("matters", Align.RIGHT)
                .column("forks", Align.RIGHT)
                .column("verdict", Align.LEFT);
        for (Finding finding : shown()) {
            Optional<Evidence> evidence = finding.evidence();
            table.row(
                    finding.title(),
                    finding.a().map(Report::figure).orElse("-"),
                    finding.b().map(Report::figure).orElse("-"),
                    change(finding),
                    evidence.map(Report::interval).orElse("-"),
                    evidence.map(Report::p).orElse("-"),
                    evidence.map(Evidence::matters)
                            .filter(Double::isFinite)
                            .map(log -> Units.percent(Math.expm1(log)))
                            .orElse("-"),
                    forks(finding.a()) + " + " + forks(finding.b()),
                    finding.verdict().id() + (finding.waiver().isPresent() ? " (waived)" : ""));
        }
        return table;
    }

    private static String figure(Figure of) {
        if (of.unit().equals("ns/op")) {
            return Units.time(of.value());
        }
        boolean whole = of.value() == Math.rint(of.value()) && of.value() < 1e6;
        return String.format(Locale.ROOT, whole ? "%,.0f" : "%.4g", of.value()) + " " + of.unit();
    }

    private static String change(Finding finding) {
        if (finding.metric() == Metric.TIME) {
            return finding.evidence()
                    .map(evidence -> percent(evidence.change().value()))
                    .orElse("-");
        }
        return String.format(
                Locale.ROOT,
                "%+,.1f B",
                finding.b().orElseThrow().value() - finding.a().orElseThrow().value());
    }

    private static String interval(Evidence evidence) {
        return Double.isFinite(evidence.change().farthest())
                ? percent(evidence.change().low())
                        + " to "
                        + percent(evidence.change().high())
                : "-";
    }

    private static String p(Evidence evidence) {
        return evidence.p() < 1e-4 ? "< 0.0001" : String.format(Locale.ROOT, "%.4f", evidence.p());
    }

    private static int forks(Optional<Figure> figure) {
        return figure.map(Figure::forks).orElse(0);
    }

    /** The logarithm of a ratio as a change. */
    static String percent(double log) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * Math.expm1(log));
    }

    /** A finding in a line. */
    static String describe(Finding finding) {
        return finding.verdict().id() + ": B costs " + change(finding)
                + finding.evidence()
                        .map(evidence -> " (" + interval(evidence) + "), p " + p(evidence))
                        .orElse("")
                + finding.a().map(of -> ", A " + figure(of)).orElse("")
                + finding.b().map(of -> ", B " + figure(of)).orElse("")
                + (finding.why().isEmpty() ? "" : "; " + finding.why());
    }

    /** What stands below the table: reasons, waivers, allocation, notes. */
    List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        for (Finding finding : shown()) {
            if (!finding.why().isEmpty()) {
                remarks.add(finding.title() + ": " + finding.why());
            }
            finding.waiver()
                    .ifPresent(waiver ->
                            remarks.add(finding.title() + ": waived until " + waiver.until() + ": " + waiver.reason()));
        }
        int same = findings.size() - shown().size();
        if (same > 0) {
            remarks.add(
                    "allocation per operation is unchanged in " + same + (same == 1 ? " benchmark" : " benchmarks"));
        }
        unused.forEach(waiver -> remarks.add(
                "the waiver of " + waiver.benchmark() + " matches no benchmark that was measured: take it out"));
        remarks.addAll(notes);
        return remarks;
    }

    /** Lines for a terminal, cut to a length where they are of a table. */
    public String toText(int longestLine) {
        StringBuilder text = new StringBuilder(title).append('\n');
        facts.forEach(fact -> text.append(fact).append('\n'));
        text.append('\n').append(table().toText(longestLine)).append('\n');
        remarks().forEach(remark -> text.append("- ").append(remark).append('\n'));
        return text.append(summary()).append('\n').toString();
    }

    /** A comment on a pull request, in Markdown as GitHub reads it. */
    public String toMarkdown() {
        StringBuilder text = new StringBuilder("### Performance gate: " + summary() + "\n\n");
        text.append(markdown(title)).append("\n\n").append(markdown(table().toMarkdown()));
        text.append('\n');
        remarks().forEach(remark -> text.append("- ").append(markdown(remark)).append('\n'));
        text.append("\n<details><summary>How this was measured</summary>\n\n");
        facts.forEach(fact -> text.append("- ").append(markdown(fact)).append('\n'));
        return text + "- `" + command.replace('`', '\'') + "`, " + date + "\n\n</details>\n";
    }

    /** Without what Markdown and HTML would take for their own. */
    private static String markdown(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("[", "\\[")
                .replace("`", "\\`");
    }
}
