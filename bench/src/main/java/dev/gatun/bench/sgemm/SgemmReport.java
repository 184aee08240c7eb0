package dev.gatun.bench.sgemm;

import dev.gatun.bench.measure.Footnotes;
import dev.gatun.bench.measure.Table;
import dev.gatun.bench.measure.Table.Align;
import dev.gatun.bench.measure.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;

/** What was measured as a person reads it. */
public final class SgemmReport {
    private final Sgemm sgemm;
    private final Footnotes reasons = new Footnotes();

    private SgemmReport(Sgemm sgemm) {
        this.sgemm = sgemm;
    }

    /** The head, the table, why some of it is missing, and what follows from it. */
    public static String toText(Sgemm sgemm, int longestLine) {
        SgemmReport report = new SgemmReport(sgemm);
        return report.head() + "\n" + report.table().toText(longestLine) + report.reasons.toText() + "\n"
                + report.summary();
    }

    private String head() {
        Sgemm.Place place = sgemm.place();
        List<String> arguments = place.jvm().added();
        return line("C <- A B", "m x k x n, float32, into memory that is there; GFLOP/s; " + effort())
                + line("machine", place.machine().describe() + place.limits().describe())
                + line(
                        "java",
                        place.machine().java() + "; " + place.facts().lanes() + " floats in a vector"
                                + (arguments.isEmpty() ? "" : "; " + String.join(" ", arguments)))
                + line("openblas", place.facts().openBlas());
    }

    private String effort() {
        int rounds = sgemm.effort().rounds();
        return (sgemm.threads() == 1 ? "1 thread" : sgemm.threads() + " threads") + "; "
                + (rounds == 1 ? "1 JVM" : "the median of " + rounds + " JVMs")
                + (sgemm.effort().isQuick() ? "; a quick run" : "");
    }

    private static String line(String name, String value) {
        return String.format("%-9s %s%n", name, value);
    }

    private Table table() {
        Table table = new Table().column("product", Align.LEFT).column("trans", Align.LEFT);
        for (Contender contender : Contender.values()) {
            table.column(contender.id(), Align.RIGHT);
        }
        table.column("packed/openblas-c", Align.RIGHT).column("matmul/best", Align.RIGHT);
        for (Product product : sgemm.products()) {
            List<String> cells = new ArrayList<>(
                    List.of(product.shape().toString(), product.transposes().toString()));
            for (Contender contender : Contender.values()) {
                cells.add(gflops(sgemm.row(product, contender)));
            }
            cells.add(text(sgemm.packedOverC(product), Units::digits));
            cells.add(text(sgemm.matmulOverBest(product), Units::digits));
            table.row(cells.toArray(String[]::new));
        }
        return table;
    }

    private String gflops(Row row) {
        OptionalDouble gflops = row.gflops();
        if (gflops.isPresent()) {
            return Units.digits(gflops.getAsDouble());
        }
        String id = row.contender().id();
        return reasons.mark(row.failed() ? id + " at " + row.product() : id, row.reason());
    }

    private String summary() {
        String mean = text(
                sgemm.packedOverCMean(),
                value -> "packed over openblas-c: geometric mean " + Units.digits(value)
                        + sgemm.leastPackedOverC().map(at -> ", " + least(at)).orElse("") + "\n");
        String matmul = sgemm.leastMatmulOverBest()
                .map(at -> "matmul over the best, from 16x16x16 on: " + least(at) + "\n")
                .orElse("");
        String behind = sgemm.mostMatmulBehindNanos()
                .map(at -> "matmul behind the best, below: "
                        + (at.value() > 0 ? "at most " + Units.time(at.value()) + " at " + at.product() : "nowhere")
                        + "\n")
                .orElse("");
        String allocated = sgemm.mostAllocated()
                .map(row -> "allocated on the heap: at most "
                        + Units.digits(row.allocatedBytes().orElse(0)) + " bytes a call, by "
                        + row.contender().id() + " at " + row.product() + "\n")
                .orElse("");
        return mean + matmul + behind + allocated;
    }

    private static String least(Sgemm.At at) {
        return "least " + Units.digits(at.value()) + " at " + at.product();
    }

    private static String text(OptionalDouble value, DoubleFunction<String> format) {
        return value.isPresent() ? format.apply(value.getAsDouble()) : "";
    }
}
