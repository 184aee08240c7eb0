package dev.gatun.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

    private Page(String version, String date, List<Section> sections, List<String> lacks, Data data) {
        this.version = version;
        this.date = date;
        this.sections = sections;
        this.lacks = lacks;
        this.data = data;
    }

    /**
     * The whole of it.
     *
     * @param version of Gatun
     * @param date of the day
     * @param lacks what could not be measured, and why
     */
    public static String toHtml(Data data, String version, String date, List<String> lacks) {
        return toHtml(data, TierSources.ofThisCheckout(), version, date, lacks);
    }

    static String toHtml(Data data, TierSources sources, String version, String date, List<String> lacks) {
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
        return new Page(version, date, sections, lacks, data).html();
    }

    private String html() {
        Map<String, String> holes = Map.of(
                "style", resource("report.css"),
                "nav", sections.stream().map(Page::link).collect(Collectors.joining("\n")),
                "date", escape(date),
                "version", escape(version),
                "highlights", list(Highlights.of(data)),
                "sections", sections.stream().map(Page::section).collect(Collectors.joining("\n")),
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

    private static String link(Section section) {
        return "<li><a href=\"#" + section.id() + "\">" + escape(section.title()) + "</a></li>";
    }

    private static String list(List<String> lines) {
        return lines.stream().map(line -> "<li>" + escape(line) + "</li>").collect(Collectors.joining("\n"));
    }

    private static String section(Section section) {
        StringBuilder html = new StringBuilder("<section id=\"" + section.id() + "\" aria-labelledby=\"" + section.id()
                + "-title\">\n<h2 id=\"" + section.id() + "-title\">" + escape(section.title()) + "</h2>\n");
        section.paragraphs()
                .forEach(text -> html.append("<p>").append(escape(text)).append("</p>\n"));
        section.charts().forEach(chart -> html.append(figure(chart)));
        if (!section.rungs().isEmpty()) {
            html.append("<h3>Rung by rung</h3>\n<ol class=\"rungs\">\n");
            section.rungs().forEach(rung -> html.append(rung(rung)));
            html.append("</ol>\n");
        }
        return html.append("<p class=\"from\">Measured by ")
                .append(section.from().stream()
                        .map(command -> "<code>" + escape(command.replaceFirst(", on [^,]*$", "")) + "</code>"
                                + escape(command.replaceFirst(".*(, on [^,]*)$", "$1")))
                        .collect(Collectors.joining("; ")))
                .append(".</p>\n</section>\n")
                .toString();
    }

    private static String figure(Chart chart) {
        String id = chart.id();
        return "<figure>\n<figcaption><strong id=\"" + id + "-title\">" + escape(chart.title())
                + "</strong> <span id=\"" + id
                + "-text\">" + escape(chart.text()) + "</span></figcaption>\n<div class=\"chart\" id=\"" + id
                + "\" role=\"img\" aria-labelledby=\"" + id + "-title\" aria-describedby=\"" + id
                + "-text\"><noscript>The picture needs JavaScript; the table below has the same numbers.</noscript></div>\n"
                + "<details class=\"numbers\"><summary>The same as a table<span class=\"hidden\">: "
                + escape(chart.title())
                + "</span></summary>\n" + table(chart.table(), chart.title()) + "</details>\n</figure>\n";
    }

    /** A table that scrolls by itself where the screen is narrow, also by keyboard. */
    private static String table(Grid grid, String title) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\""
                + escape(title) + "\"><table>\n<caption class=\"hidden\">" + escape(title) + "</caption>\n<thead><tr>");
        grid.heads()
                .forEach(head ->
                        html.append("<th scope=\"col\">").append(escape(head)).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        for (List<String> row : grid.rows()) {
            html.append("<tr><th scope=\"row\">").append(escape(row.getFirst())).append("</th>");
            row.stream()
                    .skip(1)
                    .forEach(cell -> html.append("<td>").append(escape(cell)).append("</td>"));
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private static String rung(Rung rung) {
        boolean measured = !Double.isNaN(rung.timesFaster());
        String facts = measured
                ? "<b>" + escape(rung.nanos()) + "</b>, " + Highlights.times(rung.timesFaster()) + " times faster"
                        + (Double.isNaN(rung.lesson()) ? "" : " (lesson: " + Highlights.figure(rung.lesson()) + ")")
                : "not measured";
        String more = rung.figures().isEmpty() ? "" : "<br><span class=\"more\">" + escape(rung.figures()) + "</span>";
        String bar = measured
                ? "<div class=\"rung-bar\" aria-hidden=\"true\" data-id=\"" + escape(rung.id()) + "\"></div>"
                : "";
        String source = rung.source().isEmpty()
                ? ""
                : "<details><summary>source<span class=\"hidden\"> of " + escape(rung.id()) + "</span>: "
                        + escape(rung.file().replaceFirst(".*/", "")) + "</summary><pre tabindex=\"0\"><code>"
                        + escape(rung.source())
                        + "</code></pre></details>";
        return "<li><div class=\"rung\"><div><h4>" + escape(rung.id()) + "</h4><p>" + escape(rung.label()) + ": "
                + facts
                + more + "</p>" + bar + "</div><div><pre class=\"line\" tabindex=\"0\"><code>" + escape(rung.line())
                + "</code></pre>" + source + "</div></div></li>\n";
    }

    private String machine() {
        StringBuilder html = new StringBuilder("<dl>\n");
        Versions.of(data)
                .forEach((name, value) -> html.append("<dt>" + escape(name) + "</dt><dd>" + escape(value) + "</dd>\n"));
        html.append("<dt>Gatun</dt><dd>").append(escape(version)).append("</dd>\n</dl>\n");
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

    /** Text in HTML, also within quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
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
