package dev.gatun.bench.gate.file;

import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Fingerprint;
import dev.gatun.bench.gate.run.Recording.Yardstick;
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
 * A benchmark over time, and where it changes. What was recorded with another fingerprint is another series.
 *
 * @param benchmark its name
 * @param fingerprint of all its recordings
 * @param points in the order of time
 * @param changes where it changes
 */
public record History(String benchmark, Fingerprint fingerprint, List<Point> points, List<Change> changes) {
    /** So many of the latest: the search for change points takes the square of it in memory. */
    private static final int MOST = 400;

    /**
     * One recording.
     *
     * @param date when
     * @param label of what, such as a commit; may be empty
     * @param cost the logarithm of the median of its forks, in proportion to a yardstick
     */
    public record Point(OffsetDateTime date, String label, double cost) {
        /** Its day and what it is of. */
        public String name() {
            return (date.toLocalDate() + " " + label).strip();
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
     * Reads a folder of recordings.
     *
     * @throws Failure if it is none, holds no recordings, or a file in it is none
     */
    public static List<History> read(Path folder) {
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
        all.sort(Comparator.comparing(recording -> OffsetDateTime.parse(recording.date())));
        Map<Fingerprint, List<Recording>> groups = new LinkedHashMap<>();
        all.forEach(recording -> groups.computeIfAbsent(recording.fingerprint(), fresh -> new ArrayList<>())
                .add(recording));
        List<History> histories = new ArrayList<>();
        groups.forEach((fingerprint, group) -> group.stream()
                .flatMap(recording -> recording.entries().stream())
                .map(Entry::benchmark)
                .distinct()
                .forEach(benchmark -> histories.add(of(benchmark, fingerprint, group))));
        return histories;
    }

    private static History of(String benchmark, Fingerprint fingerprint, List<Recording> group) {
        List<Recording> with = group.stream()
                .filter(recording -> recording.entry(benchmark).isPresent())
                .toList();
        List<Recording> latest = with.subList(Math.max(0, with.size() - MOST), with.size());
        Yardstick yardstick = new Entry(
                        benchmark,
                        latest.stream()
                                .flatMap(recording -> recording.entry(benchmark).orElseThrow().points().stream())
                                .toList())
                .steadier();
        List<Point> points = latest.stream()
                .map(recording -> new Point(
                        OffsetDateTime.parse(recording.date()),
                        recording.label(),
                        Median.of(recording
                                .entry(benchmark)
                                .orElseThrow()
                                .ratios(yardstick)
                                .logCosts())))
                .toList();
        return new History(benchmark, fingerprint, points, changes(points));
    }

    /** The change points, each with the difference of the medians of the pieces on its sides. */
    private static List<Change> changes(List<Point> points) {
        List<EDivisive.Point> found =
                EDivisive.points(points.stream().mapToDouble(Point::cost).toArray());
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            int from = i == 0 ? 0 : found.get(i - 1).at();
            int at = found.get(i).at();
            int to = i + 1 < found.size() ? found.get(i + 1).at() : points.size();
            double step = level(points.subList(at, to)) - level(points.subList(from, at));
            changes.add(new Change(at, Math.expm1(step), found.get(i).p()));
        }
        return changes;
    }

    /** The median of some. */
    public static double level(List<Point> points) {
        return Median.of(points.stream().map(Point::cost).toList());
    }
}
