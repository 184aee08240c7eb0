package dev.gatun.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatun.bench.measure.Units;
import dev.gatun.bench.report.Chart.Point;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Rows of a part, as the sections read them. */
final class Rows {
    private Rows() {}

    /** The rows that have a number. */
    static Stream<JsonNode> measured(JsonNode part) {
        return stream(part.path("rows"))
                .filter(row -> row.path("status").asText().equals("ok"));
    }

    /** Why others have none, each reason once. */
    static List<String> reasons(JsonNode part, String subject) {
        return stream(part.path("rows"))
                .filter(row -> !row.path("status").asText().equals("ok")
                        && !row.path("reason").asText("").isEmpty())
                .map(row ->
                        row.path(subject).asText() + ": " + row.path("reason").asText())
                .distinct()
                .toList();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** How a part was measured. */
    static String from(JsonNode part) {
        return part.path("command").asText() + ", on " + part.path("date").asText();
    }

    /** A point that says how many GFLOP/s a row reached. */
    static Point gflops(String label, String series, JsonNode row) {
        double gflops = row.path("gflops").asDouble();
        double share = row.path("ofPeak").isNumber() ? row.path("ofPeak").asDouble() : Double.NaN;
        return new Point(label, series, Double.NaN, gflops, share, Units.digits(gflops));
    }

    /** A number, if it is one. */
    static Optional<Double> number(JsonNode node) {
        return node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty();
    }

    /** A number, or NaN. */
    static double orNaN(JsonNode node) {
        return node.isNumber() ? node.asDouble() : Double.NaN;
    }

    static String threads(int number) {
        return number == 1 ? "1 thread" : number + " threads";
    }
}
