package dev.gatun.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatun.bench.measure.Units;
import dev.gatun.bench.report.Chart.Grid;
import dev.gatun.bench.report.Chart.Kind;
import dev.gatun.bench.report.Chart.Point;
import dev.gatun.bench.report.Section.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The ladder: one product by every tier, beside the code that is the tier. */
final class LadderSection {
    private LadderSection() {}

    static Optional<Section> of(Data data, TierSources sources) {
        return data.part(Part.LADDER).map(ladder -> section(ladder, sources));
    }

    private static Section section(JsonNode ladder, TierSources sources) {
        List<Rung> rungs =
                Rows.stream(ladder.path("rows")).map(row -> rung(row, sources)).toList();
        JsonNode shape = ladder.path("shape");
        String product = shape.path("m").asInt() + "x" + shape.path("k").asInt() + " by "
                + shape.path("k").asInt() + "x" + shape.path("n").asInt();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(
                "One product, " + product + " (" + ladder.path("operands").asText() + "), computed by every tier,"
                        + " each checked against double precision before it was timed, with "
                        + Rows.threads(ladder.path("threads").asInt()) + ". Times faster is against "
                        + ladder.path("baseline").asText("nothing")
                        + "; the lesson's own figures, from its own machine, stand"
                        + " beside ours as rings.");
        paragraphs.addAll(Rows.reasons(ladder, "id"));
        return new Section(
                "ladder", "The ladder", paragraphs, rungs, List.of(chart(rungs)), List.of(Rows.from(ladder)));
    }

    private static Rung rung(JsonNode row, TierSources sources) {
        String id = row.path("id").asText();
        Optional<TierSources.Source> source = sources.of(id);
        List<String> figures = new ArrayList<>();
        Rows.number(row.path("gflops")).ifPresent(value -> figures.add(Units.digits(value) + " GFLOP/s"));
        Rows.number(row.path("ofPeak")).ifPresent(value -> figures.add(Units.percent(value) + " of peak"));
        Rows.number(row.path("maxError"))
                .ifPresent(value -> figures.add(String.format(java.util.Locale.ROOT, "largest error %.0e", value)));
        return new Rung(
                id,
                row.path("label").asText(),
                Rows.number(row.path("nanos")).map(Units::time).orElse(""),
                Rows.orNaN(row.path("timesFaster")),
                Rows.orNaN(row.path("lesson")),
                String.join(", ", figures),
                row.path("code").asText(),
                source.map(TierSources.Source::text).orElse(""),
                source.map(TierSources.Source::file).orElse(""));
    }

    private static Chart chart(List<Rung> rungs) {
        List<Point> points = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (Rung rung : rungs) {
            if (Double.isNaN(rung.timesFaster())) {
                continue;
            }
            String family = rung.id().substring(0, rung.id().indexOf('.'));
            points.add(Point.of(rung.id(), family, rung.timesFaster(), Units.digits(rung.timesFaster())));
            if (!Double.isNaN(rung.lesson())) {
                points.add(Point.of(rung.id(), "lesson", rung.lesson(), Units.figure(rung.lesson())));
            }
            rows.add(List.of(
                    rung.id(),
                    rung.label(),
                    rung.nanos(),
                    Units.digits(rung.timesFaster()),
                    Double.isNaN(rung.lesson()) ? "" : Units.figure(rung.lesson())));
        }
        return new Chart(
                "ladder-chart",
                Kind.BARS,
                "Times faster than three Python loops",
                "Each step to the right is ten times faster: the scale is logarithmic.",
                Map.of("log", true, "from", 1, "axis", "times faster", "mark", "lesson"),
                points,
                new Grid(List.of("tier", "what it is", "time", "times faster", "lesson"), rows));
    }
}
