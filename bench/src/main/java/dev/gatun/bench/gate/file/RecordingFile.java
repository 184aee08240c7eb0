package dev.gatun.bench.gate.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.gate.file.JsonFile.Place;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Fingerprint;
import dev.gatun.bench.gate.run.Recording.Point;
import dev.gatun.bench.gate.run.Recording.Reading;
import dev.gatun.bench.gate.run.Recording.Yardstick;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Fork.Bytes;
import dev.gatun.bench.measure.Json;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Recordings in a file, the oldest first. The names are a contract. */
public final class RecordingFile {
    private static final String FORMAT = "gatun-gate";
    private static final int VERSION = 1;

    private RecordingFile() {}

    /** The text of a file. */
    public static String toJson(List<Recording> recordings) {
        ObjectNode root = Json.object().put("format", FORMAT).put("version", VERSION);
        ArrayNode array = root.putArray("recordings");
        for (Recording recording : recordings) {
            ObjectNode node = array.addObject().put("date", recording.date()).put("label", recording.label());
            ObjectNode fingerprint = node.putObject("fingerprint");
            recording.fingerprint().parts().forEach(fingerprint::put);
            ArrayNode benchmarks = node.putArray("benchmarks");
            recording.entries().forEach(entry -> benchmarks.add(toJson(entry)));
        }
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode toJson(Entry entry) {
        Fork first = entry.points().getFirst().fork();
        ObjectNode node = Json.object()
                .put("benchmark", entry.benchmark())
                .put("unit", first.unit())
                .put("higherIsBetter", first.higherIsBetter());
        ArrayNode forks = node.putArray("forks");
        for (Point point : entry.points()) {
            ObjectNode fork = forks.addObject()
                    .put("value", point.fork().value())
                    .put("fmaGflops", point.reading().gflops())
                    .put("triadGbps", point.reading().gbps())
                    .put("ratioToFma", point.ratio(Yardstick.FMA))
                    .put("ratioToTriad", point.ratio(Yardstick.TRIAD));
            point.fork()
                    .bytes()
                    .ifPresent(bytes -> fork.put("allocatedBytes", bytes.perOperation())
                            .put("allocatedBytesUncertain", bytes.uncertain()));
        }
        return node;
    }

    /**
     * Reads a file.
     *
     * @throws dev.gatun.bench.host.Failure if it is none
     */
    public static List<Recording> read(Path path) {
        Place root = JsonFile.read(path);
        if (root.find("format").isEmpty() || !root.text("format").equals(FORMAT)) {
            throw root.wrong("is no file of bench/gatun gate record");
        }
        if (root.integer("version") != VERSION) {
            throw root.get("version").wrong("is " + root.integer("version") + ", and this Gatun reads " + VERSION);
        }
        List<Recording> recordings = root.get("recordings").elements().stream()
                .map(RecordingFile::recording)
                .toList();
        if (recordings.isEmpty()) {
            throw root.wrong("holds no recordings");
        }
        return recordings;
    }

    private static Recording recording(Place place) {
        Place print = place.get("fingerprint");
        Fingerprint fingerprint =
                Fingerprint.of(Fingerprint.PARTS.stream().map(print::text).toArray(String[]::new));
        List<Entry> entries = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Place benchmark : place.get("benchmarks").elements()) {
            Entry entry = entry(benchmark);
            if (!names.add(entry.benchmark())) {
                throw benchmark.wrong("is a second " + entry.benchmark());
            }
            entries.add(entry);
        }
        if (entries.isEmpty()) {
            throw place.wrong("has no benchmarks");
        }
        try {
            OffsetDateTime.parse(place.text("date"));
        } catch (DateTimeParseException e) {
            throw place.get("date").wrong("is no date with a time, such as 2026-11-23T10:15:30Z");
        }
        return new Recording(place.text("date"), place.text("label"), fingerprint, entries);
    }

    private static Entry entry(Place place) {
        String unit = place.text("unit");
        boolean higherIsBetter = place.flag("higherIsBetter");
        List<Point> points = new ArrayList<>();
        for (Place fork : place.get("forks").elements()) {
            Optional<Bytes> bytes = fork.find("allocatedBytes")
                    .map(allocated -> new Bytes(
                            allocated.number(),
                            fork.get("allocatedBytesUncertain").number()));
            points.add(new Point(
                    new Fork(fork.get("value").positive(), unit, higherIsBetter, bytes),
                    new Reading(
                            fork.get("fmaGflops").positive(),
                            fork.get("triadGbps").positive())));
        }
        if (points.isEmpty()) {
            throw place.wrong("has no forks");
        }
        return new Entry(place.text("benchmark"), points);
    }
}
