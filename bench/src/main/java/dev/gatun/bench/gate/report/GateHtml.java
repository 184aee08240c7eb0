package dev.gatun.bench.gate.report;

import dev.gatun.bench.gate.verdict.Finding;
import java.util.List;
import java.util.Locale;

/** The report as a page: the intervals drawn, then all figures. */
public final class GateHtml {
    private static final int LEFT = 300;
    private static final int WIDTH = 900;
    private static final int ROW = 26;

    /** What is farther out is drawn at the edge. */
    private static final double MOST = Math.log(3);

    private GateHtml() {}

    /** The page. */
    public static String of(Report report) {
        StringBuilder body = new StringBuilder("<h1>Performance gate: ")
                .append(Html.escaped(report.summary()))
                .append("</h1>\n<p>")
                .append(Html.escaped(report.title()))
                .append("</p>\n");
        body.append("<div class=\"wide\">\n").append(intervals(report)).append("</div>\n");
        body.append("<div class=\"wide\">\n<table>\n<tr><th>benchmark</th><th>A</th><th>B</th><th>B costs</th>"
                + "<th>95 % interval</th><th>p</th><th>verdict</th></tr>\n");
        for (Finding finding : report.shown()) {
            body.append("<tr>");
            for (String cell : List.of(
                    finding.title(),
                    Cells.figure(finding.a()),
                    Cells.figure(finding.b()),
                    Cells.change(finding),
                    Cells.interval(finding),
                    Cells.p(finding))) {
                body.append("<td>").append(Html.escaped(cell)).append("</td>");
            }
            body.append("<td class=\"")
                    .append(finding.verdict().id())
                    .append("\">")
                    .append(Cells.verdict(finding))
                    .append("</td></tr>\n");
        }
        body.append("</table>\n</div>\n<ul>\n");
        Cells.remarks(report)
                .forEach(remark ->
                        body.append("<li>").append(Html.escaped(remark)).append("</li>\n"));
        body.append("</ul>\n<p class=\"faint\">");
        report.facts().forEach(fact -> body.append(Html.escaped(fact)).append("<br>\n"));
        body.append(Html.escaped(report.command() + ", " + report.date())).append("</p>\n");
        return Html.page("Performance gate: " + report.summary(), body.toString());
    }

    /** How much more B costs, with intervals; the band is what does not matter. */
    static String intervals(Report report) {
        List<Finding> drawn = report.findings().stream()
                .filter(finding -> finding.change().isPresent())
                .toList();
        double most = drawn.stream()
                .flatMap(finding -> finding.change().stream())
                .mapToDouble(change -> Double.isFinite(change.farthest()) ? change.farthest() : 0)
                .reduce(2 * Math.log1p(report.effect()), Math::max);
        double scale = Math.min(MOST, most) * 1.1;
        int height = ROW * (drawn.size() + 2);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"How much more B costs than A; the table below"
                        + " has the same figures\">%n",
                WIDTH,
                height,
                WIDTH));
        double effect = Math.log1p(report.effect());
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"band\" x=\"%.1f\" y=\"0\" width=\"%.1f\" height=\"%d\"/>%n",
                x(-effect, scale),
                x(effect, scale) - x(-effect, scale),
                height - ROW));
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"axis\" x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"/>%n",
                x(0, scale),
                x(0, scale),
                height - ROW));
        for (int i = 0; i < drawn.size(); i++) {
            svg.append(row(drawn.get(i), ROW * (i + 1), scale));
        }
        for (double at : new double[] {-effect, 0, effect}) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"faint\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>%n",
                    x(at, scale),
                    height - 8,
                    at == 0 ? "no change" : Cells.percent(Math.expm1(at))));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String row(Finding finding, int y, double scale) {
        double low = x(finding.change().orElseThrow().low(), scale);
        double high = x(finding.change().orElseThrow().high(), scale);
        double at = x(finding.change().orElseThrow().value(), scale);
        return String.format(
                Locale.ROOT,
                "<g class=\"%s\"><text x=\"0\" y=\"%d\">%s</text><line class=\"mark\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\""
                        + " y2=\"%d\"/><circle class=\"mark\" cx=\"%.1f\" cy=\"%d\" r=\"4\"><title>%s</title></circle></g>%n",
                finding.verdict().id(),
                y + 4,
                Html.escaped(cut(finding.title())),
                low,
                high,
                y,
                y,
                at,
                y,
                Html.escaped(Cells.change(finding) + " (" + Cells.interval(finding) + "), " + Cells.verdict(finding)));
    }

    private static double x(double log, double scale) {
        double half = (WIDTH - LEFT) / 2.0 - 10;
        return LEFT + half + 10 + Math.clamp(log / scale, -1, 1) * half;
    }

    private static String cut(String text) {
        return text.length() <= 44 ? text : "... " + text.substring(text.length() - 40);
    }
}
