package dev.gatun.bench.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What was measured, part by part, as the suites wrote it. */
public final class Data {
    private static final ObjectMapper JSON = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(50).build())
                    .build())
            .build();

    private final Map<Part, JsonNode> parts;

    private Data(Map<Part, JsonNode> parts) {
        this.parts = parts;
    }

    /**
     * Reads what is in a folder.
     *
     * @throws Failure if a file is not what a suite writes
     */
    public static Data read(Path folder) {
        Map<Part, JsonNode> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            read(folder, part).ifPresent(json -> parts.put(part, json));
        }
        return new Data(parts);
    }

    private static Optional<JsonNode> read(Path folder, Part part) {
        Path file = folder.resolve(part.file());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            if (!json.path("machine").isObject() || !json.path("rows").isArray()) {
                throw new Failure(file + " is not what bench/gatun writes: delete it, and it is measured anew");
            }
            return Optional.of(json);
        } catch (JsonProcessingException e) {
            throw new Failure(
                    file + " is no JSON (" + e.getOriginalMessage() + "): delete it, and it is measured anew", e);
        } catch (IOException e) {
            throw new Failure("cannot read " + file + ": " + e, e);
        }
    }

    /**
     * Whether a folder has a part that was measured on this machine, to its end, and with as much effort as is asked for;
     * of peers, also with those in Java if they have been built since.
     *
     * @param peersBuilt whether there are peers in Java
     * @throws Failure if there is a file, and it is not what a suite writes
     */
    public static boolean has(Path folder, Part part, boolean quick, boolean peersBuilt, Machine machine) {
        return read(folder, part)
                .filter(json -> isOf(json.path("machine"), machine))
                .filter(json -> !json.path("interrupted").asBoolean())
                .filter(json -> quick || !json.path("effort").asText().equals("quick"))
                .filter(json -> !peersBuilt || !isOfPeers(part) || hasPeersInJava(json))
                .isPresent();
    }

    private static boolean isOfPeers(Part part) {
        return part == Part.PEERS || part == Part.PEERS_ALL;
    }

    /** EJML needs nothing of the machine: it is measured wherever it was built. */
    private static boolean hasPeersInJava(JsonNode json) {
        return Rows.measured(json)
                .anyMatch(row -> row.path("contender").asText().equals("ejml"));
    }

    private static boolean isOf(JsonNode json, Machine machine) {
        return json.path("cpu").asText().equals(machine.cpu())
                && json.path("vectors").asText().equals(machine.vectors())
                && json.path("cores").asInt() == machine.cores()
                && json.path("java").asText().equals(machine.java());
    }

    /** A part, if it was measured. */
    Optional<JsonNode> part(Part part) {
        return Optional.ofNullable(parts.get(part));
    }

    /** Whether there is nothing at all. */
    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** All parts by their names. */
    ObjectNode all() {
        ObjectNode all = JSON.createObjectNode();
        parts.forEach((part, json) -> all.set(part.id(), json));
        return all;
    }

    /** A number that one of the parts has, the first that has it. */
    Optional<Double> machineNumber(String name) {
        return parts.values().stream()
                .map(json -> json.path("machine").path(name))
                .filter(JsonNode::isNumber)
                .map(JsonNode::asDouble)
                .findFirst();
    }
}
