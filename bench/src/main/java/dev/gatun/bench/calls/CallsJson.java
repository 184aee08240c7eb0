package dev.gatun.bench.calls;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Row;

/** What was measured, for programs; what is not known is null. */
public final class CallsJson {
    private CallsJson() {}

    /**
     * The whole of it, indented.
     *
     * @param command as it was called
     * @param date of the day
     */
    public static String toJson(Calls calls, String command, String date) {
        ObjectNode root = Json.root(command, date);
        root.put("effort", calls.pace().name());
        root.put("rounds", calls.pace().rounds());
        root.set(
                "machine",
                Json.machine(
                        calls.place().machine(),
                        calls.place().facts(),
                        calls.place().limits()));
        ArrayNode rows = root.putArray("rows");
        calls.compared().rows().stream()
                .filter(row -> row.contender().takes(row.of()))
                .forEach(row -> rows.add(row(calls, row)));
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode row(Calls calls, Row<Callee, Caller> row) {
        ObjectNode node = Json.object()
                .put("case", row.of().id())
                .put("name", row.of().toString())
                .put("why", row.of().why())
                .put("what", row.contender().what());
        Json.put(node, row);
        Json.put(node, "nanosBeyondC", calls.beyondC(row.of(), row.contender()));
        return node;
    }
}
