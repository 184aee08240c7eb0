package dev.gatun.bench.report;

import dev.gatun.bench.measure.Html;
import dev.gatun.bench.report.Chart.Kind;
import dev.gatun.bench.report.Chart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A chart of bars or dots over a logarithmic scale as SVG: for README.md, where no script runs. It has its own colours for
 * light and dark, and says in words what it shows.
 */
final class Picture {
    private static final int WIDTH = 880;
    private static final int RIGHT = WIDTH - 80;
    private static final int HEAD = 45;
    private static final int LEGEND_STEP = 20;
    private static final int STEP = 24;
    private static final int RING = 5;
    private static final double TEXT_WIDTH = 8.4;
    private static final List<String> LIGHT = List.of(
            "#0b62a4", "#b5500b", "#1a7f5a", "#8a3b8f", "#7a6100", "#a3254a", "#2f6f7e", "#555e68", "#5b4bb5",
            "#4d7a12");
    private static final List<String> DARK = List.of(
            "#58a6ff", "#f0883e", "#3fb98a", "#d28be0", "#d4b106", "#ff7b9c", "#56c2d6", "#aab4be", "#a99cff",
            "#9acd4e");

    private final Chart chart;
    private final String source;
    private final List<String> labels;
    private final List<String> series;
    private final String mark;
    private final double left;
    private final double top;
    private final double bottom;
    private final double low;
    private final double high;
    private final StringBuilder svg = new StringBuilder();

    private Picture(Chart chart, String source) {
        this.chart = chart;
        this.source = source;
        labels = chart.points().stream().map(Point::label).distinct().toList();
        series = chart.points().stream().map(Point::series).distinct().toList();
        mark = String.valueOf(chart.settings().getOrDefault("mark", ""));
        left = 24 + TEXT_WIDTH * labels.stream().mapToInt(String::length).max().orElse(0);
        top = HEAD + LEGEND_STEP * legendLines() + 5.0;
        bottom = top + STEP * labels.size();
        ToDoubleFunction<Point> value = Point::value;
        double least = chart.points().stream().mapToDouble(value).min().orElse(1);
        low = chart.settings().get("from") instanceof Integer from ? from : 0.8 * least;
        high = 1.3 * chart.points().stream().mapToDouble(value).max().orElse(10);
    }

    /**
     * Draws.
     *
     * @param chart of kind BARS or DOTS, with positive values
     * @param source machine and date, for the foot
     */
    static String toSvg(Chart chart, String source) {
        return new Picture(chart, source).draw();
    }

