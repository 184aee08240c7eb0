package dev.gatun.peers;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version of a library was loaded. */
final class Jars {
    private static final Pattern VERSION = Pattern.compile(".*?-(\\d.*)\\.jar");

    private Jars() {}

    /** The version in the name of the jar that a class is from: of {@code ejml-fdense-0.44.0.jar}, 0.44.0. */
    static String version(Class<?> type) {
        try {
            Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
            Matcher version = VERSION.matcher(String.valueOf(jar.getFileName()));
            return version.matches() ? version.group(1) : "of " + jar.getFileName();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar's place is no path", e);
        }
    }
}
