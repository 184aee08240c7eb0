package dev.gatun.bench.gate.report;

import dev.gatun.bench.gate.history.History.Change;
import dev.gatun.bench.gate.history.History.Line;
import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import java.util.List;
import java.util.Locale;

/** A history as a table and as a page. */
public final class HistoryReport {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 180;
    private static final int LEFT = 60;
    private static final int BOTTOM = 24;

    private HistoryReport() {}

    /** A row for each place where a benchmark changes, and for each benchmark that does not. */
    public static String toText(List<Line> lines, int longestLine) {
        Table table = new Table()
                .column("benchmark", Align.LEFT)
                .column("recordings", Align.RIGHT)
                .column("from", Align.LEFT)
                .column("label", Align.LEFT)
                .column("costs", Align.RIGHT)
                .column("p", Align.RIGHT);
        for (Line line : lines) {
            if (line.changes().isEmpty()) {
                table.row(line.benchmark(), Integer.toString(line.count()), "-", "", "no change", "-");
            }
            for (Change change : line.changes()) {
                table.row(
                        line.benchmark(),
                        Integer.toString(line.count()),
                        day(line, change.at()),
                        line.labels().get(change.at()),
                        Cells.percent(change.share()),
                        String.format(Locale.ROOT, "%.3f", change.p()));
            }
        }
        return table.toText(longestLine);
    }

    /** The page: a drawing for each benchmark. */
    public static String toHtml(List<Line> lines) {
        StringBuilder body =
                new StringBuilder("<h1>Performance over time</h1>\n<p>Cost in proportion to a yardstick that was"
                        + " measured in the same run; the first recording is 100 %. A step marks where E-divisive (Matteson and James"
                        + " 2014) finds a change.</p>\n");
        for (Line line : lines) {
            body.append("<h2>")
                    .append(Html.escaped(line.benchmark()))
                    .append("</h2>\n<p class=\"faint\">")
                    .append(Html.escaped(
                            String.join(", ", line.fingerprint().parts().values())))
                    .append("</p>\n<div class=\"wide\">\n")
                    .append(toSvg(line))
                    .append("</div>\n<ul>\n");
            for (Change change : line.changes()) {
                body.append("<li>")
                        .append(Html.escaped(day(line, change.at()) + " "
                                + line.labels().get(change.at()) + ": " + Cells.percent(change.share())))
                        .append("</li>\n");
            }
            body.append(line.changes().isEmpty() ? "<li>no change</li>\n" : "").append("</ul>\n");
        }
        return Html.page("Performance over time", body.toString());
    }

    /** One benchmark: a dot for each recording, and the level of each piece between changes. */
    public static String toSvg(Line line) {
        List<Double> costs = line.costs();
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double cost : costs) {
            low = Math.min(low, cost - costs.getFirst());
            high = Math.max(high, cost - costs.getFirst());
        }
        double margin = Math.max(0.02, (high - low) * 0.1);
        Scale scale = new Scale(costs.size(), low - margin, high + margin);
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s over %d recordings\">%n",
                WIDTH,
                HEIGHT,
                WIDTH,
                Html.escaped(line.benchmark()),
                costs.size()));
        for (double at : new double[] {scale.low, (scale.low + scale.high) / 2, scale.high}) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"faint\" x=\"0\" y=\"%.1f\">%.0f %%</text>%n",
                    scale.y(at) + 4,
                    100 * Math.exp(at)));
        }
        svg.append(levels(line, scale));
        svg.append("<g class=\"unchanged\">\n");
        for (int i = 0; i < costs.size(); i++) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<circle class=\"mark\" cx=\"%.1f\" cy=\"%.1f\" r=\"2\"><title>%s</title></circle>%n",
                    scale.x(i),
                    scale.y(costs.get(i) - costs.getFirst()),
                    Html.escaped(day(line, i) + " " + line.labels().get(i))));
        }
        svg.append("</g>\n");
        for (int i : new int[] {0, costs.size() - 1}) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<text class=\"faint\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                    scale.x(i),
                    HEIGHT - 4,
                    i == 0 ? "start" : "end",
                    day(line, i)));
        }
        return svg.append("</svg>\n").toString();
    }

    private static String levels(Line line, Scale scale) {
        StringBuilder svg = new StringBuilder();
        List<Double> costs = line.costs();
        int from = 0;
        for (int piece = 0; piece <= line.changes().size(); piece++) {
            int to = piece < line.changes().size() ? line.changes().get(piece).at() : costs.size();
            double level = Median.of(costs.subList(from, to)) - costs.getFirst();
            String name =
                    piece == 0 ? "unchanged" : line.changes().get(piece - 1).share() > 0 ? "regressed" : "improved";
            svg.append(String.format(
                    Locale.ROOT,
                    "<line class=\"mark %s\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                    name,
                    scale.x(from) - 3,
                    scale.x(to - 1) + 3,
                    scale.y(level),
                    scale.y(level)));
            from = to;
        }
        return svg.toString();
    }

    /** From recordings and logarithms to places. */
    private record Scale(int count, double low, double high) {
        double x(int i) {
            return LEFT + (count == 1 ? 0 : (WIDTH - LEFT - 10.0) * i / (count - 1));
        }

        double y(double log) {
            return (HEIGHT - BOTTOM - 10) * (high - log) / (high - low) + 10;
        }
    }

    private static String day(Line line, int at) {
        return line.times().get(at).toLocalDate().toString();
    }
}
