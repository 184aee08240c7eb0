package dev.gatun.bench.ladder;

import dev.gatun.bench.host.AtExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder in which processes hand numbers to each other; gone when the ladder is done or stopped. */
final class Exchange implements AutoCloseable {
    private final Path folder;
    private final AtExit tidyUp;

    Exchange() {
        try {
            folder = Files.createTempDirectory("gatun-ladder-");
        } catch (IOException e) {
            throw new UncheckedIOException("there is no room for temporary files", e);
        }
        tidyUp = new AtExit(this::delete);
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        tidyUp.close();
    }

    private void delete() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            // Leftovers in the system's folder for temporary files harm nobody.
        }
    }
}
