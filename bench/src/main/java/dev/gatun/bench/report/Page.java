package dev.gatun.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.gate.file.History;
import dev.gatun.bench.gate.report.HistoryReport;
import dev.gatun.bench.measure.Html;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.report.Chart.Grid;
import dev.gatun.bench.report.Section.Rung;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page: one file of HTML with its styles, scripts and data inside. Text, tables and code are in the HTML; the browser
 * draws the charts, by D3 (ISC licence), from the points in the page.
 */
public final class Page {
    private static final String D3 = "/META-INF/maven/org.webjars.npm/d3/pom.properties";

    private final String version;
    private final String date;
    private final List<Section> sections;
    private final List<String> lacks;
    private final Data data;
    private final List<History> history;

    private Page(
            String version, String date, List<Section> sections, List<String> lacks, Data data, List<History> history) {
        this.version = version;
        this.date = date;
        this.sections = sections;
        this.lacks = lacks;
        this.data = data;
        this.history = history;
    }

    /**
     * The whole of it.
     *
     * @param version of Gatun
     * @param date of the day
     * @param lacks what could not be measured, and why
     */
    public static String toHtml(Data data, String version, String date, List<String> lacks) {
        return toHtml(data, version, date, lacks, List.of());
    }

    /** The same with benchmarks over time, as {@code gatun gate record} recorded them. */
    public static String toHtml(Data data, String version, String date, List<String> lacks, List<History> history) {
        return toHtml(data, TierSources.ofThisCheckout(), version, date, lacks, history);
    }

    static String toHtml(
            Data data, TierSources sources, String version, String date, List<String> lacks, List<History> history) {
        List<Section> sections = Stream.of(
                        LadderSection.of(data, sources),
                        ShapesSection.of(data),
                        PeersSection.of(data),
                        ScalingSection.of(data),
                        CallsSection.of(data),
                        StartupSection.of(data),
                        OthersSection.einsum(data),
                        OthersSection.elementwise(data))
                .flatMap(Optional::stream)
                .toList();
        return new Page(version, date, sections, lacks, data, history).html();
    }

