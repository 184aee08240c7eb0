package dev.gatun.bench.gate.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.verdict.Figure;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.measure.Json;
import java.util.Optional;
import java.util.OptionalDouble;

/** The report for programs. The names are a contract; what is not known is null; shares are of one, 0.1 is ten per cent. */
public final class GateJson {
    private GateJson() {}

    /** The whole of it, indented. */
    public static String of(Report report) {
        ObjectNode root = Json.object()
                .put("command", report.command())
                .put("date", report.date())
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
        // An interval without ends is none, and JSON has no infinity.
        Optional<Change> interval = finding.change().filter(change -> Double.isFinite(change.farthest()));
        Json.put(node, "change", of(finding.change().map(Change::share)));
        Json.put(node, "changeLow", of(interval.map(Change::lowShare)));
        Json.put(node, "changeHigh", of(interval.map(Change::highShare)));
        Json.put(node, "p", finding.p());
        Json.put(node, "matters", of(Optional.of(Math.expm1(finding.matters()))));
        Json.put(
                node,
                "noise",
                of(finding.noise().stream().boxed().map(Math::expm1).findFirst()));
        node.put("why", finding.why().isEmpty() ? null : finding.why());
        finding.waiver()
                .ifPresentOrElse(
                        waiver -> node.set(
                                "waiver",
                                Json.object()
                                        .put("reason", waiver.reason())
                                        .put("until", waiver.until().toString())),
                        () -> node.putNull("waiver"));
        return node;
    }

    private static OptionalDouble of(Optional<Double> value) {
        return value.stream()
                .mapToDouble(Double::doubleValue)
                .filter(Double::isFinite)
                .findFirst();
    }

    private static ObjectNode figure(Optional<Figure> figure) {
        ObjectNode node = Json.object();
        node.put("value", figure.map(Figure::value).orElse(null));
        node.put("unit", figure.map(Figure::unit).orElse(null));
        node.put("forks", figure.map(Figure::forks).orElse(0));
        return node;
    }
}