    private String draw() {
        double height = bottom + 64;
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %.0f\" width=\"%d\" height=\"%.0f\" role=\"img\""
                        + " aria-labelledby=\"title desc\">%n",
                WIDTH,
                height,
                WIDTH,
                height));
        svg.append("<title id=\"title\">").append(Html.escaped(chart.title())).append("</title>\n");
        svg.append("<desc id=\"desc\">").append(Html.escaped(words())).append("</desc>\n");
        svg.append(style());
        svg.append("<rect width=\"100%\" height=\"100%\" rx=\"8\" class=\"paper\"/>\n");
        text(16, 26, "head", "start", chart.title());
        legend();
        axis();
        for (int i = 0; i < labels.size(); i++) {
            text(left - 10, y(i) + 4, "label", "end", labels.get(i));
        }
        chart.points().forEach(this::mark);
        text(16, height - 12, "soft", "start", source);
        return svg.append("</svg>\n").toString();
    }

    /** All numbers, for those who do not see them. */
    private String words() {
        List<String> words = new ArrayList<>();
        for (Point point : chart.points()) {
            words.add(point.label() + ", " + point.series() + ": " + point.text());
        }
        return chart.text() + " " + String.join("; ", words) + ".";
    }

    private static String style() {
        StringBuilder style = new StringBuilder("<style>\n"
                + "text{font:13px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;fill:#1b1f24}"
                + ".head{font-size:16px;font-weight:600}.soft{fill:#57606a;font-size:12px}.paper{fill:#fff}"
                + ".grid{stroke:#d0d7de}.ring{fill:none;stroke:#1b1f24;stroke-width:2}\n");
        for (int i = 0; i < LIGHT.size(); i++) {
            style.append(".c").append(i).append("{fill:").append(LIGHT.get(i)).append('}');
        }
        style.append("\n@media (prefers-color-scheme:dark){text{fill:#e6edf3}.soft{fill:#9da7b3}.paper{fill:#0d1117}"
                + ".grid{stroke:#30363d}.ring{stroke:#e6edf3}");
        for (int i = 0; i < DARK.size(); i++) {
            style.append(".c").append(i).append("{fill:").append(DARK.get(i)).append('}');
        }
        return style.append("}\n</style>\n").toString();
    }

    private int legendLines() {
        return 1 + legendPlaces().stream().mapToInt(place -> place[1]).max().orElse(0);
    }

    /** Where each series stands in the legend: x, and in which line. */
    private List<int[]> legendPlaces() {
        List<int[]> places = new ArrayList<>();
        int x = 16;
        int line = 0;
        for (String name : series) {
            int width = (int) (36 + TEXT_WIDTH * name.length());
            if (x + width > WIDTH) {
                x = 16;
                line++;
            }
            places.add(new int[] {x, line});
            x += width;
        }
        return places;
    }

    private void legend() {
        List<int[]> places = legendPlaces();
        for (int i = 0; i < series.size(); i++) {
            double x = places.get(i)[0];
            double y = HEAD + LEGEND_STEP * places.get(i)[1];
            if (series.get(i).equals(mark)) {
                svg.append(String.format(
                        Locale.ROOT, "<circle class=\"ring\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>%n", x + 6, y));
            } else {
                symbol(i, x + 6, y, 6);
            }
            text(x + 18, y + 4, "label", "start", series.get(i));
        }
    }

    private void axis() {
        int decades = (int) Math.ceil(Math.log10(high / low));
        for (int e = (int) Math.floor(Math.log10(low)); e <= Math.log10(high); e++) {
            for (int step : decades > 3 ? new int[] {1} : new int[] {1, 2, 5}) {
                double value = step * Math.pow(10, e);
                if (value < low || value > high) {
                    continue;
                }
                double x = x(value);
                svg.append(String.format(
                        Locale.ROOT,
                        "<line class=\"grid\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\"/>%n",
                        x,
                        x,
                        top,
                        bottom));
                text(
                        x,
                        bottom + 18,
                        "soft",
                        "middle",
                        value < 1 ? Double.toString(value) : String.format(Locale.ROOT, "%,.0f", value));
            }
        }
        text(
                RIGHT + 70,
                bottom + 36,
                "soft",
                "end",
                String.valueOf(chart.settings().getOrDefault("axis", "")) + ", logarithmic");
    }

    private void mark(Point point) {
        double y = y(labels.indexOf(point.label()));
        double x = x(point.value());
        if (point.series().equals(mark)) {
            svg.append(String.format(
                    Locale.ROOT, "<circle class=\"ring\" cx=\"%.1f\" cy=\"%.1f\" r=\"%d\"/>%n", x, y, RING));
        } else if (chart.kind() == Kind.BARS) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"c%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"16\" rx=\"2\"/>%n",
                    series.indexOf(point.series()) % LIGHT.size(),
                    left,
                    y - 8,
                    Math.max(1.5, x - left)));
            text(end(point.label()) + 8, y + 4, "label", "start", point.text());
        } else {
            symbol(series.indexOf(point.series()), x, y, 5.5);
        }
    }

    /** Where a bar ends, or the ring beside it if that is farther. */
    private double end(String label) {
        return chart.points().stream()
                .filter(point -> point.label().equals(label))
                .mapToDouble(point -> x(point.value()) + (point.series().equals(mark) ? RING : 0))
                .max()
                .orElse(left);
    }

    /** Circles, squares, triangles and diamonds: colours alone do not tell everybody. */
    private void symbol(int index, double x, double y, double r) {
        String hue = "c" + index % LIGHT.size();
        String shape = switch (index % 4) {
            case 0 ->
                String.format(
                        Locale.ROOT,
                        "M%.1f,%.1fa%.1f,%.1f 0 1,0 %.1f,0a%.1f,%.1f 0 1,0 -%.1f,0",
                        x - r,
                        y,
                        r,
                        r,
                        2 * r,
                        r,
                        r,
                        2 * r);
            case 1 ->
                String.format(
                        Locale.ROOT,
                        "M%.1f,%.1fh%.1fv%.1fh-%.1fz",
                        x - 0.85 * r,
                        y - 0.85 * r,
                        1.7 * r,
                        1.7 * r,
                        1.7 * r);
            case 2 -> String.format(Locale.ROOT, "M%.1f,%.1fl%.1f,%.1fh-%.1fz", x, y - r, r, 1.8 * r, 2 * r);
            default ->
                String.format(
                        Locale.ROOT,
                        "M%.1f,%.1fl%.1f,%.1fl-%.1f,%.1fl-%.1f,-%.1fz",
                        x,
                        y - 1.2 * r,
                        r,
                        1.2 * r,
                        r,
                        1.2 * r,
                        r,
                        1.2 * r);
        };
        svg.append("<path class=\"").append(hue).append("\" d=\"").append(shape).append("\"/>\n");
    }

    private void text(double x, double y, String style, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                style,
                x,
                y,
                anchor,
                Html.escaped(text)));
    }

    private double x(double value) {
        return left + (RIGHT - left) * Math.log(value / low) / Math.log(high / low);
    }

    private double y(int row) {
        return top + STEP * (row + 0.5);
    }
}
