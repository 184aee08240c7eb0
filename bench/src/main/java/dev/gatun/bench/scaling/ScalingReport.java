package dev.gatun.bench.scaling;

import dev.gatun.bench.measure.Footnotes;
import dev.gatun.bench.measure.Place;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import dev.gatun.bench.measure.Units;
import dev.gatun.bench.sgemm.Contender;
import dev.gatun.bench.sgemm.Product;
import dev.gatun.bench.sgemm.Row;
import dev.gatun.bench.sgemm.Sgemm;
import java.util.ArrayList;
import java.util.List;

/** What was measured as a person reads it. */
public final class ScalingReport {
    private ScalingReport() {}

    /** The head, and a table for each number of threads. */
    public static String toText(Scaling scaling, int longestLine) {
        StringBuilder text = new StringBuilder(head(scaling));
        Footnotes reasons = new Footnotes();
        for (Sgemm sgemm : scaling.byThreads()) {
            text.append('\n')
                    .append(sgemm.threads() == 1 ? "1 thread" : sgemm.threads() + " threads")
                    .append('\n');
            text.append(table(scaling, sgemm, reasons).toText(longestLine));
        }
        return text + reasons.toText();
    }

    private static String head(Scaling scaling) {
        Sgemm.Place place = scaling.byThreads().getFirst().place();
        return Place.line(
                        "scaling",
                        "n x n by n x n, float32, into memory that is there; GFLOP/s; "
                                + (scaling.effort().rounds() == 1
                                        ? "1 JVM"
                                        : "the median of " + scaling.effort().rounds() + " JVMs")
                                + (scaling.effort().isQuick() ? "; a quick run" : ""))
                + Place.line(
                        "machine", place.machine().describe() + place.limits().describe())
                + Place.line("java", place.machine().java())
                + Place.line("openblas", place.facts().openBlas());
    }

    private static Table table(Scaling scaling, Sgemm sgemm, Footnotes reasons) {
        Table table = new Table().column("n", Align.RIGHT);
        for (Contender contender : Contender.values()) {
            table.column(contender.id(), Align.RIGHT);
        }
        table.column("matmul of peak", Align.RIGHT).column("matmul over 1 thread", Align.RIGHT);
        for (Product product : sgemm.products()) {
            List<String> cells =
                    new ArrayList<>(List.of(Integer.toString(product.shape().n())));
            for (Contender contender : Contender.values()) {
                cells.add(cell(sgemm.row(product, contender), reasons));
            }
            Row matmul = sgemm.row(product, Contender.MATMUL);
            cells.add(sgemm.ofPeak(matmul).stream()
                    .mapToObj(Units::percent)
                    .findFirst()
                    .orElse(""));
            cells.add(Units.digits(scaling.speedUp(sgemm, product, Contender.MATMUL)));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private static String cell(Row row, Footnotes reasons) {
        if (row.gflops().isPresent()) {
            return Units.digits(row.gflops());
        }
        String id = row.contender().id();
        return reasons.mark(row.failed() ? id + " at " + row.product() : id, row.reason());
    }
}
