package dev.gatun.bench.scaling;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.sgemm.Contender;
import dev.gatun.bench.sgemm.Product;
import dev.gatun.bench.sgemm.Sgemm;
import dev.gatun.bench.sgemm.SgemmJson;

/** What was measured, for programs; its rows are those of sgemm. */
public final class ScalingJson {
    private ScalingJson() {}

    /**
     * The whole of it, indented.
     *
     * @param command as it was called
     * @param date of the day
     */
    public static String toJson(Scaling scaling, String command, String date) {
        ObjectNode root = Json.root(command, date);
        root.put("effort", scaling.effort().name());
        root.put("jvms", scaling.effort().rounds());
        root.set("machine", SgemmJson.machine(scaling.byThreads().getFirst().place()));
        ArrayNode threads = root.putArray("threads");
        scaling.byThreads().forEach(sgemm -> threads.add(sgemm.threads()));
        ArrayNode rows = root.putArray("rows");
        scaling.byThreads().forEach(sgemm -> SgemmJson.putRows(rows, sgemm));
        ArrayNode speedUps = root.putArray("matmulOverOneThread");
        for (Sgemm sgemm : scaling.byThreads()) {
            for (Product product : sgemm.products()) {
                ObjectNode node = speedUps.addObject()
                        .put("shape", product.shape().toString())
                        .put("threads", sgemm.threads());
                Json.put(node, "times", scaling.speedUp(sgemm, product, Contender.MATMUL));
            }
        }
        return root.toPrettyString() + "\n";
    }
}
