package dev.gatun.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatun.bench.report.Chart.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pictures for README.md, and what stands there with them. */
public final class Pictures {
    private Pictures() {}

    /**
     * Files of SVG by their names: {@code ladder.svg}, {@code shapes.svg}, as far as there are numbers for them.
     */
    public static Map<String, String> of(Data data) {
        Map<String, String> files = new LinkedHashMap<>();
        LadderSection.of(data, new TierSources(Optional.empty()))
                .ifPresent(
                        section -> files.put("ladder.svg", svg(section.charts().getFirst(), data.part(Part.LADDER))));
        shapes(data)
                .ifPresent(chart ->
                        files.put("shapes.svg", svg(chart, data.part(Part.PEERS).or(() -> data.part(Part.SGEMM)))));
        return files;
    }

    private static Optional<Chart> shapes(Data data) {
        Optional<Chart> peers =
                PeersSection.of(data).map(section -> section.charts().getFirst());
        return peers.or(() -> ShapesSection.of(data).map(section -> {
            Chart heat = section.charts().getFirst();
            return new Chart(
                    heat.id(),
                    Kind.DOTS,
                    "GFLOP/s over shapes",
                    "Farther to the right is faster.",
                    Map.of("axis", "GFLOP/s"),
                    heat.points(),
                    heat.table());
        }));
    }

    private static String svg(Chart chart, Optional<JsonNode> part) {
        return Picture.toSvg(chart, part.map(Pictures::place).orElse(""));
    }

    private static String place(JsonNode part) {
        JsonNode machine = part.path("machine");
        return machine.path("cpu").asText() + ", " + machine.path("vectors").asText() + "; Java "
                + machine.path("java").asText() + "; " + part.path("date").asText();
    }

    /**
     * What stands in README.md between its markers: the pictures, and what follows from the numbers.
     *
     * @param folder where the pictures are, from the README's
     * @param command as it was called
     * @param date of the day
     */
    public static String toMarkdown(Data data, String folder, String command, String date) {
        StringBuilder text = new StringBuilder();
        of(data).keySet()
                .forEach(name -> text.append("![")
                        .append(
                                name.startsWith("ladder")
                                        ? "The ladder: times faster than three Python loops"
                                        : "GFLOP/s over shapes")
                        .append("](")
                        .append(folder)
                        .append('/')
                        .append(name)
                        .append(")\n\n"));
        List<String> lines = Highlights.of(data);
        lines.forEach(line -> text.append("- ").append(line).append('\n'));
        String machine = data.part(Part.LADDER)
                .or(() -> data.part(Part.SGEMM))
                .map(Pictures::place)
                .orElse("");
        return text.append("\nWritten on ")
                .append(date)
                .append(" by `")
                .append(command)
                .append("`; measured on ")
                .append(machine)
                .append(".\n")
                .toString();
    }
}
