package dev.gatun.bench.gate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Finding.Evidence;
import dev.gatun.bench.gate.verdict.Finding.Figure;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.measure.Json;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The report for programs. The names are a contract; what is not known is null; shares are of one, 0.1 is ten per cent. */
public final class ReportJson {
    private ReportJson() {}

    /** The whole of it, indented. */
    public static String of(Report report) {
        ObjectNode root = Json.root(report.command(), report.date())
                .put("title", report.title())
                .put("effect", report.effect())
                .put("status", report.status());
        ArrayNode facts = root.putArray("facts");
        report.facts().forEach(facts::add);
        ObjectNode summary = root.putObject("summary");
        for (Verdict verdict : Verdict.values()) {
            summary.put(verdict.id(), report.count(verdict));
        }
        ArrayNode findings = root.putArray("findings");
        report.findings().forEach(finding -> findings.add(finding(finding)));
        ArrayNode notes = root.putArray("notes");
        report.notes().forEach(notes::add);
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode finding(Finding finding) {
        ObjectNode node = Json.object()
                .put("benchmark", finding.benchmark())
                .put("metric", finding.metric().id())
                .put("verdict", finding.verdict().id());
        node.set("a", figure(finding.a()));
        node.set("b", figure(finding.b()));
        Optional<Evidence> evidence = finding.evidence();
        Optional<Change> change = evidence.map(Evidence::change);
        put(node, "change", change, of -> Math.expm1(of.value()));
        // An interval without ends is none.
        Optional<Change> interval = change.filter(of -> Double.isFinite(of.farthest()));
        put(node, "changeLow", interval, of -> Math.expm1(of.low()));
        put(node, "changeHigh", interval, of -> Math.expm1(of.high()));
        put(node, "p", evidence, Evidence::p);
        put(node, "matters", evidence, of -> Math.expm1(of.matters()));
        put(node, "noise", evidence, of -> Math.expm1(of.noise()));
        node.put("why", finding.why().isEmpty() ? null : finding.why());
        node.set(
                "waiver",
                finding.waiver()
                        .map(waiver -> Json.object()
                                .put("reason", waiver.reason())
                                .put("until", waiver.until().toString()))
                        .orElse(null));
        return node;
    }

    private static <T> void put(ObjectNode node, String name, Optional<T> of, ToDoubleFunction<T> value) {
        // JSON has no infinity.
        Json.put(
                node,
                name,
                of.stream().mapToDouble(value).filter(Double::isFinite).findFirst());
    }

    private static ObjectNode figure(Optional<Figure> figure) {
        return Json.object()
                .put("value", figure.map(Figure::value).orElse(null))
                .put("unit", figure.map(Figure::unit).orElse(null))
                .put("forks", figure.map(Figure::forks).orElse(0));
    }
}
