package dev.gatun.bench.gate.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.bench.gate.file.JmhFile.Result;
import dev.gatun.bench.gate.verdict.Comparison;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Finding.Metric;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.host.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JmhFileTest {
    private static final String JOIN = "com.acme.text.JoinBenchmark.join [words=64]";
    private static final String LENGTH = "com.acme.text.LengthBenchmark.length";

    @TempDir
    private Path folder;

    private static List<Result> read(String name) {
        return JmhFile.read(TestFiles.path(name));
    }

    private static List<Finding> compare(String a, String b) {
        JmhPairs pairs = JmhPairs.match(a, read(a), b, read(b));
        assertThat(pairs.alone()).isEmpty();
        return Comparison.judge(pairs.pairs(), Rules.atOnce(0.05));
    }

    private static Verdict verdict(List<Finding> findings, String benchmark, Metric metric) {
        return findings.stream()
                .filter(finding -> finding.benchmark().equals(benchmark) && finding.metric() == metric)
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    @Test
    void reads_average_times_with_parameters_and_allocation() {
        List<Result> results = read("acme-before.json");
        assertThat(results).extracting(Result::name).containsExactly(JOIN, LENGTH);
        assertThat(results).allSatisfy(result -> {
            assertThat(result.mode()).isEqualTo("avgt");
            assertThat(result.samples().figure().unit()).isEqualTo("us/op");
            assertThat(result.samples().forks()).hasSize(7).noneMatch(Fork::higherIsBetter);
            assertThat(result.samples().bytes()).hasSize(7);
        });
        assertThat(results.get(1).samples().bytes().getFirst().perOperation()).isCloseTo(0, within(1.0));
    }

    @Test
    void reads_rates_and_sampled_times() {
        List<Result> results = read("sorting-before.json");
        assertThat(results).extracting(Result::mode).containsExactlyInAnyOrder("thrpt", "sample");
        assertThat(results)
                .allSatisfy(result -> assertThat(result.samples().forks()).hasSize(6));
        assertThat(results)
                .filteredOn(result -> result.samples().forks().getFirst().higherIsBetter())
                .extracting(result -> result.samples().figure().unit())
                .containsExactly("ops/ms");
    }

    @Test
    void what_was_made_slower_is_found_in_files_of_other_projects() {
        List<Finding> acme = compare("acme-before.json", "acme-after.json");
        assertThat(verdict(acme, JOIN, Metric.TIME)).isEqualTo(Verdict.REGRESSED);
        assertThat(verdict(acme, JOIN, Metric.ALLOCATION)).isEqualTo(Verdict.REGRESSED);
        assertThat(verdict(acme, LENGTH, Metric.ALLOCATION)).isEqualTo(Verdict.UNCHANGED);
        assertThat(verdict(acme, LENGTH, Metric.TIME)).isNotEqualTo(Verdict.REGRESSED);
        List<Finding> sorting = compare("sorting-before.json", "sorting-after.json");
        assertThat(verdict(sorting, "org.sorting.bench.SortBenchmark.sort", Metric.TIME))
                .isEqualTo(Verdict.REGRESSED);
        assertThat(verdict(sorting, "org.sorting.bench.SortBenchmark.search", Metric.TIME))
                .isNotEqualTo(Verdict.REGRESSED);
    }

    @Test
    void a_file_does_not_differ_from_itself() {
        assertThat(compare("acme-before.json", "acme-before.json"))
                .extracting(Finding::verdict)
                .doesNotContain(Verdict.REGRESSED, Verdict.IMPROVED);
    }

    @Test
    void files_of_different_projects_have_nothing_in_common() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> compare("acme-before.json", "sorting-before.json"))
                .withMessageStartingWith(
                        "acme-before.json and sorting-before.json have no benchmark in common: the one has"
                                + " com.acme.text.JoinBenchmark.join");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"mode\" : \"avgt\"        | \"mode\" : \"ss\"          | .join: the mode differs, avgt in acme-before.json and ss in other.json",
                "us/op                      | ns/op                      | .join: the unit differs, us/op in acme-before.json and ns/op in other.json",
                "\"words\" : \"64\"         | \"words\" : \"65\"         | .join: the parameters differ, {words=64} in acme-before.json",
                "\"words\"                  | \"count\"                  | and {count=64} in other.json",
                "\"threads\" : 1            | \"threads\" : 2            | .join: the threads differ, 1 in acme-before.json and 2 in other.json",
            })
    void what_was_measured_otherwise_is_refused(String from, String to, String message) throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.json"),
                Files.readString(TestFiles.path("acme-before.json")).replace(from, to));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() ->
                        JmhPairs.match("acme-before.json", read("acme-before.json"), "other.json", JmhFile.read(other)))
                .satisfies(e -> assertThat(e.getMessage()).contains(message).hasLineCount(1));
    }

    @Test
    void a_benchmark_that_is_gone_is_open_and_a_fresh_one_is_told() throws IOException {
        Path other = Files.writeString(
                folder.resolve("other.json"),
                Files.readString(TestFiles.path("acme-before.json"))
                        .replace("LengthBenchmark.length", "LengthBenchmark.size"));
        JmhPairs pairs = JmhPairs.match("a", read("acme-before.json"), "b", JmhFile.read(other));
        assertThat(pairs.alone()).hasSize(1).allMatch(Finding::isOpen);
        assertThat(pairs.fresh()).hasSize(1).allMatch(name -> name.contains("size"));
        assertThat(pairs.pairs()).hasSize(1);
    }

    @Test
    void truncated_anywhere_it_is_one_line() throws IOException {
        String whole = Files.readString(TestFiles.path("sorting-before.json"));
        for (int length = 0; length < whole.length() - 2; length += 997) {
            Path file = Files.writeString(folder.resolve("cut.json"), whole.substring(0, length));
            assertThatExceptionOfType(Failure.class)
                    .as("the first %d characters", length)
                    .isThrownBy(() -> JmhFile.read(file))
                    .satisfies(e ->
                            assertThat(e.getMessage()).startsWith(file + ": ").hasLineCount(1));
        }
    }
}
