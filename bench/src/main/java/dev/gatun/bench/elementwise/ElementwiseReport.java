package dev.gatun.bench.elementwise;

import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.Comparison.At;
import dev.gatun.bench.measure.Footnotes;
import dev.gatun.bench.measure.Place;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import dev.gatun.bench.measure.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;

/** What was measured as a person reads it. */
public final class ElementwiseReport {
    private final Results results;
    private final Comparison<ElementwiseCase, Contender> compared;
    private final Footnotes reasons = new Footnotes();

    private ElementwiseReport(Results results) {
        this.results = results;
        this.compared = results.compared();
    }

    /** The head, the table, why some of it is missing, and what follows from it. */
    public static String toText(Results results, int longestLine) {
        ElementwiseReport report = new ElementwiseReport(results);
        return report.head() + "\n" + report.table().toText(longestLine) + report.reasons.toText() + "\n"
                + report.summary();
    }

    private String head() {
        return Place.line(
                        "elements",
                        "float32; fresh, workspace, numpy and torch with a fresh result, the others into memory that is there; "
                                + Units.effort(
                                        results.threads(),
                                        results.effort().rounds(),
                                        results.effort().isQuick()))
                + results.place().toText();
    }

    private Table table() {
        Table table = new Table().column("case", Align.LEFT);
        for (Contender contender : Contender.values()) {
            if (contender != Contender.TRIAD) {
                table.column(contender.id(), Align.RIGHT);
            }
        }
        for (String head : List.of("fresh/best", "ws/best", "out/best", "GB/s", "triad", "fresh of it", "out of it")) {
            table.column(head, Align.RIGHT);
        }
        for (ElementwiseCase of : compared.cases()) {
            List<String> cells = new ArrayList<>(List.of(of.toString()));
            for (Contender contender : Contender.values()) {
                if (contender != Contender.TRIAD) {
                    cells.add(contender.takes(of) ? reasons.cell(compared.row(of, contender)) : "");
                }
            }
            cells.add(Units.digits(compared.overBest(of, Contender.FRESH, Contender.FRESH_OTHERS)));
            cells.add(Units.digits(compared.overBest(of, Contender.WORKSPACE, Contender.FRESH_OTHERS)));
            cells.add(Units.digits(compared.overBest(of, Contender.OUT, Contender.OUT_OTHERS)));
            cells.add(Units.digits(results.gbps(compared.row(of, Contender.FRESH))));
            cells.add(triad(compared.row(of, Contender.TRIAD)));
            cells.add(share(compared.over(of, Contender.FRESH, Contender.TRIAD)));
            cells.add(share(compared.over(of, Contender.OUT, Contender.TRIAD)));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private String triad(Row<ElementwiseCase, Contender> row) {
        if (!row.contender().takes(row.of())) {
            return "";
        }
        return row.median().isPresent() ? Units.digits(results.gbps(row)) : reasons.cell(row);
    }

    private static String share(OptionalDouble share) {
        return share.isPresent() ? Units.percent(share.getAsDouble()) : "";
    }

    private String summary() {
        return compared.toText("fresh over numpy", Contender.FRESH, Contender.NUMPY)
                + compared.toText("fresh over torch", Contender.FRESH, Contender.TORCH)
                + behind("fresh", Contender.FRESH, Contender.FRESH_OTHERS)
                + compared.toText("workspace over numpy", Contender.WORKSPACE, Contender.NUMPY)
                + compared.toText("workspace over torch", Contender.WORKSPACE, Contender.TORCH)
                + behind("workspace", Contender.WORKSPACE, Contender.FRESH_OTHERS)
                + compared.toText("out over numpy-out", Contender.OUT, Contender.NUMPY_OUT)
                + compared.toText("out over torch-out", Contender.OUT, Contender.TORCH_OUT)
                + behind("out", Contender.OUT, Contender.OUT_OTHERS)
                + ofTriad("fresh", Contender.FRESH)
                + ofTriad("out", Contender.OUT)
                + small();
    }

    private boolean isMeasured(Contender contender, List<Contender> others) {
        return compared.cases().stream()
                .anyMatch(of -> compared.overBest(of, contender, others).isPresent());
    }

    private String behind(String name, Contender contender, List<Contender> others) {
        return isMeasured(contender, others)
                ? name + " below " + Results.WELL + " of the better one: "
                        + list(compared.below(Results.WELL, contender, others), Units::digits) + "\n"
                : "";
    }

    private String ofTriad(String name, Contender contender) {
        return isMeasured(contender, List.of(Contender.TRIAD))
                ? compared.toText(name + " over the triad", contender, Contender.TRIAD) + name + " below "
                        + Results.WELL + " of the triad: "
                        + list(compared.below(Results.WELL, contender, List.of(Contender.TRIAD)), Units::digits) + "\n"
                : "";
    }

    private String small() {
        List<At<ElementwiseCase>> small = results.small();
        if (small.isEmpty()) {
            return "";
        }
        At<ElementwiseCase> most = small.getFirst();
        return "up to 100 elements with a fresh result: at most " + Units.time(most.value()) + ", at " + most.of()
                + "; more than " + Units.time(Results.SMALL_NANOS) + ": "
                + list(
                        small.stream()
                                .filter(at -> at.value() > Results.SMALL_NANOS)
                                .toList(),
                        Units::time)
                + "\n";
    }

    private static String list(List<At<ElementwiseCase>> found, DoubleFunction<String> text) {
        return found.isEmpty()
                ? "none"
                : found.stream()
                        .map(at -> at.of() + " (" + text.apply(at.value()) + ")")
                        .collect(Collectors.joining(", "));
    }
}
