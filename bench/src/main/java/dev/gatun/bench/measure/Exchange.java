package dev.gatun.bench.measure;

import dev.gatun.bench.host.AtExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The folder in which processes hand numbers to each other; gone when the work is done or stopped. */
public final class Exchange implements AutoCloseable {
    private final Path folder;
    private final AtExit tidyUp;

    /** Makes one among the system's temporary files. */
    public Exchange() {
        try {
            folder = Files.createTempDirectory("gatun-");
        } catch (IOException e) {
            throw new UncheckedIOException("there is no room for temporary files", e);
        }
        tidyUp = new AtExit(this::delete);
    }

    /** Where it is. */
    public Path folder() {
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
