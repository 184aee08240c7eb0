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

/** The first product of a JVM. */
final class StartupSection {
    private StartupSection() {}

    static Optional<Section> of(Data data) {
        return data.part(Part.STARTUP).map(StartupSection::section);
    }

    private static Section section(JsonNode startup) {
        List<Point> points = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        Rows.measured(startup).forEach(row -> {
            double nanos = row.path("nanos").asDouble();
            points.add(Point.of(row.path("program").asText(), "whole process", nanos / 1e6, Units.time(nanos)));
            rows.add(List.of(
                    row.path("program").asText(),
                    row.path("what").asText(),
                    Units.time(nanos),
                    Rows.number(row.path("beyondEmptyNanos")).map(Units::time).orElse("")));
        });
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(
                "Whole processes, from the start of the JVM to its end, each beside a program that does nothing.");
        verdict(startup).ifPresent(paragraphs::add);
        paragraphs.addAll(Rows.reasons(startup, "program"));
        Chart chart = new Chart(
                "startup-chart",
                Kind.BARS,
                "Milliseconds of a whole process",
                "Shorter is better; what is beyond the empty program is Gatun's.",
                Map.of("axis", "ms", "from", 0),
                points,
                new Grid(List.of("program", "what it does", "time", "beyond empty"), rows));
        return new Section(
                "startup", "The first product", paragraphs, List.of(), List.of(chart), List.of(Rows.from(startup)));
    }

    /** What the first product by OpenBLAS takes, and what it may take. */
    static Optional<String> verdict(JsonNode startup) {
        JsonNode summary = startup.path("summary");
        return Rows.number(summary.path("openblasBeyondEmptyNanos"))
                .map(beyond -> "The first product by OpenBLAS, unpacked before, comes " + Units.time(beyond)
                        + " after an empty program would have ended; the aim is "
                        + Units.time(summary.path("allowedNanos").asDouble()) + " at most, which "
                        + (summary.path("holds").asBoolean() ? "holds." : "does not hold."));
    }
}
