package dev.gatun.bench.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.host.Machine;
import java.util.OptionalDouble;

/** What the files for programs have in common; what is not known is null. */
public final class Json {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

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

    /** Adds a number or null. */
    public static void put(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent()) {
            node.put(name, value.getAsDouble());
        } else {
            node.putNull(name);
        }
    }
}
