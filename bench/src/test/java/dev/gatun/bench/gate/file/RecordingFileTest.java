package dev.gatun.bench.gate.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.gate.run.Fingerprint;
import dev.gatun.bench.gate.run.Fork;
import dev.gatun.bench.gate.run.Reading;
import dev.gatun.bench.gate.run.Recording;
import dev.gatun.bench.gate.run.Recording.Entry;
import dev.gatun.bench.gate.run.Recording.Point;
import dev.gatun.bench.gate.verdict.Bytes;
import dev.gatun.bench.host.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {
    private static final Recording RECORDING = new Recording(
            "2026-11-23T10:00:00Z",
            "abc123",
            new Fingerprint("AMD EPYC", "AVX-512", 16, "25.0.3", "OpenBLAS (Cooperlake)", 1, "Linux", "quick"),
            List.of(
                    new Entry(
                            "add 16384",
                            List.of(new Point(
                                    new Fork(1.5e3, "ns/op", false, Optional.of(new Bytes(96, 0))),
                                    new Reading(117, 26)))),
                    new Entry(
                            "rate",
                            List.of(new Point(
                                    new Fork(12.25, "ops/us", true, Optional.empty()), new Reading(116, 25.5))))));

    @TempDir
    private Path folder;

    @Test
    void what_is_written_is_read() throws IOException {
        Path file = Files.writeString(folder.resolve("r.json"), RecordingFile.toJson(List.of(RECORDING, RECORDING)));
        assertThat(RecordingFile.read(file)).containsExactly(RECORDING, RECORDING);
        // The proportions are there for whoever reads the file without us.
        assertThat(file).content().contains("\"ratioToFma\" : 175500.0", "\"ratioToTriad\" : 39000.0");
    }

    @Test
    void wrong_types_are_told_with_their_place() throws IOException {
        String text = RecordingFile.toJson(List.of(RECORDING));
        for (String[] change : new String[][] {
            {"\"value\" : 1500.0", "\"value\" : \"NaN\"", "recordings[0].benchmarks[0].forks[0].value is no number"},
            {"\"value\" : 1500.0", "\"value\" : 0", "value is 0.0"},
            {"\"lanes\" : 16", "\"lanes\" : \"16\"", "recordings[0].fingerprint.lanes is no whole number"},
            {"2026-11-23T10:00:00Z", "yesterday", "recordings[0].date is no date with a time"},
            {
                "\"higherIsBetter\" : true",
                "\"higherIsBetter\" : 1",
                "benchmarks[1].higherIsBetter is neither true nor false"
            },
        }) {
            assertThat(text).contains(change[0]);
            Path file = Files.writeString(folder.resolve("r.json"), text.replace(change[0], change[1]));
            assertThatExceptionOfType(Failure.class)
                    .isThrownBy(() -> RecordingFile.read(file))
                    .withMessageContaining(change[2]);
        }
    }
}
