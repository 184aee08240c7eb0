package dev.gatun.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that the suites wrote on some machine; see README.md beside them. */
final class SampleData {
    private SampleData() {}

    /** Puts all of them into a folder. */
    static Data in(Path folder) {
        for (Part part : Part.values()) {
            put(part, folder);
        }
        return Data.read(folder);
    }

    /** Puts one of them there. */
    static void put(Part part, Path folder) {
        try (InputStream in = SampleData.class.getResourceAsStream("data/" + part.file())) {
            if (in == null) {
                throw new IllegalStateException("no sample of " + part.file());
            }
            Files.write(folder.resolve(part.file()), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
