package dev.gatun.bench.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bench.measure.ForkedJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
    /** A program that measures for ever: it waits for a child again and again, and writes what it has when it is told to stop. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println(Interrupt.handled(() -> {
                int ended = 0;
                System.out.println("begun");
                while (!Interrupt.isRequested()) {
                    try {
                        new ProcessBuilder("sleep", "600").start().waitFor();
                        ended++;
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                try {
                    return Files.writeString(Path.of(arguments[0]), ended + " ended");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    @Timeout(60)
    void keeps_what_was_measured(@TempDir Path folder) throws IOException, InterruptedException {
        Path kept = folder.resolve("kept");
        Process process = ForkedJvm.plain()
                .process(Endless.class, List.of(kept.toString()))
                .start();
        try (BufferedReader out = process.inputReader()) {
            assertThat(out.readLine()).isEqualTo("begun");
            while (process.descendants().findAny().isEmpty()) {
                Thread.sleep(10);
            }
            process.destroy(); // SIGTERM; Ctrl-C takes the same way through Java
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(kept).content().isEqualTo("1 ended");
        assertThat(process.exitValue()).isEqualTo(128 + 15);
    }

    @Test
    void gives_what_the_work_gives() {
        assertThat(Interrupt.handled(() -> 42)).isEqualTo(42);
        assertThat(Interrupt.isRequested()).isFalse();
    }
}
