package dev.gatun.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.gate.file.History;
import dev.gatun.bench.gate.run.Recording.Fingerprint;
import dev.gatun.ladder.Stage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PageTest {
    private static final Pattern CHARTS =
            Pattern.compile("(?s)<script type=\"application/json\" id=\"charts-data\">(.*?)</script>");
    private static final Pattern DOWNLOAD = Pattern.compile("data:application/json;base64,([^\"]*)\"");

    @TempDir
    private Path folder;

    private String page() {
        return Page.toHtml(SampleData.in(folder), "0.1", "2026-11-23", List.of("peers: <none> were \"built\""));
    }

    private static String group(Pattern pattern, String html) {
        Matcher found = pattern.matcher(html);
        assertThat(found.find()).as("%s", pattern).isTrue();
        return found.group(1);
    }

    @Test
    void every_part_has_its_section_and_every_chart_its_table() throws JsonProcessingException {
        String html = page();
        for (String id : List.of("ladder", "shapes", "peers", "scaling", "calls", "startup", "einsum", "elementwise")) {
            assertThat(html).contains("<section id=\"" + id + "\"", "<a href=\"#" + id + "\">");
        }
        JsonNode charts = new ObjectMapper().readTree(group(CHARTS, html)).path("charts");
        assertThat(charts).hasSizeGreaterThan(10);
        for (JsonNode chart : charts) {
            assertThat(chart.path("points")).as(chart.path("id").asText()).isNotEmpty();
            assertThat(html)
                    .contains("<div class=\"chart\" id=\"" + chart.path("id").asText() + "\"");
        }
        assertThat(html.split("<table>", -1)).hasSize(charts.size() + 1);
        assertThat(html).contains("&lt;none&gt; were &quot;built&quot;").doesNotContain("<none>");
        assertThat(html.replaceAll("(?s)<script>.*?</script>", "")).doesNotContain("{{");
    }

    @Test
    void needs_nothing_from_elsewhere() {
        String html = page();
        String markup = html.replaceAll("(?s)<script>.*?</script>", "");
        assertThat(markup).doesNotContain("<link rel=\"stylesheet\"", "src=\"http", "@import", "url(http");
        assertThat(html).contains("default-src 'none'", "d3js.org");
    }

    @Test
    void the_raw_data_is_a_download() throws IOException {
        String html = page();
        JsonNode all = new ObjectMapper()
                .readTree(new String(Base64.getDecoder().decode(group(DOWNLOAD, html)), StandardCharsets.UTF_8));
        for (Part part : Part.values()) {
            assertThat(all.path(part.id()))
                    .isEqualTo(new ObjectMapper().readTree(Files.readAllBytes(folder.resolve(part.file()))));
        }
    }

    @Test
    void a_part_that_is_missing_leaves_out_its_section() {
        SampleData.put(Part.CALLS, folder);
        String html = Page.toHtml(Data.read(folder), "0.1", "2026-11-23", List.of());
        assertThat(html).contains("<section id=\"calls\"").doesNotContain("<section id=\"ladder\"", "Not measured:");
    }

    @Test
    void a_script_cannot_be_ended_by_data() throws IOException {
        SampleData.put(Part.CALLS, folder);
        Path file = folder.resolve("calls.json");
        Files.writeString(file, Files.readString(file).replace("\"next\"", "\"</script><b>\""));
        String html = Page.toHtml(Data.read(folder), "0.1", "2026-11-23", List.of());
        assertThat(html).doesNotContain("</script><b>").contains("&lt;/script&gt;&lt;b&gt;", "\\u003c/script>");
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void every_stage_shows_its_source(Stage stage) {
        TierSources.Source source =
                TierSources.ofThisCheckout().of("java." + stage.id()).orElseThrow();
        assertThat(source.text()).startsWith("final class ").endsWith("}").contains("static Tensor matmul(");
        assertThat(source.file()).startsWith("src/main/java/dev/gatun/ladder/");
    }

    @Test
    void other_tiers_show_theirs() {
        TierSources sources = TierSources.ofThisCheckout();
        assertThat(sources.of("python.tensors").orElseThrow().text())
                .startsWith("def loops_over_tensors(a, b):")
                .endsWith("return c");
        assertThat(sources.of("torch.operator").orElseThrow().text())
                .isEqualTo("def torch_operator(a, b):\n    return a @ b");
        assertThat(sources.of("c.tripleLoop").orElseThrow().text()).startsWith("void gatun_triple_loop(");
        assertThat(sources.of("c.openblas").orElseThrow().text()).contains("sgemm(ROW_MAJOR");
        assertThat(sources.of("java.matmul").orElseThrow().text())
                .startsWith("public Tensor matmul(Tensor other, Backend");
        assertThat(sources.of("java.unheardOf")).isEmpty();
        assertThat(sources.of("other")).isEmpty();
    }

    @Test
    void says_first_what_somebody_wants_to_know_first() {
        assertThat(Highlights.of(SampleData.in(folder)))
                .anyMatch(line -> line.contains("times faster than python.tensors"))
                .anyMatch(line -> line.contains("OpenBLAS called from C"))
                .anyMatch(line -> line.startsWith("With 1 thread, matmul is "))
                .anyMatch(line -> line.startsWith("With 2 threads, matmul is "))
                .anyMatch(line -> line.startsWith("A downcall costs "))
                .anyMatch(line -> line.contains("the aim is 150 ms at most"));
    }

    @Test
    void recordings_over_time_are_drawn_where_there_are_any() {
        History history = new History(
                "add <1>",
                Fingerprint.of("cpu"),
                List.of(
                        new History.Point(OffsetDateTime.parse("2026-11-01T04:00:00Z"), "one", 0),
                        new History.Point(OffsetDateTime.parse("2026-11-02T04:00:00Z"), "other", 0.1)),
                List.of(new History.Change(1, 0.1, 0.01)));
        String with = Page.toHtml(Data.read(folder), "0.1", "2026-11-23", List.of(), List.of(history));
        assertThat(with).contains("<a href=\"#history\">", "<h3>add &lt;1&gt;</h3>", "2026-11-02 other: +10.0 %");
        assertThat(Page.toHtml(Data.read(folder), "0.1", "2026-11-23", List.of()))
                .doesNotContain("id=\"history\"");
    }
}
