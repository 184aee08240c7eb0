package dev.gatun.bench.measure;

import dev.gatun.bench.host.AtExit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
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
        tidyUp = new AtExit(() -> delete(folder));
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    @Override
    public void close() {
        tidyUp.close();
    }

    /** Deletes a folder and all that is in it, as far as that can be deleted. */
    public static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> innermostFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path file : innermostFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            // Leftovers in the system's folder for temporary files harm nobody.
        }
    }
}
