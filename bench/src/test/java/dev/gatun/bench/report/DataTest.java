package dev.gatun.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataTest {
    private static final Machine MACHINE = new Machine("CPU", "AVX2", 2, 1L << 30, "Linux", "glibc", "25.0.3");

    @TempDir
    private Path folder;

    private void write(String effort, String cpu, int cores) throws IOException {
        Files.writeString(
                folder.resolve("calls.json"),
                "{\"effort\":\"" + effort + "\",\"machine\":{\"cpu\":\"" + cpu + "\",\"vectors\":\"AVX2\",\"cores\":"
                        + cores + ",\"java\":\"25.0.3\"},\"rows\":[]}");
    }

    @Test
    void what_was_measured_here_is_not_measured_again() throws IOException {
        assertThat(Data.has(folder, Part.CALLS, true, false, MACHINE)).isFalse();
        write("quick", "CPU", 2);
        assertThat(Data.has(folder, Part.CALLS, true, false, MACHINE)).isTrue();
        assertThat(Data.has(folder, Part.CALLS, false, false, MACHINE)).isFalse();
        write("full", "CPU", 2);
        assertThat(Data.has(folder, Part.CALLS, true, false, MACHINE)).isTrue();
        assertThat(Data.has(folder, Part.CALLS, false, false, MACHINE)).isTrue();
        write("full", "another CPU", 2);
        assertThat(Data.has(folder, Part.CALLS, true, false, MACHINE)).isFalse();
        write("full", "CPU", 1);
        assertThat(Data.has(folder, Part.CALLS, true, false, MACHINE)).isFalse();
    }

    @Test
    void peers_that_were_built_since_are_measured() throws IOException {
        String json = """
                {"effort":"full","machine":{"cpu":"CPU","vectors":"%s","cores":2,"java":"%s"},"rows":[
                {"contender":"ejml","status":"%s"}]}
                """;
        Files.writeString(folder.resolve("peers.json"), json.formatted(MACHINE.vectors(), MACHINE.java(), "missing"));
        assertThat(Data.has(folder, Part.PEERS, true, false, MACHINE)).isTrue();
        assertThat(Data.has(folder, Part.PEERS, true, true, MACHINE)).isFalse();
        Files.writeString(folder.resolve("peers.json"), json.formatted(MACHINE.vectors(), MACHINE.java(), "ok"));
        assertThat(Data.has(folder, Part.PEERS, true, true, MACHINE)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{}",
                "null",
                "{\"machine\":{}}",
                "{\"machine\":1,\"rows\":[]}",
                "{\"machine\":{},\"rows\":NaN}",
                "{\"machine\":{},\"rows\":{}}"
            })
    void what_no_suite_wrote_is_one_line(String text) throws IOException {
        Files.writeString(folder.resolve("calls.json"), text);
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Data.read(folder))
                .withMessageContaining("calls.json is no")
                .withMessageEndingWith("delete it, and it is measured anew")
                .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("\n"));
    }

    @Test
    void endless_nesting_is_one_line() throws IOException {
        Files.writeString(folder.resolve("calls.json"), "[".repeat(1_000_000));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Data.read(folder))
                .withMessageContaining("calls.json is no JSON");
    }

    @Test
    void parts_are_commands() {
        Path file = Path.of("x.json");
        assertThat(Part.LADDER.arguments(false, 2, file)).containsExactly("ladder", "--json", "x.json");
        assertThat(Part.PEERS_ALL.arguments(true, 8, file))
                .containsSubsequence("bench", "peers", "--threads", "8", "--quick", "--filter")
                .endsWith("--json", "x.json");
        assertThat(List.of(Part.values())).extracting(Part::file).doesNotHaveDuplicates();
    }
}
