package dev.gatun.bench.gate.report;

import dev.gatun.bench.measure.Html;
import java.util.Locale;

/** A picture in SVG, whose colours come from the style of {@link #page}: marks have those of their verdicts. */
final class Drawing {
    private static final String STYLE = """
            :root { color-scheme: light dark; --ink: #1a1a1a; --paper: #fff; --faint: #767676; --band: #e8eef4;
              --regressed: #b3261e; --inconclusive: #8a5a00; --improved: #146c2e; --unchanged: #3b5b7a; }
            @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e8; --paper: #161616; --faint: #9a9a9a; --band: #223040;
              --regressed: #ff8a80; --inconclusive: #ffc766; --improved: #7fd99a; --unchanged: #9cc3e6; } }
            body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); margin: 2rem auto;
              max-width: 70rem; padding: 0 1rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { padding: .3rem .7rem; text-align: right; border-bottom: 1px solid var(--band); white-space: nowrap; }
            th:first-child, td:first-child, th:last-child, td:last-child { text-align: left; }
            .regressed { color: var(--regressed); } .inconclusive { color: var(--inconclusive); }
            .improved { color: var(--improved); } .unchanged { color: var(--unchanged); }
            svg { max-width: 100%; height: auto; } svg text { fill: currentColor; font: 12px system-ui, sans-serif; }
            .axis { stroke: var(--faint); } .band { fill: var(--band); } .faint, svg text.faint { color: var(--faint);
              fill: var(--faint); }
            line.regressed, line.inconclusive, line.improved, line.unchanged { stroke: currentColor; stroke-width: 2; }
            circle { fill: currentColor; }
            """;

    private final StringBuilder svg = new StringBuilder();

    /** An empty picture. */
    Drawing(int width, int height, String label) {
        svg.append(String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" width=\"%d\" role=\"img\" aria-label=\"%s\">%n",
                width,
                height,
                width,
                Html.escaped(label)));
    }

    void text(String style, double x, double y, String anchor, String text) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
                style,
                x,
                y,
                anchor,
                Html.escaped(text)));
    }

    void line(String style, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                style,
                x1,
                y1,
                x2,
                y2));
    }

    void band(double x, double y, double width, double height) {
        svg.append(String.format(
                Locale.ROOT,
                "<rect class=\"band\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
                x,
                y,
                width,
                height));
    }

    /** A dot that says what it is to whoever points at it. */
    void dot(String style, double x, double y, double radius, String title) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title></circle>%n",
                style,
                x,
                y,
                radius,
                Html.escaped(title)));
    }

    @Override
    public String toString() {
        return svg + "</svg>\n";
    }

    /** A whole page that needs nothing besides itself. */
    static String page(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + Html.escaped(title) + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n" + body
                + "</body>\n</html>\n";
    }

    /** A list of lines. */
    static String list(Iterable<String> lines) {
        StringBuilder list = new StringBuilder("<ul>\n");
        lines.forEach(line -> list.append("<li>").append(Html.escaped(line)).append("</li>\n"));
        return list + "</ul>\n";
    }
}
