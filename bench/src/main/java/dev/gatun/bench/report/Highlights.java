package dev.gatun.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatun.bench.measure.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What somebody wants to know first, in a line each. */
final class Highlights {
    private Highlights() {}

    static List<String> of(Data data) {
        List<String> lines = new ArrayList<>();
        data.part(Part.LADDER).flatMap(Highlights::ladder).ifPresent(lines::add);
        data.part(Part.SGEMM).flatMap(Highlights::packed).ifPresent(lines::add);
        data.part(Part.PEERS).flatMap(Highlights::peers).ifPresent(lines::add);
        data.part(Part.PEERS_ALL).flatMap(Highlights::peers).ifPresent(lines::add);
        data.part(Part.CALLS).flatMap(CallsSection::downcall).ifPresent(lines::add);
        data.part(Part.STARTUP).flatMap(StartupSection::verdict).ifPresent(lines::add);
        return lines;
    }

    private static Optional<String> ladder(JsonNode ladder) {
        return Rows.measured(ladder)
                .filter(row -> row.path("id").asText().equals("java.matmul")
                        && row.path("timesFaster").isNumber())
                .findFirst()
                .map(row -> "a.matmul(b) takes "
                        + Units.time(row.path("nanos").asDouble()) + " for the lesson's product, "
                        + times(row.path("timesFaster").asDouble()) + " times faster than "
                        + ladder.path("baseline").asText() + ".");
    }

    private static Optional<String> packed(JsonNode sgemm) {
        return Rows.number(sgemm.path("summary").path("packedOverOpenblasC").path("geometricMean"))
                .map(mean -> "Over " + sgemm.path("products").size() + " shapes, Gatun's product in pure Java is "
                        + Units.digits(mean) + " times as fast as OpenBLAS called from C, in the geometric mean.");
    }

    private static Optional<String> peers(JsonNode peers) {
        return Rows.stream(peers.path("peers"))
                .min((one, other) -> Double.compare(mean(one), mean(other)))
                .map(nearest -> "With " + Rows.threads(peers.path("threads").asInt()) + ", matmul is "
                        + Units.digits(mean(nearest)) + " times as fast as the nearest peer, "
                        + nearest.path("contender").asText() + ", in the geometric mean.");
    }

    private static double mean(JsonNode peer) {
        return peer.path("matmulOver").path("geometricMean").asDouble();
    }

    static String times(double value) {
        return Units.digits(value);
    }

    static String figure(double value) {
        return Units.figure(value);
    }
}
