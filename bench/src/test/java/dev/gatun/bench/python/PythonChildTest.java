package dev.gatun.bench.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.host.Command.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonChildTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    private PythonChild start(String body) throws IOException, Trouble {
        Path python = folder.resolve("python3");
        Files.writeString(python, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        Interpreter interpreter =
                new Interpreter(python.toString(), "3", Interpreter.Library.ABSENT, Interpreter.Library.ABSENT);
        return PythonChild.start(interpreter, folder.resolve("script.py"), folder, List.of("1", "2"), 3);
    }

    @Test
    void tells_and_is_answered() throws IOException, Trouble {
        try (PythonChild child =
                start("echo '{\"event\": \"'$OMP_NUM_THREADS'\"}'; read word; echo \"\\\"$word $4\\\"\"")) {
            assertThat(child.next(LONG).path("event").asText()).isEqualTo("3");
            child.answer("time");
            assertThat(child.next(LONG).asText()).isEqualTo("time 1");
        }
    }

    @Test
    void an_end_gives_the_status_and_the_last_words() throws IOException, Trouble {
        try (PythonChild child = start("echo first >&2; echo '  MemoryError' >&2; echo >&2; exit 9")) {
            assertThatExceptionOfType(Trouble.class)
                    .isThrownBy(() -> child.next(LONG))
                    .withMessage("ended with status 9: MemoryError");
        }
    }

    @Test
    void a_silence_ends() throws IOException, Trouble {
        long start = System.nanoTime();
        try (PythonChild child = start("sleep 600")) {
            assertThatExceptionOfType(Trouble.class)
                    .isThrownBy(() -> child.next(Duration.ofMillis(200)))
                    .withMessageContaining("said nothing");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LONG);
    }

    @Test
    void nonsense_is_named() throws IOException, Trouble {
        try (PythonChild child = start("echo '{oops'")) {
            assertThatExceptionOfType(Trouble.class)
                    .isThrownBy(() -> child.next(LONG))
                    .withMessageContaining("no JSON");
        }
    }
}
