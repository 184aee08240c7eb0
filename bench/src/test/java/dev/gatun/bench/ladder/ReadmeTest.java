package dev.gatun.bench.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.host.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadmeTest {
    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void file() {
        path = folder.resolve("README.md");
    }

    @Test
    void replaces_what_is_between_the_markers_and_nothing_else() throws IOException {
        Files.writeString(path, "# Gatun\n\n" + Readme.BEGIN + "\nold\n" + Readme.END + "\n\nafter, e.g. 10 µs\n");
        Readme.at(path).write("| new |\n");
        String once = Files.readString(path);
        assertThat(once)
                .isEqualTo("# Gatun\n\n" + Readme.BEGIN + "\n| new |\n" + Readme.END + "\n\nafter, e.g. 10 µs\n");
        Readme.at(path).write("| new |\n");
        assertThat(path).hasContent(once);
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                Readme.BEGIN,
                Readme.END,
                Readme.END + Readme.BEGIN,
                Readme.BEGIN + Readme.BEGIN + Readme.END,
                Readme.BEGIN + Readme.END + Readme.END
            })
    void says_which_marker_is_amiss_and_changes_nothing(String text) throws IOException {
        Files.writeString(path, text);
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Readme.at(path))
                .withMessageContaining(Readme.BEGIN)
                .withMessageContaining("README.md");
        assertThat(path).hasContent(text);
    }

    @Test
    void a_file_that_is_not_there() {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Readme.at(path))
                .withMessageContaining("README.md");
    }
}
