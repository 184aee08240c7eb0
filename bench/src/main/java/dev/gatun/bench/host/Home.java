package dev.gatun.bench.host;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The checkout that this program was built in: where README.md and the yardstick library are. */
public final class Home {
    private Home() {}

    /** The system property {@code gatun.home} as bench/gatun sets it, else the nearest checkout around the program. */
    public static Optional<Path> find() {
        String given = System.getProperty("gatun.home", "");
        if (!given.isEmpty()) {
            return Optional.of(Path.of(given).toAbsolutePath().normalize());
        }
        for (Path at = ownPlace(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("bench/gatun"))) {
                return Optional.of(at);
            }
        }
        return Optional.empty();
    }

    private static Path ownPlace() {
        try {
            return Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is no path", e);
        }
    }
}
