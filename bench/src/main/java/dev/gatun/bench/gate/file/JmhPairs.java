package dev.gatun.bench.gate.file;

import dev.gatun.bench.gate.file.JmhFile.Result;
import dev.gatun.bench.gate.verdict.Comparison.Pair;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.host.Failure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which results of two files belong together. What was measured otherwise, in another mode, unit, with other parameters
 * or threads, is no other result but another question, and is refused.
 *
 * @param pairs benchmarks that both files have
 * @param alone benchmarks that only the first has, as findings
 * @param fresh benchmarks that only the second has
 */
public record JmhPairs(List<Pair> pairs, List<Finding> alone, List<String> fresh) {
    /** What must be the same, by the words for one that differs. */
    private static final Map<String, Function<Result, String>> SAME = new LinkedHashMap<>();

    static {
        SAME.put("mode differs", Result::mode);
        SAME.put("parameters differ", result -> result.parameters().toString());
        SAME.put("unit differs", Result::unit);
        SAME.put("threads differ", result -> Integer.toString(result.threads()));
    }

    /**
     * Matches.
     *
     * @param nameA of the first file, for messages
     * @throws Failure if they do not match, with what does not
     */
    public static JmhPairs match(String nameA, List<Result> a, String nameB, List<Result> b) {
        Map<String, List<Result>> ofA = byBenchmark(a);
        Map<String, List<Result>> ofB = byBenchmark(b);
        if (ofA.keySet().stream().noneMatch(ofB::containsKey)) {
            throw new Failure(nameA + " and " + nameB + " have no benchmark in common: the one has "
                    + some(ofA.keySet()) + ", the other " + some(ofB.keySet()));
        }
        List<Pair> pairs = new ArrayList<>();
        List<Finding> alone = new ArrayList<>();
        ofA.forEach((benchmark, results) -> {
            List<Result> others = ofB.getOrDefault(benchmark, List.of());
            if (others.isEmpty()) {
                results.forEach(result -> alone.add(Finding.missing(
                        result.name(),
                        Optional.of(result.samples()),
                        Optional.empty(),
                        "only in " + nameA + ": a benchmark that is gone cannot be judged")));
                return;
            }
            SAME.forEach((words, of) -> refuse(benchmark + ": the " + words, of, nameA, results, nameB, others));
            for (Result result : results) {
                Result other = others.stream()
                        .filter(each -> SAME.values().stream()
                                .allMatch(of -> of.apply(each).equals(of.apply(result))))
                        .findFirst()
                        .orElseThrow(() -> new Failure(benchmark + ": " + nameA + " has it as " + describe(result)
                                + ", " + nameB + " has not"));
                boolean isAmbiguous = results.stream()
                                .filter(each -> each.name().equals(result.name()))
                                .count()
                        > 1;
                String name = isAmbiguous ? result.name() + " " + result.mode() : result.name();
                pairs.add(new Pair(name, result.samples(), other.samples(), 0));
            }
            if (others.size() > results.size()) {
                throw new Failure(benchmark + ": " + nameB + " has it " + others.size() + " times, " + nameA + " "
                        + results.size() + " times");
            }
        });
        List<String> fresh = b.stream()
                .filter(result -> !ofA.containsKey(result.benchmark()))
                .map(Result::name)
                .toList();
        return new JmhPairs(pairs, alone, fresh);
    }

    private static Map<String, List<Result>> byBenchmark(List<Result> results) {
        return results.stream()
                .collect(Collectors.groupingBy(Result::benchmark, LinkedHashMap::new, Collectors.toList()));
    }

    private static String describe(Result result) {
        return SAME.values().stream().map(of -> of.apply(result)).collect(Collectors.joining(" "));
    }

    private static void refuse(
            String what, Function<Result, String> of, String nameA, List<Result> a, String nameB, List<Result> b) {
        Set<String> ofA = a.stream().map(of).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> ofB = b.stream().map(of).collect(Collectors.toCollection(LinkedHashSet::new));
        if (!ofA.equals(ofB)) {
            throw new Failure(what + ", " + some(ofA) + " in " + nameA + " and " + some(ofB) + " in " + nameB);
        }
    }

    private static String some(Collection<String> names) {
        String first = names.stream().limit(3).collect(Collectors.joining(", "));
        return names.size() <= 3 ? first : first + " and " + (names.size() - 3) + " more";
    }
}
