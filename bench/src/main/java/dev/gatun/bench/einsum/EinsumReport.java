package dev.gatun.bench.einsum;

import dev.gatun.bench.measure.Footnotes;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import dev.gatun.bench.measure.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
        Results.Place place = results.place();
        List<String> arguments = place.jvm().added();
        String head = line(
                        "einsum",
                        "float32; einsum and matmul into memory that is there, the others with a fresh result; "
                                + effort())
                + line("machine", place.machine().describe())
                + line(
                        "java",
                        place.machine().java() + "; " + place.facts().lanes() + " floats in a vector"
                                + (arguments.isEmpty() ? "" : "; " + String.join(" ", arguments)))
                + line("openblas", place.facts().openBlas())
                + line("python", place.python());
        return place.blas().isEmpty() ? head : head + line("its blas", String.join(", ", place.blas()));
    }

    private String effort() {
        int rounds = results.effort().rounds();
        return (results.threads() == 1 ? "1 thread" : results.threads() + " threads") + "; "
                + (rounds == 1 ? "1 round" : "the median of " + rounds + " rounds")
                + (results.effort().equals(Effort.QUICK) ? "; a quick run" : "");
    }

    private static String line(String name, String value) {
        return String.format("%-9s %s%n", name, value);
    }

    private Table table() {
        Table table = new Table().column("case", Align.LEFT);
        for (Contender contender : Contender.values()) {
            table.column(contender.id(), Align.RIGHT);
        }
        table.column("over numpy", Align.RIGHT).column("over torch", Align.RIGHT);
        for (EinsumCase of : results.cases()) {
            List<String> cells = new ArrayList<>(List.of(of.toString()));
            for (Contender contender : Contender.values()) {
                cells.add(time(results.row(of, contender)));
            }
            cells.add(times(results.over(of, Contender.EINSUM, Contender.NUMPY)));
            cells.add(times(results.over(of, Contender.EINSUM, Contender.TORCH)));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private String time(Row row) {
        OptionalDouble nanos = row.median();
        if (nanos.isPresent()) {
            return Units.time(nanos.getAsDouble());
        }
        if (!row.contender().takes(row.of())) {
            return "";
        }
        String id = row.contender().id();
        return reasons.mark(row.failed() ? id + " at " + row.of() : id, row.reason());
    }

    private static String times(OptionalDouble value) {
        return value.isPresent() ? Units.digits(value.getAsDouble()) : "";
    }

    private String summary() {
        return over("NumPy", Contender.EINSUM, Contender.NUMPY)
                + over("PyTorch", Contender.EINSUM, Contender.TORCH)
                + over("NumPy, with a fresh result,", Contender.FRESH, Contender.NUMPY)
                + over("PyTorch, with a fresh result,", Contender.FRESH, Contender.TORCH)
                + results.mostBeyondMatmul().map(EinsumReport::beyond).orElse("");
    }

    private static String beyond(Results.At at) {
        String time = Units.time(Math.abs(at.value()));
        return "einsum against 1.05 times matmul: at most " + (at.value() > 0 ? time + " more" : time + " less")
                + ", at " + at.of() + "\n";
    }

    private String over(String name, Contender contender, Contender other) {
        OptionalDouble mean = results.mean(contender, other);
        Optional<Results.At> least = results.least(contender, other);
        if (mean.isEmpty() || least.isEmpty()) {
            return "";
        }
        return "over " + name + " geometric mean " + Units.digits(mean.getAsDouble()) + ", least "
                + Units.digits(least.get().value()) + " at " + least.get().of() + "\n";
    }
}
