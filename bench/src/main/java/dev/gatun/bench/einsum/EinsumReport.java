package dev.gatun.bench.einsum;

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

/** What was measured as a person reads it. */
public final class EinsumReport {
    private final Results results;
    private final Footnotes reasons = new Footnotes();

    private EinsumReport(Results results) {
        this.results = results;
    }

    /** The head, the table, why some of it is missing, and what follows from it. */
    public static String toText(Results results, int longestLine) {
        EinsumReport report = new EinsumReport(results);
        return report.head() + "\n" + report.table().toText(longestLine) + report.reasons.toText() + "\n"
                + report.summary();
    }

    private String head() {
        return Place.line(
                        "einsum",
                        "float32; einsum and matmul into memory that is there, the others with a fresh result; "
                                + Units.effort(
                                        results.threads(),
                                        results.effort().rounds(),
                                        results.effort().isQuick()))
                + results.place().toText();
    }

    private Table table() {
        Table table = new Table().column("case", Align.LEFT);
        for (Contender contender : Contender.values()) {
            table.column(contender.id(), Align.RIGHT);
        }
        table.column("over numpy", Align.RIGHT)
                .column("over torch", Align.RIGHT)
                .column("of peak", Align.RIGHT);
        for (EinsumCase of : results.compared().cases()) {
            List<String> cells = new ArrayList<>(List.of(of.toString()));
            for (Contender contender : Contender.values()) {
                cells.add(time(results.compared().row(of, contender)));
            }
            cells.add(Units.digits(results.compared().over(of, Contender.EINSUM, Contender.NUMPY)));
            cells.add(Units.digits(results.compared().over(of, Contender.EINSUM, Contender.TORCH)));
            OptionalDouble ofPeak = results.ofPeak(results.compared().row(of, Contender.EINSUM));
            cells.add(ofPeak.isPresent() ? Units.percent(ofPeak.getAsDouble()) : "");
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private String time(Row<EinsumCase, Contender> row) {
        return row.contender().takes(row.of()) ? reasons.cell(row) : "";
    }

    private String summary() {
        return over("NumPy", Contender.EINSUM, Contender.NUMPY)
                + over("PyTorch", Contender.EINSUM, Contender.TORCH)
                + over("NumPy, with a fresh result,", Contender.FRESH, Contender.NUMPY)
                + over("PyTorch, with a fresh result,", Contender.FRESH, Contender.TORCH)
                + results.mostBeyondMatmul().map(EinsumReport::beyond).orElse("");
    }

    private static String beyond(At<EinsumCase> at) {
        String time = Units.time(Math.abs(at.value()));
        return "einsum against 1.05 times matmul: at most " + (at.value() > 0 ? time + " more" : time + " less")
                + ", at " + at.of() + "\n";
    }

    private String over(String name, Contender contender, Contender other) {
        return results.compared().toText("over " + name, contender, other);
    }
}
