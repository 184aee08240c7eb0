package dev.gatun.bench.gate.file;

import dev.gatun.bench.gate.file.JsonFile.Place;
import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Fork.Bytes;
import dev.gatun.bench.gate.verdict.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static final Pattern TIME = Pattern.compile("(\\d{1,9}) (ns|us|ms|s|min|hr|day)");
    private static final Map<String, Double> SECONDS =
            Map.of("ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "min", 60.0, "hr", 3600.0, "day", 86400.0);

    private JmhFile() {}

    /**
     * What JMH wrote of one benchmark.
     *
     * @param benchmark class and method
     * @param mode in JMH's words: thrpt, avgt, sample or ss
     * @param threads that ran it
     * @param parameters by name
     * @param samples one for each fork
     */
    public record Result(
            String benchmark, String mode, int threads, SortedMap<String, String> parameters, Samples samples) {
        /** Benchmark and parameters: {@code org.example.Sort.quick [n=1000]}. */
        public String name() {
            return parameters.isEmpty()
                    ? benchmark
                    : benchmark + " " + parameters.toString().replace('{', '[').replace('}', ']');
        }

        String unit() {
            return samples.forks().getFirst().unit();
        }
    }

    /**
     * Reads a file.
     *
     * @throws dev.gatun.bench.host.Failure if it is none, or holds figures that cannot be compared
     */
    public static List<Result> read(Path path) {
        Place root = JsonFile.read(path);
        List<Result> results = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Place entry : root.elements()) {
            Result result = result(entry);
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

    private static Result result(Place entry) {
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
        List<Double> bytes = bytes(entry, values.size());
        double own = OWN_BYTES / Math.max(1, operations(entry, mode, unit, threads, Median.of(values)));
        List<Fork> forks = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            forks.add(new Fork(
                    values.get(i),
                    unit,
                    mode.equals("thrpt"),
                    bytes.isEmpty() ? Optional.empty() : Optional.of(new Bytes(bytes.get(i), own))));
        }
        return new Result(entry.text("benchmark"), mode, threads, parameters(entry), new Samples(forks));
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
            List<Double> iterations =
                    fork.elements().stream().map(Place::positive).toList();
            if (iterations.isEmpty()) {
                throw fork.wrong("has no iterations");
            }
            medians.add(Median.of(iterations));
        }
        return medians;
    }

    /** Forks of iterations of values, each with how often it was. */
    private static List<Double> mediansOfHistograms(Place histograms) {
        List<Double> medians = new ArrayList<>();
        for (Place fork : histograms.elements()) {
            SortedMap<Double, Double> counts = new TreeMap<>();
            for (Place iteration : fork.elements()) {
                for (Place bin : iteration.elements()) {
                    List<Place> pair = bin.elements();
                    if (pair.size() != 2) {
                        throw bin.wrong("is no pair of a value and a count");
                    }
                    counts.merge(pair.get(0).positive(), pair.get(1).positive(), Double::sum);
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

    /** What each fork allocated, if the gc profiler was there; else empty. */
    private static List<Double> bytes(Place entry, int forks) {
        Optional<Place> rate = entry.find("secondaryMetrics")
                .flatMap(metrics -> metrics.find("gc.alloc.rate.norm")
                        .or(() -> metrics.find("\u00b7gc.alloc.rate.norm"))) // up to JMH 1.35
                .flatMap(metric -> metric.find("rawData"));
        if (rate.isEmpty()) {
            return List.of();
        }
        List<Double> bytes = new ArrayList<>();
        for (Place fork : rate.get().elements()) {
            // Whatever else runs in the JVM can only add, so the least iteration is the nearest.
            bytes.add(fork.elements().stream().mapToDouble(Place::number).min().orElse(Double.NaN));
        }
        return bytes.size() == forks && bytes.stream().allMatch(Double::isFinite) ? bytes : List.of();
    }

    /** About how many operations there were in an iteration; 1 where that cannot be told. */
    private static double operations(Place entry, String mode, String unit, int threads, double score) {
        Optional<Double> iteration = entry.find("measurementTime")
                .map(place -> TIME.matcher(place.node().asText()))
                .filter(Matcher::matches)
                .map(time -> Double.parseDouble(time.group(1)) * SECONDS.getOrDefault(time.group(2), 1.0));
        boolean rate = mode.equals("thrpt");
        String[] parts = unit.split("/", -1);
        Double of = parts.length == 2 ? SECONDS.get(rate ? parts[1] : parts[0]) : null;
        if (iteration.isEmpty() || of == null || mode.equals("ss")) {
            return 1;
        }
        return rate ? iteration.get() / of * score : iteration.get() / (of * score) * Math.max(1, threads);
    }
}
