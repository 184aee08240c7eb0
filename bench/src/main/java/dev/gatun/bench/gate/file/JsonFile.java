package dev.gatun.bench.gate.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.gatun.bench.host.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file of JSON that may hold anything: truncated, empty, of any depth and size. Whatever is asked of it that it does not
 * have is a {@link Failure} that names the file and the place.
 */
final class JsonFile {
    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST_DEPTH = 100;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Path path;

    private JsonFile(Path path) {
        this.path = path;
    }

    /**
     * A place in a file.
     *
     * @param file the file
     * @param where it is, for messages; empty for the whole
     * @param node what is there
     */
    record Place(JsonFile file, String where, JsonNode node) {
        Failure wrong(String what) {
            return new Failure(file.path + ": " + (where.isEmpty() ? "" : where + " ") + what);
        }

        private String inside(String name) {
            return where.isEmpty() ? name : where + "." + name;
        }

        /** A member that must be there. */
        Place get(String name) {
            return find(name).orElseThrow(() -> wrong("has no " + name));
        }

        /** A member that may be there. */
        Optional<Place> find(String name) {
            JsonNode member = node.get(name);
            return member == null || member.isNull()
                    ? Optional.empty()
                    : Optional.of(new Place(file, inside(name), member));
        }

        String text(String name) {
            Place member = get(name);
            if (!member.node.isTextual()) {
                throw member.wrong("is no text");
            }
            member.requirePlain(member.node.asText());
            return member.node.asText();
        }

        /** A text goes to terminals and into tables, so what moves a cursor is not let in. */
        void requirePlain(String text) {
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw wrong("holds control characters");
            }
        }

        int integer(String name) {
            Place member = get(name);
            if (!member.node.isInt()) {
                throw member.wrong("is no whole number");
            }
            return member.node.asInt();
        }

        boolean flag(String name) {
            Place member = get(name);
            if (!member.node.isBoolean()) {
                throw member.wrong("is neither true nor false");
            }
            return member.node.asBoolean();
        }

        /** A number that is finite; JMH writes what is not as text. */
        double number() {
            if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
                throw wrong("is no number but " + shown());
            }
            return node.asDouble();
        }

        /** A number above 0: of what is not, no ratio can be made. */
        double positive() {
            if (number() <= 0) {
                throw wrong("is " + number() + ", and only figures above 0 can be compared");
            }
            return number();
        }

        private String shown() {
            String text = node.toString();
            return text.length() <= 40 ? text : text.substring(0, 40) + " ...";
        }

        /** The elements of an array. */
        List<Place> elements() {
            if (!node.isArray()) {
                throw wrong("is no array");
            }
            List<Place> places = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                places.add(new Place(file, where + "[" + i + "]", node.get(i)));
            }
            return places;
        }
    }

    /** Reads a file. */
    static Place read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw new Failure(path + ": is a folder");
            }
            if (Files.size(path) > MOST_BYTES) {
                throw new Failure(path + ": is larger than " + (MOST_BYTES >> 20) + " MB");
            }
            JsonNode root = JSON.readTree(path.toFile());
            if (root == null || root.isMissingNode()) {
                throw new Failure(path + ": is empty");
            }
            return new Place(new JsonFile(path), "", root);
        } catch (NoSuchFileException e) {
            throw new Failure(path + ": there is no such file", e);
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : " at line " + e.getLocation().getLineNr();
            throw new Failure(path + ": is no JSON" + where + ": " + firstLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new Failure(path + ": cannot be read: " + firstLine(String.valueOf(e.getMessage())), e);
        }
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
