package dev.gatun.bench.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
    @TempDir
    private Path folder;

    @Test
    void is_made_or_replaced_and_leaves_nothing_beside() throws IOException {
        Path path = folder.resolve("out.json");
        OutputFile file = OutputFile.at(path);
        assertThat(path).doesNotExist();
        file.write("one");
        OutputFile.at(path).write("two, 2 µs");
        assertThat(path).hasContent("two, 2 µs");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void a_link_stays_a_link() throws IOException {
        Path behind = Files.writeString(folder.resolve("behind"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), behind);
        OutputFile.at(link).write("new");
        assertThat(link).isSymbolicLink();
        assertThat(behind).hasContent("new");
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void a_device_is_written_into() {
        OutputFile.at(Path.of("/dev/null")).write("gone");
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void what_cannot_be_written_is_found_out_at_once() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> OutputFile.at(folder))
                .withMessageContaining("is a folder");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> OutputFile.at(folder.resolve("absent/out.json")))
                .withMessageContaining("cannot write")
                .withMessageContaining("no such folder");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> OutputFile.at(file.resolve("out.json")))
                .withMessageContaining("cannot write");
    }
}
