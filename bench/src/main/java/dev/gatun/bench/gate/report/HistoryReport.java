package dev.gatun.bench.gate.report;

import dev.gatun.bench.gate.file.History;
import dev.gatun.bench.gate.file.History.Change;
import dev.gatun.bench.gate.file.History.Point;
import dev.gatun.bench.measure.Html;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import java.util.List;
import java.util.Locale;

/** Benchmarks over time as a table and as a page. */
public final class HistoryReport {
    private static final int WIDTH = 860;
    private static final int HEIGHT = 180;
    private static final int LEFT = 60;
    private static final int BOTTOM = 34;

    private HistoryReport() {}

    /** A row for each place where a benchmark changes, and for each benchmark that does not. */
    public static String toText(List<History> histories, int longestLine) {
        Table table = new Table()
                .column("benchmark", Align.LEFT)
                .column("recordings", Align.RIGHT)
                .column("changes with", Align.LEFT)
                .column("costs", Align.RIGHT)
                .column("p", Align.RIGHT);
        for (History history : histories) {
            String count = Integer.toString(history.points().size());
            if (history.changes().isEmpty()) {
                table.row(history.benchmark(), count, "no change", "-", "-");
            }
            for (Change change : history.changes()) {
                table.row(
                        history.benchmark(),
                        count,
                        history.points().get(change.at()).name(),
                        Report.percent(Math.log1p(change.share())),
                        String.format(Locale.ROOT, "%.3f", change.p()));
            }
        }
        return table.toText(longestLine);
    }

    /** The page. */
    public static String toHtml(List<History> histories) {
        return Drawing.page("Performance over time", "<h1>Performance over time</h1>\n" + toSection(histories));
    }

    /** What of it can stand in another page: a drawing for each benchmark. */
    public static String toSection(List<History> histories) {
        StringBuilder html = new StringBuilder(
                "<p>Cost in proportion to a yardstick that was measured in the same run; the"
                        + " first recording is 100 %. A step marks where E-divisive (Matteson and James 2014) finds a change.</p>\n");
        for (History history : histories) {
            html.append("<h3>")
                    .append(Html.escaped(history.benchmark()))
                    .append("</h3>\n<p class=\"faint\">")
                    .append(Html.escaped(history.fingerprint().describe()))
                    .append("</p>\n<div class=\"wide\">\n")
                    .append(draw(history))
                    .append("</div>\n")
                    .append(Drawing.list(
                            history.changes().isEmpty()
                                    ? List.of("no change")
                                    : history.changes().stream()
                                            .map(change -> history.points()
                                                            .get(change.at())
                                                            .name()
                                                    + ": " + Report.percent(Math.log1p(change.share())))
                                            .toList()));
        }
        return html.toString();
    }

    /** A dot for each recording, and the level of each piece between changes. */
    private static Drawing draw(History history) {
        List<Point> points = history.points();
        Drawing drawing = new Drawing(WIDTH, HEIGHT, history.benchmark() + " over " + points.size() + " recordings");
        double first = points.getFirst().cost();
        double low = points.stream().mapToDouble(Point::cost).min().orElseThrow() - first;
        double high = points.stream().mapToDouble(Point::cost).max().orElseThrow() - first;
        double margin = Math.max(0.02, (high - low) * 0.1);
        Scale scale = new Scale(points.size(), low - margin, high + margin);
        for (double at : new double[] {scale.low, (scale.low + scale.high) / 2, scale.high}) {
            drawing.text(
                    "faint", 0, scale.y(at) + 4, "start", String.format(Locale.ROOT, "%.0f %%", 100 * Math.exp(at)));
        }
        int from = 0;
        String style = "unchanged";
        for (int piece = 0; piece <= history.changes().size(); piece++) {
            boolean last = piece == history.changes().size();
            int to = last ? points.size() : history.changes().get(piece).at();
            double y = scale.y(History.level(points.subList(from, to)) - first);
            drawing.line(style, scale.x(from) - 3, y, scale.x(to - 1) + 3, y);
            style = !last && history.changes().get(piece).share() > 0 ? "regressed" : "improved";
            from = to;
        }
        for (int i = 0; i < points.size(); i++) {
            drawing.dot(
                    "unchanged",
                    scale.x(i),
                    scale.y(points.get(i).cost() - first),
                    2,
                    points.get(i).name());
        }
        drawing.text("faint", scale.x(0), HEIGHT - 4, "start", day(points.getFirst()));
        drawing.text(
                "faint",
                scale.x(points.size() - 1),
                HEIGHT - 4,
                "end",
                points.size() == 1 ? "" : day(points.getLast()));
        return drawing;
    }

    private static String day(Point point) {
        return point.date().toLocalDate().toString();
    }

    /** From recordings and logarithms to places. */
    private record Scale(int count, double low, double high) {
        double x(int i) {
            return LEFT + (count == 1 ? 0 : (WIDTH - LEFT - 10.0) * i / (count - 1));
        }

        double y(double log) {
            return (HEIGHT - BOTTOM) * (high - log) / (high - low) + 10;
        }
    }
}
