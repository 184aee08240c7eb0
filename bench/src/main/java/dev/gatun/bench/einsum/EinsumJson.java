package dev.gatun.bench.einsum;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Timing;
import java.util.Optional;
import java.util.OptionalDouble;

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
        ObjectNode root = Json.object();
        root.put("command", command).put("date", date);
        root.put("threads", results.threads());
        root.put("effort", results.effort().name());
        root.put("rounds", results.effort().rounds());
        root.set("machine", machine(results.place()));
        ArrayNode rows = root.putArray("rows");
        results.rows().stream()
                .filter(row -> row.contender().takes(row.of()))
                .forEach(row -> rows.add(row(results, row)));
        ArrayNode cases = root.putArray("cases");
        results.cases().forEach(of -> cases.add(of(results, of)));
        ObjectNode summary = root.putObject("summary");
        over(summary.putObject("einsumOverNumpy"), results, Contender.EINSUM, Contender.NUMPY);
        over(summary.putObject("einsumOverTorch"), results, Contender.EINSUM, Contender.TORCH);
        over(summary.putObject("freshOverNumpy"), results, Contender.FRESH, Contender.NUMPY);
        over(summary.putObject("freshOverTorch"), results, Contender.FRESH, Contender.TORCH);
        ObjectNode beyond = summary.putObject("nanosBeyondMatmul");
        put(beyond, "most", results.mostBeyondMatmul());
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode machine(Results.Place place) {
        ObjectNode node = Json.machine(place.machine(), place.facts().openBlas(), OptionalDouble.empty());
        node.remove("peakGflops"); // nothing here is measured against it
        node.put("lanes", place.facts().lanes());
        node.put("python", place.python());
        ArrayNode blas = node.putArray("pythonBlas");
        place.blas().forEach(blas::add);
        ArrayNode arguments = node.putArray("jvmArgs");
        place.jvm().added().forEach(arguments::add);
        return node;
    }

    private static ObjectNode row(Results results, Row row) {
        ObjectNode node = Json.object()
                .put("case", row.of().id())
                .put("subscripts", row.of().subscripts())
                .put("threads", results.threads())
                .put("contender", row.contender().id())
                .put("status", row.failed() ? "failed" : row.nanos().isEmpty() ? "missing" : "ok")
                .put("reason", row.reason().isEmpty() ? null : row.reason());
        Json.put(node, "nanos", row.median());
        node.put("nanosLow", row.timing().map(Timing::low).orElse(null));
        node.put("nanosHigh", row.timing().map(Timing::high).orElse(null));
        ArrayNode rounds = node.putArray("nanosOfRounds");
        row.nanos().forEach(rounds::add);
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
        Json.put(node, "einsumOverNumpy", results.over(of, Contender.EINSUM, Contender.NUMPY));
        Json.put(node, "einsumOverTorch", results.over(of, Contender.EINSUM, Contender.TORCH));
        Json.put(node, "freshOverNumpy", results.over(of, Contender.FRESH, Contender.NUMPY));
        Json.put(node, "freshOverTorch", results.over(of, Contender.FRESH, Contender.TORCH));
        Json.put(node, "nanosBeyondMatmul", results.beyondMatmul(of));
        return node;
    }

    private static void over(ObjectNode node, Results results, Contender contender, Contender other) {
        Json.put(node, "geometricMean", results.mean(contender, other));
        put(node, "least", results.least(contender, other));
    }

    private static void put(ObjectNode node, String name, Optional<Results.At> at) {
        Json.put(node, name, at.stream().mapToDouble(Results.At::value).findFirst());
        node.put("at", at.map(found -> found.of().id()).orElse(null));
    }
}
