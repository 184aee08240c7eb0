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

/** Products over shapes: a heat map, and how near each comes to what the machine allows. */
final class ShapesSection {
    private ShapesSection() {}

    static Optional<Section> of(Data data) {
        return data.part(Part.SGEMM).map(ShapesSection::section);
    }

    private static Section section(JsonNode sgemm) {
        List<Point> points = Rows.measured(sgemm)
                .map(row -> Rows.gflops(name(row), row.path("contender").asText(), row))
                .toList();
        List<Chart> charts = new ArrayList<>();
        charts.add(new Chart(
                "shapes-heat",
                Kind.HEAT,
                "GFLOP/s over shapes",
                "m x k x n, and which operand lies transposed (N no, T yes). The fuller the colour, the nearer to the peak"
                        + " of " + Rows.threads(sgemm.path("threads").asInt()) + ".",
                Map.of("axis", "share of the FMA peak"),
                points,
                Grid.of("product", points)));
        roofline(sgemm).ifPresent(charts::add);
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(
                "packed is Gatun's product in pure Java; openblas is OpenBLAS through Panama; openblas-c is OpenBLAS"
                        + " called by a loop in C, with nothing of Java in it; matmul is what a user calls, which takes the faster of"
                        + " the first two.");
        summary(sgemm).ifPresent(paragraphs::add);
        paragraphs.addAll(Rows.reasons(sgemm, "contender"));
        return new Section("shapes", "Shapes", paragraphs, List.of(), charts, List.of(Rows.from(sgemm)));
    }

    static String name(JsonNode row) {
        return row.path("shape").asText() + " " + row.path("transposes").asText();
    }

    private static Optional<String> summary(JsonNode sgemm) {
        JsonNode packed = sgemm.path("summary").path("packedOverOpenblasC");
        return Rows.number(packed.path("geometricMean"))
                .map(mean -> "packed over openblas-c: geometric mean " + Units.digits(mean) + ", least "
                        + Units.digits(packed.path("least").asDouble()) + " at "
                        + packed.path("at").asText() + ".");
    }

    private static Optional<Chart> roofline(JsonNode sgemm) {
        Optional<Double> peak = Rows.number(sgemm.path("machine").path("peakGflops"));
        Optional<Double> triad = Rows.number(sgemm.path("machine").path("triadGbps"));
        if (peak.isEmpty() || triad.isEmpty()) {
            return Optional.empty();
        }
        int threads = sgemm.path("threads").asInt(1);
        List<Point> points = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        Rows.measured(sgemm)
                .filter(row -> row.path("contender").asText().equals("matmul"))
                .forEach(row -> {
                    double gflops = row.path("gflops").asDouble();
                    double intensity = row.path("flopsPerByte").asDouble();
                    points.add(new Point(name(row), "matmul", intensity, gflops, Double.NaN, Units.digits(gflops)));
                    rows.add(List.of(
                            name(row),
                            Units.digits(intensity),
                            Units.digits(gflops),
                            Rows.number(row.path("ofRoof")).map(Units::percent).orElse("")));
                });
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(new Chart(
                        "roofline",
                        Kind.ROOFLINE,
                        "Roofline of matmul",
                        "To the right a product does more with each byte. Left of the ridge memory is the limit ("
                                + Units.digits(triad.get()) + " GB/s by the triad), right of it the processor ("
                                + Units.digits(peak.get() * threads)
                                + " GFLOP/s). A point above the slope has its operands in a cache.",
                        Map.of("peak", peak.get() * threads, "triad", triad.get()),
                        points,
                        new Grid(List.of("product", "operations a byte", "GFLOP/s", "of the roof"), rows)));
    }
}
