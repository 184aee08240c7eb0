package dev.gatun.bench.gate.report;

import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.verdict.Figure;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Metric;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import dev.gatun.bench.measure.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A finding as a row of text. */
final class Cells {
    private Cells() {}

    static Table table(Report report) {
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
        for (Finding finding : report.shown()) {
            table.row(
                    finding.title(),
                    figure(finding.a()),
                    figure(finding.b()),
                    change(finding),
                    interval(finding),
                    p(finding),
                    matters(finding),
                    forks(finding),
                    verdict(finding));
        }
        return table;
    }

    static String figure(Optional<Figure> figure) {
        return figure.map(
                        of -> of.unit().equals("ns/op") ? Units.time(of.value()) : number(of.value()) + " " + of.unit())
                .orElse("-");
    }

    private static String number(double value) {
        return value == Math.rint(value) && value < 1e6
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.4g", value);
    }

    static String change(Finding finding) {
        return finding.change()
                .map(change -> percent(change.share()))
                .orElse(
                        finding.a().isPresent() && finding.b().isPresent() && finding.metric() == Metric.ALLOCATION
                                ? String.format(
                                        Locale.ROOT,
                                        "%+,.1f B",
                                        finding.b().get().value()
                                                - finding.a().get().value())
                                : "-");
    }

    static String interval(Finding finding) {
        return finding.change().map(Cells::interval).orElse("-");
    }

    private static String interval(Change change) {
        return Double.isInfinite(change.low())
                ? "-"
                : percent(change.lowShare()) + " to " + percent(change.highShare());
    }

    static String p(Finding finding) {
        return finding.p().isPresent()
                ? finding.p().getAsDouble() < 1e-4
                        ? "< 0.0001"
                        : String.format(Locale.ROOT, "%.4f", finding.p().getAsDouble())
                : "-";
    }

    private static String matters(Finding finding) {
        return finding.matters() > 0
                ? Double.isInfinite(finding.matters()) ? "-" : Units.percent(Math.expm1(finding.matters()))
                : "-";
    }

    private static String forks(Finding finding) {
        return finding.a().map(of -> Integer.toString(of.forks())).orElse("-") + " + "
                + finding.b().map(of -> Integer.toString(of.forks())).orElse("-");
    }

    static String verdict(Finding finding) {
        return finding.verdict().id() + (finding.waiver().isPresent() ? " (waived)" : "");
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }

    /** What stands below the table: reasons, waivers, allocation, notes. */
    static List<String> remarks(Report report) {
        List<String> remarks = new ArrayList<>();
        for (Finding finding : report.shown()) {
            if (!finding.why().isEmpty()) {
                remarks.add(finding.title() + ": " + finding.why());
            }
            finding.waiver()
                    .ifPresent(waiver ->
                            remarks.add(finding.title() + ": waived until " + waiver.until() + ": " + waiver.reason()));
        }
        if (report.sameAllocation() > 0) {
            remarks.add("allocation per operation is unchanged in " + report.sameAllocation()
                    + (report.sameAllocation() == 1 ? " benchmark" : " benchmarks"));
        }
        report.unused()
                .forEach(waiver -> remarks.add("the waiver of " + waiver.benchmark()
                        + " matches no benchmark that was measured: take it out"));
        remarks.addAll(report.notes());
        return remarks;
    }
}
