package dev.gatun.bench.gate.file;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/** Results of JMH that lie beside the tests; a README there says how they came about. */
public final class TestFiles {
    private TestFiles() {}

    /** The path of one of them. */
    public static Path path(String name) {
        try {
            return Path.of(
                    Objects.requireNonNull(TestFiles.class.getResource("/dev/gatun/bench/gate/jmh/" + name), name)
                            .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
