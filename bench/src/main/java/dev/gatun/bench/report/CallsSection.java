package dev.gatun.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatun.bench.measure.Units;
import dev.gatun.bench.report.Chart.Grid;
import dev.gatun.bench.report.Chart.Kind;
import dev.gatun.bench.report.Chart.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a call of C costs. */
final class CallsSection {
    private CallsSection() {}

    static Optional<Section> of(Data data) {
        return data.part(Part.CALLS).map(CallsSection::section);
    }

    private static Section section(JsonNode calls) {
        List<Point> points = Rows.measured(calls)
                .map(row -> Point.of(
                        row.path("name").asText(),
                        row.path("contender").asText(),
                        row.path("nanos").asDouble(),
                        Units.time(row.path("nanos").asDouble())))
                .toList();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(
                "next is a function that adds one to its argument; sgemm is cblas_sgemm of OpenBLAS. c is a loop in C;"
                        + " panama a downcall of java.lang.foreign, panama-critical one without the change of the thread's state;"
                        + " openblas and openblas-critical are the same through Gatun's bindings, which check sizes and segments;"
                        + " matmul is what a user calls.");
        downcall(calls).ifPresent(paragraphs::add);
        paragraphs.addAll(Rows.reasons(calls, "contender"));
        Chart chart = new Chart(
                "calls-chart",
                Kind.DOTS,
                "Nanoseconds of a call",
                "Farther to the left is cheaper.",
                Map.of("axis", "ns", "log", true, "lead", "matmul"),
                points,
                Grid.of("function", points));
        return new Section(
                "calls", "The cost of a call", paragraphs, List.of(), List.of(chart), List.of(Rows.from(calls)));
    }

    static Optional<String> downcall(JsonNode calls) {
        return Rows.measured(calls)
                .filter(row -> row.path("case").asText().equals("next")
                        && row.path("contender").asText().equals("panama")
                        && row.path("nanosBeyondC").isNumber())
                .map(row -> "A downcall costs "
                        + Units.digits(row.path("nanosBeyondC").asDouble()) + " ns more than the same call from C.")
                .findFirst();
    }
}
