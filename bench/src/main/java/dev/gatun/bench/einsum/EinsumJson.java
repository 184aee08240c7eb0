package dev.gatun.bench.einsum;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Row;

/**
 * What was measured, for programs. The names are a contract, written out here one by one so that none changes with a
 * field of ours; what is not known is null.
 */
public final class EinsumJson {
    private EinsumJson() {}

    /**
     * The whole of it, indented.
     *
     * @param command as it was called
     * @param date of the day
     */
    public static String toJson(Results results, String command, String date) {
        ObjectNode root = Json.root(command, date);
        root.put("threads", results.threads());
        root.put("effort", results.effort().name());
        root.put("rounds", results.effort().rounds());
        root.set("machine", results.place().toJson());
        ArrayNode rows = root.putArray("rows");
        results.compared().rows().stream()
                .filter(row -> row.contender().takes(row.of()))
                .forEach(row -> rows.add(row(results, row)));
        ArrayNode cases = root.putArray("cases");
        results.compared().cases().forEach(of -> cases.add(of(results, of)));
        ObjectNode summary = root.putObject("summary");
        Json.put(summary.putObject("einsumOverNumpy"), results.compared(), Contender.EINSUM, Contender.NUMPY);
        Json.put(summary.putObject("einsumOverTorch"), results.compared(), Contender.EINSUM, Contender.TORCH);
        Json.put(summary.putObject("freshOverNumpy"), results.compared(), Contender.FRESH, Contender.NUMPY);
        Json.put(summary.putObject("freshOverTorch"), results.compared(), Contender.FRESH, Contender.TORCH);
        ObjectNode beyond = summary.putObject("nanosBeyondMatmul");
        Json.put(beyond, "most", results.mostBeyondMatmul());
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode row(Results results, Row<EinsumCase, Contender> row) {
        ObjectNode node = Json.object()
                .put("case", row.of().id())
                .put("subscripts", row.of().subscripts())
                .put("threads", results.threads());
        Json.put(node, row);
        Json.put(node, "gflops", Results.gflops(row));
        Json.put(node, "ofPeak", results.ofPeak(row));
        return node;
    }

    private static ObjectNode of(Results results, EinsumCase of) {
        ObjectNode node = Json.object()
                .put("case", of.id())
                .put("subscripts", of.subscripts())
                .put("contiguous", of.contiguous())
                .put("why", of.why());
        ArrayNode shapes = node.putArray("shapes");
        of.shapes().forEach(shape -> shape.forEach(shapes.addArray()::add));
        Json.put(node, "einsumOverNumpy", results.compared().over(of, Contender.EINSUM, Contender.NUMPY));
        Json.put(node, "einsumOverTorch", results.compared().over(of, Contender.EINSUM, Contender.TORCH));
        Json.put(node, "freshOverNumpy", results.compared().over(of, Contender.FRESH, Contender.NUMPY));
        Json.put(node, "freshOverTorch", results.compared().over(of, Contender.FRESH, Contender.TORCH));
        Json.put(node, "nanosBeyondMatmul", results.beyondMatmul(of));
        return node;
    }
}
