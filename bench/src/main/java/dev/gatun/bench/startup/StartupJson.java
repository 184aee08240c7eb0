package dev.gatun.bench.startup;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Timing;
import org.jspecify.annotations.Nullable;

/** What was measured, for programs; what is not known is null. */
public final class StartupJson {
    private StartupJson() {}

    /**
     * The whole of it, indented.
     *
     * @param command as it was called
     * @param date of the day
     */
    public static String toJson(Startup startup, String command, String date) {
        ObjectNode root = Json.root(command, date);
        root.put("effort", startup.effort());
        root.put("pairs", startup.pairs());
        root.set(
                "machine",
                Json.machine(
                        startup.place().machine(),
                        startup.place().facts(),
                        startup.place().limits()));
        ArrayNode rows = root.putArray("rows");
        startup.rows().forEach(row -> rows.add(row(row)));
        @Nullable
        Double beyond =
                startup.row(Program.OPENBLAS).beyondEmpty().map(Timing::median).orElse(null);
        root.putObject("summary")
                .put("openblasBeyondEmptyNanos", beyond)
                .put("allowedNanos", Startup.ALLOWED_NANOS)
                .put("holds", beyond == null ? null : (Boolean) (beyond <= Startup.ALLOWED_NANOS));
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode row(Startup.Row row) {
        ObjectNode node = Json.object()
                .put("program", row.program().id())
                .put("what", row.program().what())
                .put("status", row.failed() ? "failed" : row.pairs().isEmpty() ? "missing" : "ok")
                .put("reason", row.reason().isEmpty() ? null : row.reason())
                .put("nanos", row.timing().map(Timing::median).orElse(null))
                .put("beyondEmptyNanos", row.beyondEmpty().map(Timing::median).orElse(null))
                .put("beyondEmptyLow", row.beyondEmpty().map(Timing::low).orElse(null))
                .put("beyondEmptyHigh", row.beyondEmpty().map(Timing::high).orElse(null));
        ArrayNode pairs = node.putArray("nanosOfPairs");
        row.pairs().forEach(pair -> pairs.addArray().add(pair.nanos()).add(pair.emptyNanos()));
        return node;
    }
}
