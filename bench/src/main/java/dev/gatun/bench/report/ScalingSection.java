package dev.gatun.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.Units;
import dev.gatun.bench.report.Chart.Grid;
import dev.gatun.bench.report.Chart.Kind;
import dev.gatun.bench.report.Chart.Point;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Squares over sizes and threads. */
final class ScalingSection {
    private ScalingSection() {}

    static Optional<Section> of(Data data) {
        return data.part(Part.SCALING).map(ScalingSection::section);
    }

    private static Section section(JsonNode scaling) {
        List<Point> points = Rows.measured(scaling).map(ScalingSection::point).toList();
        Chart sizes = new Chart(
                "scaling-sizes",
                Kind.LINES,
                "GFLOP/s over sizes and threads",
                "n x n by n x n; a colour for each contender, dashes for more threads than one.",
                Map.of("axis", "GFLOP/s", "xAxis", "n"),
                points,
                Grid.of("n", points));
        List<Point> speedUps = Rows.stream(scaling.path("matmulOverOneThread"))
                .filter(node -> node.path("times").isNumber())
                .map(node -> new Point(
                        Rows.threads(node.path("threads").asInt()),
                        "n = " + size(node.path("shape").asText()),
                        node.path("threads").asDouble(),
                        node.path("times").asDouble(),
                        Double.NaN,
                        Units.digits(node.path("times").asDouble())))
                .toList();
        Chart threads = new Chart(
                "scaling-threads",
                Kind.LINES,
                "matmul over threads",
                "How many times as fast as on one thread. Small products stay on one thread: waking others would cost more"
                        + " than they bring.",
                Map.of("axis", "times as fast", "xAxis", "threads", "linear", true),
                speedUps,
                Grid.of("threads", speedUps));
        return new Section(
                "scaling",
                "Sizes and threads",
                List.copyOf(Rows.reasons(scaling, "contender")),
                List.of(),
                speedUps.isEmpty() ? List.of(sizes) : List.of(sizes, threads),
                List.of(Rows.from(scaling)));
    }

    private static Point point(JsonNode row) {
        int size = size(row.path("shape").asText());
        double gflops = row.path("gflops").asDouble();
        return new Point(
                Integer.toString(size),
                row.path("contender").asText() + ", "
                        + Rows.threads(row.path("threads").asInt()),
                size,
                gflops,
                Double.NaN,
                Units.digits(gflops));
    }

    private static int size(String shape) {
        return Shape.parse(shape).n();
    }
}
