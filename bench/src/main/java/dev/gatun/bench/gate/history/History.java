package dev.gatun.bench.gate.history;

import dev.gatun.bench.gate.file.RecordingFile;
import dev.gatun.bench.gate.run.Fingerprint;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Yardstick;
import dev.gatun.bench.gate.stats.EDivisive;
import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.host.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The recordings of a folder, in the order of time, and where a benchmark changed. What was recorded with another fingerprint is
 * another series.
 */
public final class History {
    /** So many of the latest: the search for change points takes the square of it in memory. */
    private static final int MOST = 400;

    private History() {}

    /**
     * A benchmark over time.
     *
     * @param benchmark its name
     * @param fingerprint of all its recordings
     * @param times when each was recorded
     * @param labels of what, such as commits; may be empty texts
     * @param costs the logarithm of the median of each, in proportion to the yardstick
     * @param changes where it changes
     */
    public record Line(
            String benchmark,
            Fingerprint fingerprint,
            List<OffsetDateTime> times,
            List<String> labels,
            List<Double> costs,
            List<Change> changes) {
        /** How many recordings. */
        public int count() {
            return costs.size();
        }
    }

    /**
     * A place where a benchmark changes.
     *
     * @param at the first recording after it
     * @param share how much more it costs from then on: 0.1 is ten per cent
     * @param p how probable so clear a place is where nothing changes
     */
    public record Change(int at, double share, double p) {}

    /**
     * Reads a folder.
     *
     * @throws Failure if it is none, holds no recordings, or a file in it is none
     */
    public static List<Line> read(Path folder) {
        List<Recording> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .forEach(file -> all.addAll(RecordingFile.read(file)));
        } catch (IOException e) {
            throw new Failure(folder + ": is no folder that can be read", e);
        }
        if (all.isEmpty()) {
            throw new Failure(
                    folder + ": holds no recordings; bench/gatun gate record --out " + folder + "/NAME.json makes one");
        }
        return lines(all);
    }

    /** The series of recordings in any order. */
    static List<Line> lines(List<Recording> recordings) {
        List<Recording> sorted = recordings.stream()
                .sorted(Comparator.comparing(recording -> OffsetDateTime.parse(recording.date())))
                .toList();
        Map<Fingerprint, List<Recording>> groups = new LinkedHashMap<>();
        sorted.forEach(recording -> groups.computeIfAbsent(recording.fingerprint(), fresh -> new ArrayList<>())
                .add(recording));
        List<Line> lines = new ArrayList<>();
        groups.forEach((fingerprint, group) -> group.stream()
                .flatMap(recording -> recording.entries().stream())
                .map(Recording.Entry::benchmark)
                .distinct()
                .forEach(benchmark -> lines.add(line(benchmark, fingerprint, group))));
        return lines;
    }

    private static Line line(String benchmark, Fingerprint fingerprint, List<Recording> group) {
        List<Recording> with = group.stream()
                .filter(recording -> recording.entry(benchmark).isPresent())
                .toList();
        List<Recording> latest = with.subList(Math.max(0, with.size() - MOST), with.size());
        List<Double> costs = latest.stream()
                .map(recording -> recording.entry(benchmark).orElseThrow().ratios(Yardstick.FMA))
                .map(ratios -> Median.of(ratios.logCosts()))
                .toList();
        return new Line(
                benchmark,
                fingerprint,
                latest.stream()
                        .map(recording -> OffsetDateTime.parse(recording.date()))
                        .toList(),
                latest.stream().map(Recording::label).toList(),
                costs,
                changes(costs));
    }

    /** The change points, each with the difference of the medians of the pieces on its sides. */
    static List<Change> changes(List<Double> costs) {
        List<EDivisive.Point> points =
                EDivisive.points(costs.stream().mapToDouble(Double::doubleValue).toArray());
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            int from = i == 0 ? 0 : points.get(i - 1).at();
            int at = points.get(i).at();
            int to = i + 1 < points.size() ? points.get(i + 1).at() : costs.size();
            double before = Median.of(costs.subList(from, at));
            double after = Median.of(costs.subList(at, to));
            changes.add(new Change(at, Math.expm1(after - before), points.get(i).p()));
        }
        return changes;
    }
}
