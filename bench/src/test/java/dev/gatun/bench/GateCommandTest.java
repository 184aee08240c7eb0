package dev.gatun.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gatun.bench.gate.file.RecordingFile;
import dev.gatun.bench.gate.file.TestFiles;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Fingerprint;
import dev.gatun.bench.gate.run.Recording.Point;
import dev.gatun.bench.gate.run.Recording.Reading;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.yardstick.Yardsticks;
import dev.gatun.bindings.OpenBlas;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class GateCommandTest {
    private static final String BEFORE = TestFiles.path("acme-before.json").toString();
    private static final String AFTER = TestFiles.path("acme-after.json").toString();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CommandLine gatun =
            Gatun.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));

    @TempDir
    private Path folder;

    private int gate(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("gate"));
        Collections.addAll(all, arguments);
        return gatun.execute(all.toArray(String[]::new));
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void a_regression_is_status_1_a_line_and_all_reports() {
        assertThat(gate(
                        "compare",
                        BEFORE,
                        AFTER,
                        "--markdown",
                        at("g.md"),
                        "--junit",
                        at("g.xml"),
                        "--json",
                        at("g.json"),
                        "--html",
                        at("g.html")))
                .isEqualTo(1);
        assertThat(err.toString())
                .startsWith("gatun gate compare: regressed: com.acme.text.JoinBenchmark.join")
                .hasLineCount(1);
        assertThat(out.toString()).contains("join [words=64], allocation", "regressed");
        assertThat(folder.resolve("g.md")).content().contains("### Performance gate: ", "JoinBenchmark.join");
        assertThat(folder.resolve("g.xml")).content().contains("<failure type=\"regressed\"");
        assertThat(folder.resolve("g.json")).content().contains("\"status\" : 1");
        assertThat(folder.resolve("g.html")).content().contains("<svg");
    }

    @Test
    void a_waiver_lets_it_through_until_it_ends() throws IOException {
        String holds = file(
                "holds.json",
                "{\"waivers\": [{\"benchmark\": \"com.acme.*\", \"reason\": \"known\", \"until\": \"2999-01-31\"}]}");
        assertThat(gate("compare", BEFORE, AFTER, "--waivers", holds, "--allow-inconclusive"))
                .isZero();
        assertThat(out.toString()).contains("regressed (waived)", "waived until 2999-01-31: known");
        String ended = file(
                "ended.json",
                "{\"waivers\": [{\"benchmark\": \"com.acme.*\", \"reason\": \"known\", \"until\": \"2026-01-31\"}]}");
        assertThat(gate("compare", BEFORE, AFTER, "--waivers", ended)).isEqualTo(2);
        assertThat(err.toString())
                .contains("the waiver of com.acme.* (known) ended on 2026-01-31")
                .hasLineCount(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void what_cannot_be_decided_is_status_3_and_with_a_flag_0() throws IOException {
        String one =
                "[{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\", \"threads\": 1, \"primaryMetric\": {\"scoreUnit\":"
                        + " \"ns/op\", \"rawData\": [[1.0]]}}]";
        String few = file("few.json", one);
        assertThat(gate("compare", few, few)).isEqualTo(3);
        assertThat(err.toString()).isEqualTo("gatun gate compare: inconclusive: a.B.c\n");
        assertThat(out.toString()).contains("1 fork is too few to judge 1 benchmark: at least 5 of each");
        assertThat(gate("compare", few, few, "--allow-inconclusive")).isZero();
        assertThat(gate("compare", few, few, "--junit", at("g.xml"))).isEqualTo(3);
        assertThat(folder.resolve("g.xml")).content().contains("<failure type=\"inconclusive\"");
    }

    @Test
    void files_that_do_not_match_are_status_2_and_write_nothing() {
        String other = TestFiles.path("sorting-before.json").toString();
        assertThat(gate("compare", BEFORE, other, "--json", at("g.json"))).isEqualTo(2);
        assertThat(err.toString()).contains("have no benchmark in common").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_budget_that_is_too_small_is_inconclusive() {
        assumeThat(OpenBlas.instance()).isPresent();
        assertThat(gate("ab", "--filter", "^add", "--budget", "1s", "--seed", "1"))
                .isEqualTo(3);
        assertThat(out.toString())
                .contains("A: base, B: base, suite quick", "the first look is after 6: a larger --budget", "seed 1");
    }

    @Test
    void a_recording_that_fails_leaves_the_old_baseline() throws IOException {
        assumeThat(OpenBlas.instance()).isPresent();
        assumeThat(Yardsticks.find().library()).isPresent();
        String old = file("baseline.json", RecordingFile.toJson(List.of(recording("another processor"))));
        String text = Files.readString(Path.of(old));
        assertThat(gate("record", "--out", old, "--filter", "^add", "--budget", "1s"))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains("the budget allows for 1 fork of each benchmark")
                .hasLineCount(1);
        assertThat(Path.of(old)).hasContent(text);
        assertThat(gate("record", "--out", old, "--append", "--filter", "^add")).isEqualTo(2);
        assertThat(err.toString()).contains("was recorded with something else: cpu was another processor and is ");
        assertThat(folder.toFile().list()).containsExactly("baseline.json");
    }

    @Test
    void another_fingerprint_is_refused_with_what_differs() throws IOException {
        assumeThat(OpenBlas.instance()).isPresent();
        assumeThat(Yardsticks.find().library()).isPresent();
        String baseline = file("baseline.json", RecordingFile.toJson(List.of(recording("another processor"))));
        assertThat(gate("check", "--baseline", baseline, "--filter", "^add")).isEqualTo(2);
        assertThat(err.toString())
                .contains("is not compared: cpu was another processor and is ", "; java was 17 and is ", "--allow PART")
                .hasLineCount(1);
        assertThat(gate("check", "--baseline", baseline, "--allow", "colour")).isEqualTo(2);
        assertThat(err.toString()).contains("--allow colour: the parts of a fingerprint are cpu, vectors, lanes");
    }

    @Test
    void history_reads_a_folder() throws IOException {
        Path results = Files.createDirectory(folder.resolve("results"));
        Files.writeString(results.resolve("one.json"), RecordingFile.toJson(List.of(recording("cpu"))));
        assertThat(gate("history", results.toString(), "--html", at("h.html"))).isZero();
        assertThat(out.toString()).contains("add 16384", "no change");
        assertThat(folder.resolve("h.html")).content().contains("<svg");
    }

    private static Recording recording(String cpu) {
        return new Recording(
                "2026-11-23T10:00:00Z",
                "",
                Fingerprint.of(cpu, "AVX", "8", "17", "none", "1", "Linux", "quick"),
                List.of(new Entry(
                        "add 16384",
                        List.of(new Point(new Fork(1000, "ns/op", false, Optional.empty()), new Reading(100, 20))))));
    }
}