    private String html() {
        Map<String, String> holes = Map.of(
                "style", resource("report.css"),
                "nav",
                        sections.stream().map(Page::link).collect(Collectors.joining("\n"))
                                + (history.isEmpty() ? "" : "\n<li><a href=\"#history\">Over time</a></li>"),
                "date", Html.escaped(date),
                "version", Html.escaped(version),
                "highlights", list(Highlights.of(data)),
                "sections", sections.stream().map(Page::section).collect(Collectors.joining("\n")) + overTime(),
                "machine", machine(),
                "download",
                        Base64.getEncoder().encodeToString(data.all().toString().getBytes(StandardCharsets.UTF_8)),
                "charts", charts(),
                "script", d3() + "\n" + resource("report.js"));
        StringBuilder html = new StringBuilder();
        // Each hole once, from left to right: what is filled in may contain anything.
        String template = resource("report.html");
        int from = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
            int close = template.indexOf("}}", open);
            html.append(template, from, open).append(holes.get(template.substring(open + 2, close)));
            from = close + 2;
        }
        return html.append(template.substring(from)).toString();
    }

    private String overTime() {
        return history.isEmpty()
                ? ""
                : "\n<section id=\"history\" aria-labelledby=\"history-title\">\n<h2 id=\"history-title\">Over time</h2>\n"
                        + HistoryReport.toSection(history)
                        + "<p class=\"from\">Recorded by <code>bench/gatun gate record</code>.</p>\n</section>\n";
    }

    private static String link(Section section) {
        return "<li><a href=\"#" + section.id() + "\">" + Html.escaped(section.title()) + "</a></li>";
    }

    private static String list(List<String> lines) {
        return lines.stream().map(line -> "<li>" + Html.escaped(line) + "</li>").collect(Collectors.joining("\n"));
    }

    private static String section(Section section) {
        StringBuilder html = new StringBuilder("<section id=\"" + section.id() + "\" aria-labelledby=\"" + section.id()
                + "-title\">\n<h2 id=\"" + section.id() + "-title\">" + Html.escaped(section.title()) + "</h2>\n");
        section.paragraphs()
                .forEach(text -> html.append("<p>").append(Html.escaped(text)).append("</p>\n"));
        section.charts().forEach(chart -> html.append(figure(chart)));
        if (!section.rungs().isEmpty()) {
            html.append("<h3>Rung by rung</h3>\n<ol class=\"rungs\">\n");
            section.rungs().forEach(rung -> html.append(rung(rung)));
            html.append("</ol>\n");
        }
        return html.append("<p class=\"from\">Measured by ")
                .append(section.from().stream()
                        .map(command -> "<code>" + Html.escaped(command.replaceFirst(", on [^,]*$", "")) + "</code>"
                                + Html.escaped(command.replaceFirst(".*(, on [^,]*)$", "$1")))
                        .collect(Collectors.joining("; ")))
                .append(".</p>\n</section>\n")
                .toString();
    }

    private static String figure(Chart chart) {
        String id = chart.id();
        return "<figure>\n<figcaption><strong id=\"" + id + "-title\">" + Html.escaped(chart.title())
                + "</strong> <span id=\"" + id
                + "-text\">" + Html.escaped(chart.text()) + "</span></figcaption>\n<div class=\"chart\" id=\"" + id
                + "\" role=\"img\" aria-labelledby=\"" + id + "-title\" aria-describedby=\"" + id
                + "-text\"><noscript>The picture needs JavaScript; the table below has the same numbers.</noscript></div>\n"
                + "<details class=\"numbers\"><summary>The same as a table<span class=\"hidden\">: "
                + Html.escaped(chart.title())
                + "</span></summary>\n" + table(chart.table(), chart.title()) + "</details>\n</figure>\n";
    }

    /** A table that scrolls by itself where the screen is narrow, also by keyboard. */
    private static String table(Grid grid, String title) {
        StringBuilder html = new StringBuilder(
                "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + Html.escaped(title)
                        + "\"><table>\n<caption class=\"hidden\">" + Html.escaped(title) + "</caption>\n<thead><tr>");
        grid.heads()
                .forEach(head -> html.append("<th scope=\"col\">")
                        .append(Html.escaped(head))
                        .append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : grid.rows()) {
            html.append("<tr><th scope=\"row\">")
                    .append(Html.escaped(row.getFirst()))
                    .append("</th>");
            row.stream()
                    .skip(1)
                    .forEach(cell ->
                            html.append("<td>").append(Html.escaped(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String rung(Rung rung) {
        boolean measured = !Double.isNaN(rung.timesFaster());
        String facts = measured
                ? "<b>" + Html.escaped(rung.nanos()) + "</b>, " + Highlights.times(rung.timesFaster()) + " times faster"
                        + (Double.isNaN(rung.lesson()) ? "" : " (lesson: " + Highlights.figure(rung.lesson()) + ")")
                : "not measured";
        String more =
                rung.figures().isEmpty() ? "" : "<br><span class=\"more\">" + Html.escaped(rung.figures()) + "</span>";
        String bar = measured
                ? "<div class=\"rung-bar\" aria-hidden=\"true\" data-id=\"" + Html.escaped(rung.id()) + "\"></div>"
                : "";
        String source = rung.source().isEmpty()
                ? ""
                : "<details><summary>source<span class=\"hidden\"> of " + Html.escaped(rung.id()) + "</span>: "
                        + Html.escaped(rung.file().replaceFirst(".*/", "")) + "</summary><pre tabindex=\"0\"><code>"
                        + Html.escaped(rung.source())
                        + "</code></pre></details>";
        return "<li><div class=\"rung\"><div><h4>" + Html.escaped(rung.id()) + "</h4><p>" + Html.escaped(rung.label())
                + ": "
                + facts
                + more + "</p>" + bar + "</div><div><pre class=\"line\" tabindex=\"0\"><code>"
                + Html.escaped(rung.line())
                + "</code></pre>" + source + "</div></div></li>\n";
    }

    private String machine() {
        StringBuilder html = new StringBuilder("<dl>\n");
        Versions.of(data)
                .forEach((name, value) ->
                        html.append("<dt>" + Html.escaped(name) + "</dt><dd>" + Html.escaped(value) + "</dd>\n"));
        html.append("<dt>Gatun</dt><dd>").append(Html.escaped(version)).append("</dd>\n</dl>\n");
        if (!lacks.isEmpty()) {
            html.append("<p>Not measured:</p>\n<ul>").append(list(lacks)).append("</ul>\n");
        }
        return html.toString();
    }

    private String charts() {
        ObjectNode root = Json.object();
        ArrayNode list = root.putArray("charts");
        sections.stream().flatMap(section -> section.charts().stream()).forEach(chart -> list.add(chart.toJson()));
        // Within a script element nothing may look like its end.
        return root.toString().replace("<", "\\u003c");
    }

    private static String d3() {
        Properties properties = new Properties();
        try (InputStream in = open(D3)) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = properties.getProperty("version");
        String folder = "/META-INF/resources/webjars/d3/" + version;
        return "/* D3:\n" + resource(folder + "/LICENSE") + "*/\n" + resource(folder + "/dist/d3.min.js");
    }

    private static String resource(String name) {
        try (InputStream in = open(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String name) {
        InputStream in = Page.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException("there is no resource " + name);
        }
        return in;
    }
}
