package dev.gatun.bench.gate.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.host.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a file holds, it is told in one line that names it. */
class HostileFilesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

    @TempDir
    private Path folder;

    private void check(String text, String message, Consumer<Path> read) throws IOException {
        Path file = Files.writeString(folder.resolve("file.json"), text);
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> read.accept(file))
                .satisfies(e -> assertThat(e.getMessage())
                        .startsWith(file + ": ")
                        .contains(message)
                        .hasLineCount(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``                                                      | is empty",
                "` `                                                     | is empty",
                "[{                                                      | is no JSON at line 1",
                "not json                                                | is no JSON at line 1",
                "[] []                                                   | is no JSON",
                "{}                                                      | is no array",
                "null                                                    | is no array",
                "[]                                                      | holds no results",
                "[1]                                                     | [0] has no primaryMetric",
                "[{\"primaryMetric\": 7}]                                | [0].primaryMetric has no scoreUnit",
                "[{\"primaryMetric\": {\"scoreUnit\": 7}}]               | [0].primaryMetric.scoreUnit is no text",
            })
    void no_results_of_jmh(String text, String message) throws IOException {
        check(text, message, JmhFile::read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[\"NaN\"]]       | rawData[0][0] is no number but \"NaN\"",
                "[[1.0], [-1.0]]   | rawData[1][0] is -1.0, and only figures above 0 can be compared",
                "[[0.0]]           | rawData[0][0] is 0.0",
                "[[1e999]]         | rawData[0][0] is no number",
                "[[]]              | rawData[0] has no iterations",
                "[]                | is of 0 forks",
                "[1.0]             | rawData[0] is no array",
                "7                 | rawData is no array",
                "null              | has neither rawData nor rawDataHistogram",
                "[[1.0]], \"rawData\": [[ | is no JSON",
            })
    void no_figures_of_jmh(String rawData, String message) throws IOException {
        check(
                "[{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\", \"threads\": 1, \"primaryMetric\": {\"scoreUnit\": \"ns/op\","
                        + " \"rawData\": " + rawData + "}}]",
                message,
                JmhFile::read);
    }

    @Test
    void names_that_move_the_cursor() throws IOException {
        String one =
                "[{\"benchmark\": \"a\\u001b[2J\", \"mode\": \"avgt\", \"threads\": 1, \"primaryMetric\": {\"scoreUnit\":"
                        + " \"ns/op\", \"rawData\": [[1.0]]}}]";
        check(one, "[0].benchmark holds control characters", JmhFile::read);
        check(
                one.replace("\\u001b[2J", "").replace("\"threads\"", "\"params\": {\"n\\n\": \"1\"}, \"threads\""),
                "[0].params holds control characters",
                JmhFile::read);
    }

    @Test
    void depth_is_bounded() throws IOException {
        check("[".repeat(100_000), "is no JSON", JmhFile::read);
        check("{\"a\":".repeat(100_000), "is no JSON", RecordingFile::read);
    }

    @Test
    void the_same_benchmark_twice() throws IOException {
        String one = "{\"benchmark\": \"a.B.c\", \"mode\": \"avgt\", \"threads\": 1, \"primaryMetric\": {\"scoreUnit\":"
                + " \"ns/op\", \"rawData\": [[1.0]]}}";
        check("[" + one + "," + one + "]", "[1] is a second result of a.B.c", JmhFile::read);
    }

    @Test
    void not_there_or_a_folder() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> JmhFile.read(folder.resolve("absent.json")))
                .withMessageEndingWith("absent.json: there is no such file");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> JmhFile.read(folder))
                .withMessageEndingWith(": is a folder");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                        | is no file of bench/gatun gate record",
                "[]                                                        | is no file of bench/gatun gate record",
                "{\"format\": \"other\"}                                   | is no file of bench/gatun gate record",
                "{\"format\": \"gatun-gate\"}                              | has no version",
                "{\"format\": \"gatun-gate\", \"version\": 9}              | version is 9, and this Gatun reads 1",
                "{\"format\": \"gatun-gate\", \"version\": 1}              | has no recordings",
                "{\"format\": \"gatun-gate\", \"version\": 1, \"recordings\": []}   | holds no recordings",
                "{\"format\": \"gatun-gate\", \"version\": 1, \"recordings\": [{}]} | recordings[0] has no fingerprint",
            })
    void no_recording(String text, String message) throws IOException {
        check(text, message, RecordingFile::read);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"benchmark\": \"x\", \"reason\": \"r\", \"until\": \"2026-11-22\" | the waiver of x (r) ended on 2026-11-22",
                "\"benchmark\": \"x\", \"reason\": \"\", \"until\": \"2027-01-01\"  | waivers[0].reason is empty",
                "\"benchmark\": \"x\", \"reason\": \"r\", \"until\": \"soon\"       | until is no date such as 2027-01-31",
                "\"benchmark\": \"x\", \"reason\": \"r\"                            | waivers[0] has no until",
                "\"reason\": \"r\", \"until\": \"2027-01-01\"                       | waivers[0] has no benchmark",
                "\"benchmark\": \"x\", \"metric\": \"size\", \"reason\": \"r\", \"until\": \"2027-01-01\" | is neither time nor"
                        + " allocation",
            })
    void no_waiver(String members, String message) throws IOException {
        check("{\"waivers\": [{" + members + "}]}", message, file -> WaiversFile.read(file, TODAY));
    }

    @Test
    void a_waiver_on_its_last_day_holds() throws IOException {
        Path file = Files.writeString(
                folder.resolve("waivers.json"),
                "{\"waivers\": [{\"benchmark\": \"x\", \"reason\": \"r\", \"until\": \"2026-11-23\"}]}");
        assertThat(WaiversFile.read(file, TODAY).all()).hasSize(1);
    }
}
