package dev.gatun.bench.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.Machine;
import dev.gatun.bench.yardstick.Limits;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the files for programs have in common; what is not known is null. */
public final class Json {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

    /**
     * The beginning of a file.
     *
     * @param command as it was called
     * @param date of the day
     */
    public static ObjectNode root(String command, String date) {
        ObjectNode root = object().put("command", command).put("date", date);
        return Interrupt.isRequested() ? root.put("interrupted", true) : root;
    }

    /** An object without members. */
    public static ObjectNode object() {
        return JSON.createObjectNode();
    }

    /**
     * A machine and what computes on it.
     *
     * @param blas the OpenBLAS, in words
     * @param peakGflops the FMA peak of a core
     */
    public static ObjectNode machine(Machine machine, String blas, OptionalDouble peakGflops) {
        ObjectNode node = object().put("cpu", machine.cpu())
                .put("vectors", machine.vectors())
                .put("cores", machine.cores())
                .put("memoryBytes", machine.memoryBytes())
                .put("system", machine.system())
                .put("libc", machine.libc())
                .put("java", machine.java())
                .put("blas", blas);
        put(node, "peakGflops", peakGflops);
        return node;
    }

    /** The same with both limits of a core, the name of OpenBLAS's kernels and the floats in a vector. */
    public static ObjectNode machine(Machine machine, JvmFacts facts, Limits limits) {
        ObjectNode node = machine(machine, facts.openBlas(), limits.peakGflops());
        put(node, "triadGbps", limits.triadGbps());
        return node.put("blasCore", facts.coreName().orElse(null)).put("lanes", facts.lanes());
    }

    /** Adds a number or null. */
    public static void put(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, value.getAsDouble());
        } else {
            node.putNull(name);
        }
    }

    /** Adds what became of a contender, from its name on. */
    public static void put(ObjectNode node, Row<?, ?> row) {
        node.put("contender", row.contender().id())
                .put("status", row.failed() ? "failed" : row.nanos().isEmpty() ? "missing" : "ok")
                .put("reason", row.reason().isEmpty() ? null : row.reason());
        put(node, "nanos", row.median());
        node.put("nanosLow", row.timing().map(Timing::low).orElse(null));
        node.put("nanosHigh", row.timing().map(Timing::high).orElse(null));
        ArrayNode rounds = node.putArray("nanosOfRounds");
        row.nanos().forEach(rounds::add);
    }

    /** Adds how many times as fast as another a contender is, over all cases. */
    public static <C extends Case, K extends Competitor> void put(
            ObjectNode node, Comparison<C, K> compared, K contender, K other) {
        put(node, "geometricMean", compared.mean(contender, other));
        put(node, "least", compared.least(contender, other));
    }

    /** Adds a number and the case where it was found. */
    public static <C extends Case> void put(ObjectNode node, String name, Optional<Comparison.At<C>> at) {
        put(node, name, at.stream().mapToDouble(Comparison.At::value).findFirst());
        node.put("at", at.map(found -> found.of().id()).orElse(null));
    }
}
