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
import java.util.stream.Collectors;

/** Packed against OpenBLAS against peers, and where a peer leads. */
final class PeersSection {
    private static final int REASONS_KEPT = 20;

    private PeersSection() {}

    static Optional<Section> of(Data data) {
        List<JsonNode> runs = new ArrayList<>();
        data.part(Part.PEERS).ifPresent(runs::add);
        data.part(Part.PEERS_ALL).ifPresent(runs::add);
        if (runs.isEmpty()) {
            return Optional.empty();
        }
        List<Chart> charts = new ArrayList<>();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(
                "The same products by what one would use instead, each checked before it was timed, all in the same"
                        + " run. packed and openblas-c are from the run of the section above, where it had the same shape.");
        for (JsonNode run : runs) {
            int threads = run.path("threads").asInt();
            charts.add(gflops(run, threads, data.part(Part.SGEMM)));
            charts.add(ratios(run, threads));
            paragraphs.addAll(summary(run, threads));
        }
        paragraphs.addAll(runs.stream()
                .flatMap(run -> Rows.reasons(run, "contender").stream())
                .distinct()
                .limit(REASONS_KEPT)
                .toList());
        return Optional.of(new Section(
                "peers",
                "Gatun and its peers",
                paragraphs,
                List.of(),
                charts,
                runs.stream().map(Rows::from).toList()));
    }

    private static Chart gflops(JsonNode run, int threads, Optional<JsonNode> sgemm) {
        List<Point> points = new ArrayList<>();
        Rows.measured(run)
                .forEach(row -> points.add(Rows.gflops(
                        row.path("shape").asText(), row.path("contender").asText(), row)));
        List<String> shapes = points.stream().map(Point::label).distinct().toList();
        sgemm.filter(other -> other.path("threads").asInt() == threads)
                .ifPresent(other -> Rows.measured(other)
                        .filter(row -> row.path("transposes").asText().equals("NN")
                                && shapes.contains(row.path("shape").asText())
                                && !row.path("contender").asText().equals("matmul"))
                        .forEach(row -> points.add(Rows.gflops(
                                row.path("shape").asText(),
                                row.path("contender").asText(),
                                row))));
        return new Chart(
                "peers-" + threads,
                Kind.DOTS,
                "GFLOP/s, " + Rows.threads(threads),
                "Each product is a line; farther to the right is faster. The scale is logarithmic.",
                Map.of("log", true, "axis", "GFLOP/s", "lead", "matmul"),
                points,
                Grid.of("product", points));
    }

    private static Chart ratios(JsonNode run, int threads) {
        List<Point> points = Rows.measured(run)
                .filter(row -> !row.path("contender").asText().equals("matmul")
                        && row.path("matmulOver").isNumber())
                .map(row -> {
                    double ratio = row.path("matmulOver").asDouble();
                    // Twice as fast or half: the ends of the colours.
                    double shade = Math.clamp(0.5 + Math.log(ratio) / Math.log(2) / 2, 0, 1);
                    return new Point(
                            row.path("shape").asText(),
                            row.path("contender").asText(),
                            Double.NaN,
                            ratio,
                            shade,
                            Units.digits(ratio));
                })
                .toList();
        return new Chart(
                "ratios-" + threads,
                Kind.HEAT,
                "How many times as fast matmul is, " + Rows.threads(threads),
                "Above 1 matmul leads; below 1, in the other colour, the peer does.",
                Map.of("axis", "matmul over the peer", "diverging", true),
                points,
                Grid.of("product", points));
    }

    private static List<String> summary(JsonNode run, int threads) {
        List<String> lines = new ArrayList<>();
        String means = Rows.stream(run.path("peers"))
                .map(peer -> peer.path("contender").asText() + " "
                        + Units.digits(
                                peer.path("matmulOver").path("geometricMean").asDouble()))
                .collect(Collectors.joining(", "));
        lines.add("With " + Rows.threads(threads)
                + ", matmul is, in the geometric mean over the products, so many times as" + " fast as: " + means
                + ".");
        String leads = Rows.stream(run.path("peers"))
                .filter(peer -> !peer.path("leadsAt").isEmpty())
                .map(peer -> peer.path("contender").asText() + " at "
                        + Rows.stream(peer.path("leadsAt"))
                                .map(JsonNode::asText)
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
        lines.add(
                leads.isEmpty()
                        ? "No peer leads at any of the products with " + Rows.threads(threads) + "."
                        : "Where a peer leads with " + Rows.threads(threads) + ": " + leads + ".");
        return lines;
    }
}
