package dev.gatun.bench.sgemm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.sgemm.ForkTimer.Fork;
import java.util.Optional;

/**
 * What was measured, for programs. The names are a contract, written out here one by one so that none changes with a
 * field of ours; what is not known is null.
 */
public final class SgemmJson {
    private SgemmJson() {}

    /**
     * The whole of it, indented.
     *
     * @param command as it was called
     * @param date of the day
     */
    public static String toJson(Sgemm sgemm, String command, String date) {
        ObjectNode root = Json.root(command, date);
        root.put("threads", sgemm.threads());
        root.put("effort", sgemm.effort().name());
        root.put("jvms", sgemm.effort().rounds());
        root.set("machine", machine(sgemm.place()));
        putRows(root.putArray("rows"), sgemm);
        ArrayNode products = root.putArray("products");
        sgemm.products().forEach(product -> products.add(product(sgemm, product)));
        root.set("summary", summary(sgemm));
        return root.toPrettyString() + "\n";
    }

    /** Adds what became of each contender at each product. */
    public static void putRows(ArrayNode rows, Sgemm sgemm) {
        sgemm.rows().forEach(row -> rows.add(row(sgemm, row)));
    }

    /** Where it was measured. */
    public static ObjectNode machine(Sgemm.Place place) {
        ObjectNode node = Json.machine(place.machine(), place.facts(), place.limits());
        node.put("coretype", place.jvm().coretype().orElse(null));
        ArrayNode arguments = node.putArray("jvmArgs");
        place.jvm().added().forEach(arguments::add);
        return node;
    }

    private static ObjectNode row(Sgemm sgemm, Row row) {
        ObjectNode node = Json.object()
                .put("shape", row.product().shape().toString())
                .put("transposes", row.product().transposes().toString())
                .put("threads", sgemm.threads())
                .put("contender", row.contender().id())
                .put("status", row.failed() ? "failed" : row.forks().isEmpty() ? "missing" : "ok")
                .put("reason", row.reason().isEmpty() ? null : row.reason());
        Json.put(node, "nanos", row.nanos());
        Json.put(node, "gflops", row.gflops());
        Json.put(node, "ofPeak", sgemm.ofPeak(row));
        node.put("flopsPerByte", row.product().shape().flopsPerByte());
        Json.put(node, "ofRoof", sgemm.ofRoof(row));
        Json.put(node, "allocatedBytes", row.allocatedBytes());
        node.put("nanosLow", row.timing().map(Timing::low).orElse(null));
        node.put("nanosHigh", row.timing().map(Timing::high).orElse(null));
        ArrayNode forks = node.putArray("nanosOfJvms");
        row.forks().stream().map(Fork::nanos).forEach(forks::add);
        return node;
    }

    private static ObjectNode product(Sgemm sgemm, Product product) {
        ObjectNode node = Json.object()
                .put("shape", product.shape().toString())
                .put("transposes", product.transposes().toString())
                .put("why", product.why());
        Json.put(node, "packedOverOpenblasC", sgemm.packedOverC(product));
        Json.put(node, "matmulOverBest", sgemm.matmulOverBest(product));
        Json.put(node, "matmulBehindNanos", sgemm.matmulBehindNanos(product));
        return node;
    }

    private static ObjectNode summary(Sgemm sgemm) {
        ObjectNode node = Json.object();
        ObjectNode packed = node.putObject("packedOverOpenblasC");
        Json.put(packed, "geometricMean", sgemm.packedOverCMean());
        put(packed, "least", sgemm.leastPackedOverC());
        put(node.putObject("matmulOverBest"), "least", sgemm.leastMatmulOverBest());
        put(node.putObject("matmulBehindNanos"), "most", sgemm.mostMatmulBehindNanos());
        return node;
    }

    private static void put(ObjectNode node, String name, Optional<Sgemm.At> at) {
        Json.put(node, name, at.stream().mapToDouble(Sgemm.At::value).findFirst());
        node.put("at", at.map(found -> found.product().toString()).orElse(null));
    }
}
