package dev.gatun.bench.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.gate.verdict.Allocation;
import dev.gatun.bench.gate.verdict.Comparison;
import dev.gatun.bench.gate.verdict.Comparison.Pair;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Fork.Bytes;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Samples;
import dev.gatun.bench.gate.verdict.TestSamples;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.gate.verdict.Waivers;
import dev.gatun.bench.gate.verdict.Waivers.Waiver;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportsTest {
    private static final String NASTY = "a<b>\"&'|]]>\u0001 *x*";

    private static Samples samples(double value, int forks) {
        return TestSamples.times(IntStream.range(0, forks)
                .mapToDouble(i -> value * (1 + 0.001 * i))
                .toArray());
    }

    private static Samples allocating(double bytes) {
        Fork fork = new Fork(1, "ns/op", false, Optional.of(new Bytes(bytes, 0)));
        return new Samples(List.of(fork, fork, fork));
    }

    private static List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(Comparison.judge(
                List.of(
                        new Pair("same", samples(100, 9), samples(100, 9), 0),
                        new Pair(NASTY, samples(100, 9), samples(150, 9), 0),
                        new Pair("faster", samples(100, 9), samples(50, 9), 0),
                        new Pair("few", samples(100, 1), samples(100, 1), 0)),
                Rules.atOnce(0.05)));
        findings.add(Allocation.judge("same", allocating(8), allocating(8)).orElseThrow());
        return findings;
    }

    private static Report report(List<Finding> findings, boolean allowInconclusive) {
        return new Report(
                "A: old <x>, B: new",
                List.of("a fact"),
                findings,
                List.of("a note"),
                List.of(),
                "bench/gatun gate",
                "2026-11-23",
                0.05,
                allowInconclusive);
    }

    private static List<Finding> only(Verdict... verdicts) {
        return findings().stream()
                .filter(finding -> List.of(verdicts).contains(finding.verdict()))
                .toList();
    }

    @Test
    void the_status_is_that_of_the_worst() {
        assertThat(report(findings(), false).status()).isEqualTo(1);
        assertThat(report(findings(), true).status()).isEqualTo(1);
        assertThat(report(only(Verdict.UNCHANGED, Verdict.INCONCLUSIVE), false).status())
                .isEqualTo(3);
        assertThat(report(only(Verdict.UNCHANGED, Verdict.INCONCLUSIVE), true).status())
                .isZero();
        assertThat(report(only(Verdict.UNCHANGED, Verdict.IMPROVED), false).status())
                .isZero();
        assertThat(report(List.of(), false).status()).isEqualTo(3);
    }

    @Test
    void what_is_waived_does_not_fail_but_shows() {
        Waivers waivers =
                new Waivers(List.of(new Waiver("a<b>*", Optional.empty(), "known", LocalDate.of(2027, 1, 31))));
        Report report = report(waivers.applyTo(only(Verdict.REGRESSED, Verdict.UNCHANGED)), false);
        assertThat(report.status()).isZero();
        assertThat(report.toText(300))
                .contains("regressed (waived)", "waived until 2027-01-31: known", "1 of them waived");
        assertThat(ReportJunit.of(report)).contains("<skipped message=\"waived until 2027-01-31: known\"");
    }

    @Test
    void the_text_says_it_all_and_the_worst_first() {
        String text = report(findings(), false).toText(300);
        assertThat(text)
                .contains("A: old <x>, B: new", "a fact", "+50.0 %", "-50.0 %", "1 + 1", "1 fork is too few", "a note")
                .contains("1 regressed, 1 improved, 2 unchanged, 1 inconclusive")
                .contains("allocation per operation is unchanged in 1 benchmark")
                .containsSubsequence("regressed", "inconclusive", "improved", "unchanged");
    }

    @Test
    void junit_is_xml_whatever_the_names_are() throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(ReportJunit.of(report(findings(), false)))))
                .getDocumentElement();
        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(2);
        assertThat(suite.getElementsByTagName("testcase")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("name")
                        .getNodeValue())
                .isEqualTo(NASTY.replace('\u0001', '?'));
        assertThat(ReportJunit.of(report(only(Verdict.INCONCLUSIVE), true))).contains("<skipped", "failures=\"0\"");
    }

    @Test
    void json_has_every_finding() throws Exception {
        JsonNode root = new ObjectMapper().readTree(ReportJson.of(report(findings(), false)));
        assertThat(root.get("status").asInt()).isEqualTo(1);
        assertThat(root.get("summary").get("regressed").asInt()).isEqualTo(1);
        assertThat(root.get("findings")).hasSize(5);
        JsonNode worst = root.get("findings").get(0);
        assertThat(worst.get("benchmark").asText()).isEqualTo(NASTY);
        assertThat(worst.get("change").asDouble()).isBetween(0.49, 0.51);
        assertThat(root.get("findings").get(1).get("changeLow").isNull()).isTrue(); // there is no interval
    }

    @Test
    void markdown_and_html_take_nothing_from_the_names() {
        assertThat(report(findings(), false).toMarkdown())
                .contains("### Performance gate: 1 regressed", "\\|]]>", "A: old &lt;x>")
                .doesNotContain("<b>");
        String html = ReportHtml.of(report(findings(), false));
        assertThat(html)
                .contains("<!DOCTYPE html>", "a&lt;b&gt;&quot;&amp;&#39;|]]&gt;", "<svg", "</html>")
                .doesNotContain("<b>", "http", "<script");
        assertThat(html.split("<circle", -1)).hasSize(5);
        assertThat(html).doesNotContain("NaN", "Infinity");
    }
}
