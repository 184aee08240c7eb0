package dev.gatun.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatun.bench.measure.Units;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The machine, and the version of everything that was measured. */
final class Versions {
    private static final double GIB = 1L << 30;

    private Versions() {}

    static Map<String, String> of(Data data) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            data.part(part).ifPresent(json -> add(lines, json));
        }
        return lines;
    }

    private static void add(Map<String, String> lines, JsonNode part) {
        JsonNode machine = part.path("machine");
        text(lines, "processor", machine.path("cpu"));
        text(lines, "vectors", machine.path("vectors"));
        text(lines, "processors for Java", machine.path("cores"));
        Rows.number(machine.path("memoryBytes"))
                .ifPresent(bytes -> lines.putIfAbsent("memory", Units.digits(bytes / GIB) + " GiB"));
        text(lines, "system", machine.path("system"));
        text(lines, "C library", machine.path("libc"));
        text(lines, "Java", machine.path("java"));
        text(lines, "OpenBLAS", machine.path("blas"));
        Rows.number(machine.path("peakGflops"))
                .ifPresent(peak -> lines.putIfAbsent("FMA peak of a core", Units.digits(peak) + " GFLOP/s"));
        Rows.number(machine.path("triadGbps"))
                .ifPresent(triad -> lines.putIfAbsent("memory, one core (triad)", Units.digits(triad) + " GB/s"));
        JsonNode python = part.path("python");
        text(lines, "Python", python.path("version"));
        text(lines, "NumPy", python.path("numpy"));
        text(lines, "PyTorch", python.path("torch"));
        blas(python.path("blas")).ifPresent(blas -> lines.putIfAbsent("BLAS of Python", blas));
        for (JsonNode peer : part.path("peers")) {
            text(lines, peer.path("contender").asText(), peer.path("name"));
        }
    }

    private static void text(Map<String, String> lines, String name, JsonNode value) {
        if (value.isTextual() || value.isNumber()) {
            lines.putIfAbsent(name, value.asText());
        }
    }

    private static Optional<String> blas(JsonNode paths) {
        String all = Rows.stream(paths).map(JsonNode::asText).collect(Collectors.joining(", "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }
}
