package dev.gatun.bench.gate.file;

import dev.gatun.bench.gate.file.JsonFile.Place;
import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.gate.verdict.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JMH's results as it writes them with {@code -rf json}. The sample of a fork is the median of its iterations, in the mode
 * {@code sample} the median of all its calls.
 */
public final class JmhFile {
    /**
     * What JMH itself may allocate in an iteration: with JMH 1.37 an empty method showed some 1 to 5 kB. It is divided by
     * the operations of an iteration, so that only methods of many microseconds are less than exact.
     */
    private static final double OWN_BYTES = 8192;

    /** More forks than anybody has; the differences of all pairs are kept. */
    private static final int MOST_FORKS = 200;

    private static final Pattern TIME = Pattern.compile("(\\d+) (ns|us|ms|s|min|hr|day)");
    private static final Map<String, Double> SECONDS =
            Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "min", 60.0, "hr", 3600.0, "day", 86400.0);

    private JmhFile() {}

    /**
     * Reads a file.
     *
     * @throws dev.gatun.bench.host.Failure if it is none, or holds figures that cannot be compared
     */
    public static List<JmhResult> read(Path path) {
        Place root = JsonFile.read(path);
        List<JmhResult> results = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Place entry : root.elements()) {
            JmhResult result = result(entry);
            if (!names.add(result.name() + " " + result.mode())) {
                throw entry.wrong("is a second result of " + result.name());
            }
            results.add(result);
        }
        if (results.isEmpty()) {
            throw root.wrong("holds no results");
        }
        return results;
    }

    private static JmhResult result(Place entry) {
        Place metric = entry.get("primaryMetric");
        String unit = metric.text("scoreUnit");
        String mode = entry.text("mode");
        List<Double> values = metric.find("rawData")
                .map(JmhFile::medians)
                .orElseGet(() -> metric.find("rawDataHistogram")
                        .map(JmhFile::mediansOfHistograms)
                        .orElseThrow(() -> metric.wrong("has neither rawData nor rawDataHistogram")));
        if (values.isEmpty() || values.size() > MOST_FORKS) {
            throw metric.wrong("is of " + values.size() + " forks, not of 1 to " + MOST_FORKS);
        }
        int threads = entry.integer("threads");
        double own = OWN_BYTES / Math.max(1, operations(entry, mode, unit, threads, Median.of(values)));
        return new JmhResult(
                entry.text("benchmark"),
                mode,
                threads,
                parameters(entry),
                unit,
                values,
                bytes(entry, own, values.size()));
    }

    private static SortedMap<String, String> parameters(Place entry) {
        SortedMap<String, String> parameters = new TreeMap<>();
        entry.find("params").ifPresent(params -> {
            if (!params.node().isObject()) {
                throw params.wrong("is no object");
            }
            params.node().fieldNames().forEachRemaining(name -> {
                params.requirePlain(name);
                parameters.put(name, params.text(name));
            });
        });
        return parameters;
    }

    /** Forks of iterations of values. */
    private static List<Double> medians(Place rawData) {
        List<Double> medians = new ArrayList<>();
        for (Place fork : rawData.elements()) {
            List<Double> iterations = new ArrayList<>();
            for (Place iteration : fork.elements()) {
                iterations.add(positive(iteration));
            }
            if (iterations.isEmpty()) {
                throw fork.wrong("has no iterations");
            }
            medians.add(Median.of(iterations));
        }
        return medians;
    }

    private static double positive(Place place) {
        double value = place.number();
        if (value <= 0) {
            throw place.wrong("is " + value + ", and only figures above 0 can be compared");
        }
        return value;
    }

    /** Forks of iterations of values, each with how often it was. */
    private static List<Double> mediansOfHistograms(Place histograms) {
        List<Double> medians = new ArrayList<>();
        for (Place fork : histograms.elements()) {
            SortedMap<Double, Double> counts = new TreeMap<>();
            for (Place iteration : fork.elements()) {
                for (Place bin : iteration.elements()) {
                    if (bin.node().size() != 2) {
                        throw bin.wrong("is no pair of a value and a count");
                    }
                    double[] pair = new double[2];
                    int at = 0;
                    for (Place part : bin.elements()) {
                        pair[at++] = positive(part);
                    }
                    counts.merge(pair[0], pair[1], Double::sum);
                }
            }
            if (counts.isEmpty()) {
                throw fork.wrong("has no calls");
            }
            medians.add(weightedMedian(counts));
        }
        return medians;
    }

    private static double weightedMedian(SortedMap<Double, Double> counts) {
        double half = counts.values().stream().mapToDouble(Double::doubleValue).sum() / 2;
        double passed = 0;
        for (Map.Entry<Double, Double> each : counts.entrySet()) {
            passed += each.getValue();
            if (passed >= half) {
                return each.getKey();
            }
        }
        return counts.lastKey();
    }

    private static List<Bytes> bytes(Place entry, double own, int forks) {
        Place metrics = entry.find("secondaryMetrics").orElse(null);
        if (metrics == null) {
            return List.of();
        }
        Place rate = metrics.find("gc.alloc.rate.norm")
                .or(() -> metrics.find("\u00b7gc.alloc.rate.norm")) // up to JMH 1.35
                .orElse(null);
        if (rate == null || rate.find("rawData").isEmpty()) {
            return List.of();
        }
        List<Bytes> bytes = new ArrayList<>();
        for (Place fork : rate.get("rawData").elements()) {
            double least = Double.POSITIVE_INFINITY;
            for (Place iteration : fork.elements()) {
                least = Math.min(least, iteration.number());
            }
            // Whatever else runs in the JVM can only add, so the least iteration is the nearest.
            bytes.add(new Bytes(least, own));
        }
        return bytes.size() == forks && bytes.stream().allMatch(each -> Double.isFinite(each.perOperation()))
                ? bytes
                : List.of();
    }

    /** About how many operations there were in an iteration; 1 where that cannot be told. */
    private static double operations(Place entry, String mode, String unit, int threads, double score) {
        OptionalDouble iteration = seconds(entry);
        String[] parts = unit.split("/", -1);
        if (iteration.isEmpty() || parts.length != 2 || mode.equals("ss")) {
            return 1;
        }
        boolean rate = mode.equals("thrpt");
        Double of = SECONDS.get(rate ? parts[1] : parts[0]);
        if (of == null) {
            return 1;
        }
        double all = rate ? iteration.getAsDouble() / of * score : iteration.getAsDouble() / (of * score);
        return rate ? all : all * Math.max(1, threads);
    }

    private static OptionalDouble seconds(Place entry) {
        return entry.find("measurementTime").stream()
                .map(place -> TIME.matcher(place.node().asText()))
                .filter(Matcher::matches)
                .mapToDouble(time -> Long.parseLong(time.group(1)) * SECONDS.getOrDefault(time.group(2), 1.0))
                .findFirst();
    }
}
