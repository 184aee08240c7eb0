package dev.gatun.bench.python;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterpretersTest {
    private static final String BARE = report("3.9.1", "null", "null");
    private static final String WITH_NUMPY = report("3.9.2", "\"1.24\"", "null");
    private static final String WITH_TORCH = report("3.9.3", "null", "\"2.1\"");
    private static final String BROKEN_TORCH = report("3.9.4", "null", "\"does not import: no libc10.so\"");

    @TempDir
    private Path folder;

    private static String report(String version, String numpy, String torch) {
        return "echo 'gatun {\"version\": \"" + version + "\", \"numpy\": " + numpy + ", \"torch\": " + torch + "}'";
    }

    private Path fake(String place, String body) throws IOException {
        Path python = Files.createDirectories(folder.resolve(place)).resolve("python3");
        Files.writeString(python, "#!/bin/sh\n" + body + "\n");
        return Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String best(String onPath, String usual) throws IOException {
        Path first = fake("first", onPath);
        Path second = fake("second", usual);
        return Interpreters.on("/nowhere::" + first.getParent(), second)
                .best()
                .map(python ->
                        folder.relativize(Path.of(python.command())).getName(0).toString())
                .orElse("none");
    }

    @Test
    void takes_the_first_with_pytorch_else_with_numpy_else_the_first_that_runs() throws IOException {
        assertThat(best(WITH_TORCH, WITH_TORCH)).isEqualTo("first");
        assertThat(best(WITH_NUMPY, WITH_TORCH)).isEqualTo("second");
        assertThat(best(BARE, WITH_NUMPY)).isEqualTo("second");
        assertThat(best(WITH_NUMPY, WITH_NUMPY)).isEqualTo("first");
        assertThat(best(BARE, BARE)).isEqualTo("first");
        assertThat(best("exit 1", BARE)).isEqualTo("second");
        assertThat(best(BROKEN_TORCH, WITH_NUMPY)).isEqualTo("second");
        assertThat(best("exit 1", "exit 1")).isEqualTo("none");
    }

    @Test
    void tries_a_link_to_the_usual_one_once() throws IOException {
        Path usual = fake("usual", BARE);
        Path links = Files.createDirectories(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("python3"), usual);
        assertThat(Interpreters.on(links.toString(), usual).attempts()).hasSize(1);
        assertThat(Interpreters.on("", folder.resolve("absent")).attempts()).isEmpty();
    }

    @Test
    void says_what_each_one_is() throws IOException {
        assertThat(describe(WITH_NUMPY)).endsWith("python3: Python 3.9.2, NumPy 1.24, no PyTorch");
        assertThat(describe("echo a start-up file speaks; " + BARE)).endsWith(": Python 3.9.1, no NumPy, no PyTorch");
        assertThat(describe(BROKEN_TORCH)).endsWith(": Python 3.9.4, no NumPy, PyTorch does not import: no libc10.so");
        assertThat(describe("echo 'a library is gone' >&2; exit 4"))
                .endsWith("exited with status 4: a library is gone");
        assertThat(describe("echo hello")).endsWith(": it runs, but not as a Python does");
        assertThat(describe("echo 'gatun {'")).contains("python3: ");
        assertThat(Interpreters.named("/absent/python").attempts().getFirst().describe())
                .isEqualTo("/absent/python: does not start: No such file or directory");
    }

    private String describe(String body) throws IOException {
        return Interpreters.named(fake("one", body).toString())
                .attempts()
                .getFirst()
                .describe();
    }
}
