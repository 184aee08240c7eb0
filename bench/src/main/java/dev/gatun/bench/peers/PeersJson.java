package dev.gatun.bench.peers;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.Row;
import java.util.OptionalDouble;

/** What was measured, for programs; what is not known is null. */
public final class PeersJson {
    private PeersJson() {}

    /**
     * The whole of it, indented.
     *
     * @param command as it was called
     * @param date of the day
     */
    public static String toJson(Peers peers, String command, String date) {
        ObjectNode root = Json.root(command, date);
        root.put("threads", peers.threads());
        root.put("effort", peers.pace().name());
        root.put("rounds", peers.pace().rounds());
        Peers.Place place = peers.place();
        ObjectNode machine = Json.machine(place.machine(), place.facts(), place.limits());
        machine.put("python", place.python());
        ArrayNode loaded = machine.putArray("pythonBlas");
        place.pythonBlas().forEach(loaded::add);
        root.set("machine", machine);
        ArrayNode rows = root.putArray("rows");
        peers.compared().rows().forEach(row -> rows.add(row(peers, row)));
        ArrayNode summary = root.putArray("peers");
        for (Contender peer : peers.measuredPeers()) {
            ObjectNode node = summary.addObject()
                    .put("contender", peer.id())
                    .put("name", peers.names().get(peer));
            Json.put(node.putObject("matmulOver"), peers.compared(), Contender.MATMUL, peer);
            ArrayNode leads = node.putArray("leadsAt");
            peers.leads(peer).forEach(at -> leads.add(at.of().id()));
        }
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode row(Peers peers, Row<Multiplication, Contender> row) {
        ObjectNode node = Json.object()
                .put("shape", row.of().shape().toString())
                .put("why", row.of().why())
                .put("threads", peers.threads());
        Json.put(node, row);
        OptionalDouble gflops = Peers.gflops(row);
        Json.put(node, "gflops", gflops);
        Json.put(node, "ofPeak", peers.ofPeak(row));
        node.put("flopsPerByte", row.of().shape().flopsPerByte());
        Json.put(node, "ofRoof", peers.ofRoof(row));
        Json.put(node, "matmulOver", peers.compared().over(row.of(), Contender.MATMUL, row.contender()));
        return node;
    }
}
