package dev.gatun.bench.ladder;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.ladder.Ladder.Place;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Reference.Check;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.python.Interpreter;
import org.jspecify.annotations.Nullable;

/**
 * A ladder for programs. The names are a contract, written out here one by one so that none changes with a field of
 * ours; what is not known is null.
 */
public final class LadderJson {
    private LadderJson() {}

    /**
     * The whole of it, indented.
     *
     * @param command as it was called
     * @param date of the day
     */
    public static String toJson(Ladder ladder, String command, String date) {
        ObjectNode root = Json.root(command, date);
        root.putObject("shape")
                .put("m", ladder.shape().m())
                .put("k", ladder.shape().k())
                .put("n", ladder.shape().n());
        root.put("threads", ladder.threads());
        root.put("effort", ladder.effort().name());
        root.put("operands", ladder.source());
        root.set("machine", machine(ladder.place()));
        root.set("python", python(ladder.place()));
        root.put("baseline", ladder.baseline().map(row -> row.tier().id()).orElse(null));
        ArrayNode rows = root.putArray("rows");
        ladder.rows().forEach(row -> rows.add(row(ladder, row)));
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode machine(Place place) {
        ObjectNode node = Json.machine(place.machine(), place.openBlas(), place.peakGflops());
        Json.put(node, "triadGbps", place.triadGbps());
        return node;
    }

    private static ObjectNode python(Place place) {
        ObjectNode node = Json.object();
        node.put("command", place.python().map(Interpreter::command).orElse(null));
        node.put("version", place.python().map(Interpreter::version).orElse(null));
        node.put("numpy", place.python().flatMap(p -> p.numpy().version()).orElse(null));
        node.put("torch", place.python().flatMap(p -> p.torch().version()).orElse(null));
        ArrayNode blas = node.putArray("blas");
        place.pythonBlas().forEach(blas::add);
        return node;
    }

    private static ObjectNode row(Ladder ladder, Row row) {
        ObjectNode node = Json.object()
                .put("id", row.tier().id())
                .put("label", row.tier().label())
                .put("code", row.tier().code())
                .put("status", row.isOk() ? "ok" : "missing")
                .put("reason", row.isOk() ? null : row.reason())
                .put("nanos", row.timing().map(Timing::median).orElse(null));
        Json.put(node, "timesFaster", ladder.timesFaster(row));
        Json.put(node, "lesson", ladder.lessonFactor(row));
        Json.put(node, "gflops", ladder.gflops(row));
        Json.put(node, "ofPeak", ladder.ofPeak(row));
        node.put("near", near(row));
        // JSON has no NaN; "near": false says that something is wrong.
        node.put(
                "maxError",
                row.check().map(Check::maxError).filter(Double::isFinite).orElse(null));
        node.put("nanosLow", row.timing().map(Timing::low).orElse(null));
        node.put("nanosHigh", row.timing().map(Timing::high).orElse(null));
        node.put("samples", row.timing().map(Timing::samples).orElse(null));
        return node;
    }

    private static @Nullable Boolean near(Row row) {
        return row.status() == Row.Status.WRONG
                ? Boolean.FALSE
                : row.check().map(Check::near).orElse(null);
    }
}
