package dev.gatun.bench.gate.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.bench.gate.report.HistoryReport;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Fingerprint;
import dev.gatun.bench.gate.run.Recording.Point;
import dev.gatun.bench.gate.run.Recording.Reading;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Fork.Bytes;
import dev.gatun.bench.host.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingFileTest {
    private final Random random = new Random(8);

    @TempDir
    private Path folder;

    private static Recording recording(String date, String label, String cpu, Fork fork, Reading reading) {
        return new Recording(
                date,
                label,
                Fingerprint.of(cpu, "AVX", "8", "25", "OpenBLAS", "1", "Linux", "quick"),
                List.of(new Entry("add <1>", List.of(new Point(fork, reading)))));
    }

    private static String text() {
        Fork time = new Fork(1500, "ns/op", false, Optional.of(new Bytes(96, 0)));
        Fork rate = new Fork(12.25, "ops/us", true, Optional.empty());
        return RecordingFile.toJson(List.of(
                recording("2026-11-23T10:00:00Z", "abc", "cpu", time, new Reading(117, 26)),
                recording("2026-11-24T10:00:00Z", "", "cpu", rate, new Reading(116, 25.5))));
    }

    @Test
    void what_is_written_is_read() throws IOException {
        Path file = Files.writeString(folder.resolve("r.json"), text());
        assertThat(RecordingFile.toJson(RecordingFile.read(file))).isEqualTo(text());
        // The proportions are there for whoever reads the file without us.
        assertThat(file).content().contains("\"ratioToFma\" : 175500.0", "\"ratioToTriad\" : 39000.0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"value\" : 1500.0 | \"value\" : \"NaN\" | recordings[0].benchmarks[0].forks[0].value is no number",
                "\"value\" : 1500.0 | \"value\" : 0 | value is 0.0",
                "\"lanes\" : \"8\"  | \"lanes\" : 8 | recordings[0].fingerprint.lanes is no text",
                "2026-11-23T10:00:00Z | yesterday | recordings[0].date is no date with a time",
                "\"higherIsBetter\" : true | \"higherIsBetter\" : 1 | higherIsBetter is neither true nor false",
            })
    void wrong_types_are_told_with_their_place(String from, String to, String message) throws IOException {
        assertThat(text()).contains(from);
        Path file = Files.writeString(folder.resolve("r.json"), text().replace(from, to));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> RecordingFile.read(file))
                .withMessageContaining(message);
    }

    /** A recording a day; the machine is 30 % faster on even days, and the code 12 % slower from day 12 on. */
    private void write(int day, String cpu) throws IOException {
        double speed = day % 2 == 0 ? 1.3 : 1;
        double value = 1000 / speed * (day >= 12 ? 1.12 : 1) * Math.exp(0.01 * random.nextGaussian());
        Recording recording = recording(
                LocalDate.of(2026, 11, 1).plusDays(day) + "T04:00:00Z",
                "commit " + day,
                cpu,
                new Fork(value, "ns/op", false, Optional.empty()),
                new Reading(100 * speed, 20 * speed));
        Files.writeString(folder.resolve("r" + (99 - day) + ".json"), RecordingFile.toJson(List.of(recording)));
    }

    @Test
    void a_change_over_time_is_found_and_drawn() throws IOException {
        for (int day = 0; day < 24; day++) {
            write(day, "cpu");
        }
        List<History> histories = History.read(folder);
        assertThat(histories).hasSize(1);
        History history = histories.getFirst();
        assertThat(history.points()).extracting(History.Point::label).startsWith("commit 0", "commit 1");
        assertThat(history.changes()).hasSize(1);
        assertThat(history.changes().getFirst().at()).isEqualTo(12);
        assertThat(history.changes().getFirst().share()).isCloseTo(0.12, within(0.02));
        assertThat(HistoryReport.toText(histories, 200)).contains("add <1>", "2026-11-13 commit 12", "+1");
        String html = HistoryReport.toHtml(histories);
        assertThat(html).contains("<svg", "add &lt;1&gt;", "commit 12").doesNotContain("NaN", "http", "<script");
        assertThat(html.split("<circle", -1)).hasSize(25);
    }

    @Test
    void another_machine_is_another_series() throws IOException {
        write(1, "one");
        write(2, "other");
        assertThat(History.read(folder))
                .hasSize(2)
                .allMatch(history -> history.points().size() == 1);
        assertThat(HistoryReport.toHtml(History.read(folder))).doesNotContain("NaN", "Infinity");
    }

    @Test
    void a_folder_without_recordings_is_told() throws IOException {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> History.read(folder))
                .withMessageContaining("holds no recordings");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> History.read(folder.resolve("absent")))
                .withMessageContaining("is no folder that can be read");
        Files.writeString(folder.resolve("x.json"), "{}");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> History.read(folder))
                .withMessageContaining("x.json: is no file of bench/gatun gate record");
    }
}
