package dev.gatun.bench.gate.file;

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
 * @param alone benchmarks that one of them has, as findings
 * @param fresh benchmarks that the second file has and the first has not
 */
public record JmhPairs(List<Pair> pairs, List<Finding> alone, List<String> fresh) {
    /**
     * Matches.
     *
     * @param nameA of the first file, for messages
     * @throws Failure if they do not match, with what does not
     */
    public static JmhPairs match(String nameA, List<JmhResult> a, String nameB, List<JmhResult> b) {
        Set<String> common = new LinkedHashSet<>(names(a));
        common.retainAll(names(b));
        if (common.isEmpty()) {
            throw new Failure(nameA + " and " + nameB + " have no benchmark in common: the one has " + some(names(a))
                    + ", the other " + some(names(b)));
        }
        List<Pair> pairs = new ArrayList<>();
        List<Finding> alone = new ArrayList<>();
        for (String benchmark : common) {
            refuse(
                    benchmark,
                    "mode",
                    nameA,
                    all(a, benchmark, JmhResult::mode),
                    nameB,
                    all(b, benchmark, JmhResult::mode));
            Map<String, JmhResult> ofA = byKey(a, benchmark);
            Map<String, JmhResult> ofB = byKey(b, benchmark);
            refuse(
                    benchmark,
                    "parameters",
                    nameA,
                    all(a, benchmark, result -> result.parameters().toString()),
                    nameB,
                    all(b, benchmark, result -> result.parameters().toString()));
            ofA.forEach((key, result) -> {
                JmhResult other = ofB.get(key);
                if (other == null) {
                    throw new Failure(benchmark + ": " + nameA + " has it as " + key + ", " + nameB + " has not");
                }
                refuse(benchmark, "unit", nameA, Set.of(result.unit()), nameB, Set.of(other.unit()));
                refuse(
                        benchmark,
                        "threads",
                        nameA,
                        Set.of(Integer.toString(result.threads())),
                        nameB,
                        Set.of(Integer.toString(other.threads())));
                String name = ofA.values().stream()
                                        .filter(each -> each.name().equals(result.name()))
                                        .count()
                                > 1
                        ? result.name() + " " + result.mode()
                        : result.name();
                pairs.add(new Pair(name, result.samples(), other.samples(), 0));
            });
        }
        a.stream()
                .filter(result -> !common.contains(result.benchmark()))
                .forEach(result -> alone.add(Finding.missing(
                        result.name(),
                        Optional.of(result.samples().figure()),
                        Optional.empty(),
                        "only in " + nameA + ": a benchmark that is gone cannot be judged")));
        List<String> fresh = b.stream()
                .filter(result -> !common.contains(result.benchmark()))
                .map(JmhResult::name)
                .toList();
        return new JmhPairs(pairs, alone, fresh);
    }

    private static Map<String, JmhResult> byKey(List<JmhResult> results, String benchmark) {
        return results.stream()
                .filter(result -> result.benchmark().equals(benchmark))
                .collect(Collectors.toMap(
                        result -> result.mode() + " " + result.parameters(),
                        Function.identity(),
                        (one, other) -> one,
                        LinkedHashMap::new));
    }

    private static Set<String> names(List<JmhResult> results) {
        return results.stream().map(JmhResult::benchmark).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Set<String> all(List<JmhResult> results, String benchmark, Function<JmhResult, String> of) {
        return results.stream()
                .filter(result -> result.benchmark().equals(benchmark))
                .map(of)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static void refuse(
            String benchmark, String what, String nameA, Set<String> ofA, String nameB, Set<String> ofB) {
        if (!ofA.equals(ofB)) {
            throw new Failure(benchmark + ": the " + what + " differ" + (what.endsWith("s") ? "" : "s") + ", "
                    + some(ofA) + " in " + nameA + " and " + some(ofB) + " in " + nameB);
        }
    }

    private static String some(Collection<String> names) {
        String first = names.stream().limit(3).collect(Collectors.joining(", "));
        return names.size() <= 3 ? first : first + " and " + (names.size() - 3) + " more";
    }
}
