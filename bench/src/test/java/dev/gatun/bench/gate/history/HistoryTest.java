package dev.gatun.bench.gate.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.bench.gate.file.RecordingFile;
import dev.gatun.bench.gate.report.HistoryReport;
import dev.gatun.bench.gate.run.Fingerprint;
import dev.gatun.bench.gate.run.Fork;
import dev.gatun.bench.gate.run.Reading;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Point;
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

class HistoryTest {
    private final Random random = new Random(8);

    @TempDir
    private Path folder;

    /** A recording a day; the machine is 30 % faster on even days, and the code 12 % slower from day 12 on. */
    private Recording day(int day, String cpu) {
        double speed = day % 2 == 0 ? 1.3 : 1;
        double value = 1000 / speed * (day >= 12 ? 1.12 : 1) * Math.exp(0.01 * random.nextGaussian());
        return new Recording(
                LocalDate.of(2026, 11, 1).plusDays(day) + "T04:00:00Z",
                "commit " + day,
                new Fingerprint(cpu, "AVX", 8, "25", "OpenBLAS", 1, "Linux", "quick"),
                List.of(new Entry(
                        "add <1>",
                        List.of(new Point(
                                new Fork(value, "ns/op", false, Optional.empty()),
                                new Reading(100 * speed, 20 * speed))))));
    }

    private void write(int day, String cpu) throws IOException {
        Files.writeString(folder.resolve("r" + (99 - day) + ".json"), RecordingFile.toJson(List.of(day(day, cpu))));
    }

    @Test
    void a_change_is_found_and_drawn() throws IOException {
        for (int day = 0; day < 24; day++) {
            write(day, "cpu");
        }
        List<History.Line> lines = History.read(folder);
        assertThat(lines).hasSize(1);
        History.Line line = lines.getFirst();
        assertThat(line.labels()).startsWith("commit 0", "commit 1");
        assertThat(line.changes()).hasSize(1);
        assertThat(line.changes().getFirst().at()).isEqualTo(12);
        assertThat(line.changes().getFirst().share()).isCloseTo(0.12, within(0.02));
        assertThat(HistoryReport.toText(lines, 200)).contains("add <1>", "2026-11-13", "commit 12", "+1");
        String html = HistoryReport.toHtml(lines);
        assertThat(html).contains("<svg", "add &lt;1&gt;", "commit 12").doesNotContain("NaN", "http", "<script");
        assertThat(html.split("<circle", -1)).hasSize(25);
    }

    @Test
    void another_machine_is_another_series() throws IOException {
        write(1, "one");
        write(2, "other");
        assertThat(History.read(folder)).hasSize(2).allMatch(line -> line.count() == 1);
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
