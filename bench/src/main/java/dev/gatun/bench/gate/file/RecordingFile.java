package dev.gatun.bench.gate.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.gate.file.JsonFile.Place;
import dev.gatun.bench.gate.run.Fingerprint;
import dev.gatun.bench.gate.run.Fork;
import dev.gatun.bench.gate.run.Reading;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Point;
import dev.gatun.bench.gate.run.Yardstick;
import dev.gatun.bench.gate.verdict.Bytes;
import dev.gatun.bench.measure.Json;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
            Fingerprint of = recording.fingerprint();
            fingerprint
                    .put("cpu", of.cpu())
                    .put("vectors", of.vectors())
                    .put("lanes", of.lanes())
                    .put("java", of.java())
                    .put("blas", of.blas())
                    .put("threads", of.threads())
                    .put("system", of.system())
                    .put("suite", of.suite());
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
        List<Recording> recordings = new ArrayList<>();
        for (Place place : root.get("recordings").elements()) {
            recordings.add(recording(place));
        }
        if (recordings.isEmpty()) {
            throw root.wrong("holds no recordings");
        }
        return recordings;
    }

    private static Recording recording(Place place) {
        Place print = place.get("fingerprint");
        Fingerprint fingerprint = new Fingerprint(
                print.text("cpu"),
                print.text("vectors"),
                print.integer("lanes"),
                print.text("java"),
                print.text("blas"),
                print.integer("threads"),
                print.text("system"),
                print.text("suite"));
        List<Entry> entries = new ArrayList<>();
        for (Place benchmark : place.get("benchmarks").elements()) {
            entries.add(entry(benchmark));
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
                    new Fork(positive(fork, "value"), unit, higherIsBetter, bytes),
                    new Reading(positive(fork, "fmaGflops"), positive(fork, "triadGbps"))));
        }
        if (points.isEmpty()) {
            throw place.wrong("has no forks");
        }
        return new Entry(place.text("benchmark"), points);
    }

    private static double positive(Place place, String name) {
        double value = place.get(name).number();
        if (value <= 0) {
            throw place.get(name).wrong("is " + value + ", and only figures above 0 can be compared");
        }
        return value;
    }
}
