package dev.gatun.bench.elementwise;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.Comparison.At;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Row;
import java.util.List;

/**
 * What was measured, for programs. The names are a contract, written out here one by one so that none changes with a
 * field of ours; what is not known is null.
 */
public final class ElementwiseJson {
    private ElementwiseJson() {}

    /**
     * The whole of it, indented.
     *
     * @param command as it was called
     * @param date of the day
     */
    public static String toJson(Results results, String command, String date) {
        Comparison<ElementwiseCase, Contender> compared = results.compared();
        ObjectNode root = Json.root(command, date);
        root.put("threads", results.threads());
        root.put("effort", results.effort().name());
        root.put("rounds", results.effort().rounds());
        root.set("machine", results.place().toJson());
        ArrayNode rows = root.putArray("rows");
        compared.rows().stream()
                .filter(row -> row.contender().takes(row.of()))
                .forEach(row -> rows.add(row(results, row)));
        ArrayNode cases = root.putArray("cases");
        compared.cases().forEach(of -> cases.add(of(compared, of)));
        ObjectNode summary = root.putObject("summary");
        Json.put(summary.putObject("freshOverNumpy"), compared, Contender.FRESH, Contender.NUMPY);
        Json.put(summary.putObject("freshOverTorch"), compared, Contender.FRESH, Contender.TORCH);
        Json.put(summary.putObject("workspaceOverNumpy"), compared, Contender.WORKSPACE, Contender.NUMPY);
        Json.put(summary.putObject("workspaceOverTorch"), compared, Contender.WORKSPACE, Contender.TORCH);
        Json.put(summary.putObject("outOverNumpyOut"), compared, Contender.OUT, Contender.NUMPY_OUT);
        Json.put(summary.putObject("outOverTorchOut"), compared, Contender.OUT, Contender.TORCH_OUT);
        Json.put(summary.putObject("freshOfTriad"), compared, Contender.FRESH, Contender.TRIAD);
        Json.put(summary.putObject("outOfTriad"), compared, Contender.OUT, Contender.TRIAD);
        ids(summary, "freshBehind", compared.below(Results.WELL, Contender.FRESH, Contender.FRESH_OTHERS));
        ids(summary, "workspaceBehind", compared.below(Results.WELL, Contender.WORKSPACE, Contender.FRESH_OTHERS));
        ids(summary, "outBehind", compared.below(Results.WELL, Contender.OUT, Contender.OUT_OTHERS));
        ids(summary, "freshBelowTriad", compared.below(Results.WELL, Contender.FRESH, List.of(Contender.TRIAD)));
        ids(summary, "outBelowTriad", compared.below(Results.WELL, Contender.OUT, List.of(Contender.TRIAD)));
        ObjectNode small = summary.putObject("smallNanos");
        Json.put(small, "most", results.small().stream().findFirst());
        ids(
                small,
                "over150",
                results.small().stream()
                        .filter(at -> at.value() > Results.SMALL_NANOS)
                        .toList());
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode row(Results results, Row<ElementwiseCase, Contender> row) {
        ObjectNode node = Json.object()
                .put("case", row.of().id())
                .put("operation", row.of().operation().id())
                .put("elements", row.of().elements())
                .put("threads", results.threads());
        Json.put(node, row);
        Json.put(node, "gbps", results.gbps(row));
        return node;
    }

    private static ObjectNode of(Comparison<ElementwiseCase, Contender> compared, ElementwiseCase of) {
        ObjectNode node = Json.object()
                .put("case", of.id())
                .put("operation", of.operation().id())
                .put("rows", of.rows())
                .put("columns", of.columns())
                .put("elements", of.elements())
                .put("bytesMoved", of.moved())
                .put("bytesOfMemory", of.memory());
        Json.put(node, "freshOverNumpy", compared.over(of, Contender.FRESH, Contender.NUMPY));
        Json.put(node, "freshOverTorch", compared.over(of, Contender.FRESH, Contender.TORCH));
        Json.put(node, "workspaceOverNumpy", compared.over(of, Contender.WORKSPACE, Contender.NUMPY));
        Json.put(node, "workspaceOverTorch", compared.over(of, Contender.WORKSPACE, Contender.TORCH));
        Json.put(node, "outOverNumpyOut", compared.over(of, Contender.OUT, Contender.NUMPY_OUT));
        Json.put(node, "outOverTorchOut", compared.over(of, Contender.OUT, Contender.TORCH_OUT));
        Json.put(node, "freshOfTriad", compared.over(of, Contender.FRESH, Contender.TRIAD));
        Json.put(node, "outOfTriad", compared.over(of, Contender.OUT, Contender.TRIAD));
        return node;
    }

    private static void ids(ObjectNode node, String name, List<At<ElementwiseCase>> found) {
        ArrayNode ids = node.putArray(name);
        found.forEach(at -> ids.add(at.of().id()));
    }
}
