package dev.gatun.bench.gate.report;

import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Finding.Evidence;
import dev.gatun.bench.measure.Html;
import java.util.List;
import java.util.stream.Stream;

/** The report as a page: the intervals drawn, then all figures. */
public final class ReportHtml {
    private static final int LEFT = 300;
    private static final int WIDTH = 900;
    private static final int ROW = 26;

    /** What is farther out is drawn at the edge. */
    private static final double MOST = Math.log(3);

    private ReportHtml() {}

    /** The page. */
    public static String of(Report report) {
        String title = "Performance gate: " + report.summary();
        return Drawing.page(
                title,
                "<h1>" + Html.escaped(title) + "</h1>\n<p>" + Html.escaped(report.title())
                        + "</p>\n<div class=\"wide\">\n" + intervals(report) + "</div>\n<div class=\"wide\">\n"
                        + report.table().toHtml() + "</div>\n" + Drawing.list(report.remarks())
                        + "<h2>How this was measured</h2>\n"
                        + Drawing.list(
                                Stream.concat(report.facts().stream(), Stream.of(report.command(), report.date()))
                                        .toList()));
    }

    /** How much more B costs, with intervals; the band is what does not matter. */
    private static Drawing intervals(Report report) {
        List<Finding> drawn = report.findings().stream()
                .filter(finding -> finding.evidence().isPresent())
                .toList();
        double effect = Math.log1p(report.effect());
        double most = drawn.stream()
                .map(ReportHtml::change)
                .mapToDouble(Change::farthest)
                .filter(Double::isFinite)
                .reduce(2 * effect, Math::max);
        double scale = Math.min(MOST, most) * 1.1;
        int bottom = ROW * (drawn.size() + 1);
        Drawing drawing =
                new Drawing(WIDTH, bottom + ROW, "How much more B costs than A; the table below has the same figures");
        drawing.band(x(-effect, scale), 0, x(effect, scale) - x(-effect, scale), bottom);
        drawing.line("axis", x(0, scale), 0, x(0, scale), bottom);
        for (int i = 0; i < drawn.size(); i++) {
            Finding finding = drawn.get(i);
            Change change = change(finding);
            String style = finding.verdict().id();
            double y = ROW * (i + 1.0);
            drawing.text(style, 0, y + 4, "start", cut(finding.title()));
            drawing.line(style, x(change.low(), scale), y, x(change.high(), scale), y);
            drawing.dot(style, x(change.value(), scale), y, 4, Report.describe(finding));
        }
        drawing.text("faint", x(-effect, scale), bottom + 18, "middle", Report.percent(-effect));
        drawing.text("faint", x(0, scale), bottom + 18, "middle", "no change");
        drawing.text("faint", x(effect, scale), bottom + 18, "middle", Report.percent(effect));
        return drawing;
    }

    private static Change change(Finding finding) {
        return finding.evidence().map(Evidence::change).orElseThrow();
    }

    private static double x(double log, double scale) {
        double half = (WIDTH - LEFT) / 2.0 - 10;
        return LEFT + half + 10 + Math.clamp(log / scale, -1, 1) * half;
    }

    private static String cut(String text) {
        return text.length() <= 44 ? text : "... " + text.substring(text.length() - 40);
    }
}
