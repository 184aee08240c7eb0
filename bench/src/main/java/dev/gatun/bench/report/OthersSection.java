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

/** Contractions, and elementwise operations and reductions: how Gatun stands to NumPy and PyTorch. */
final class OthersSection {
    private OthersSection() {}

    static Optional<Section> einsum(Data data) {
        return data.part(Part.EINSUM)
                .map(part -> section(
                        part,
                        "einsum",
                        "Einstein summation",
                        "einsum is Tensor.einsum into memory that is there, fresh the same with a new result, matmul the"
                                + " product where the contraction is one.",
                        Map.of("einsumOverNumpy", "einsum over NumPy", "einsumOverTorch", "einsum over PyTorch"),
                        "einsum"));
    }

    static Optional<Section> elementwise(Data data) {
        return data.part(Part.ELEMENTWISE)
                .map(part -> section(
                        part,
                        "elementwise",
                        "Elementwise operations and reductions",
                        "fresh has a new result, out writes into memory that is there; numpy-out and torch-out do that,"
                                + " too. triad is what C streams through memory of the same size.",
                        Map.of(
                                "freshOverNumpy", "fresh over NumPy",
                                "freshOverTorch", "fresh over PyTorch",
                                "outOverNumpyOut", "out over NumPy's out",
                                "outOverTorchOut", "out over PyTorch's out"),
                        "fresh"));
    }

    private static Section section(
            JsonNode part, String id, String title, String text, Map<String, String> ratios, String lead) {
        List<Point> points = Rows.measured(part)
                .map(row -> Point.of(
                        row.path("case").asText(),
                        row.path("contender").asText(),
                        row.path("nanos").asDouble(),
                        Units.time(row.path("nanos").asDouble())))
                .toList();
        List<String> paragraphs = new ArrayList<>(List.of(text));
        ratios.forEach((name, words) -> {
            JsonNode ratio = part.path("summary").path(name);
            Rows.number(ratio.path("geometricMean"))
                    .ifPresent(mean -> paragraphs.add(words + ": geometric mean " + Units.digits(mean)
                            + " times as fast,"
                            + " least " + Units.digits(ratio.path("least").asDouble()) + " at "
                            + ratio.path("at").asText() + "."));
        });
        paragraphs.addAll(Rows.reasons(part, "contender").stream()
                .filter(reason -> !reason.contains("it is no product"))
                .toList());
        Chart chart = new Chart(
                id + "-chart",
                Kind.DOTS,
                "Nanoseconds of a call, " + Rows.threads(part.path("threads").asInt()),
                "Farther to the left is faster. The scale is logarithmic.",
                Map.of("axis", "ns", "log", true, "lead", lead),
                points,
                Grid.of("case", points));
        return new Section(id, title, paragraphs, List.of(), List.of(chart), List.of(Rows.from(part)));
    }
}
