package dev.gatun.bindings;

import dev.gatun.bindings.OpenBlas.Transpose;
import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own, as OpenBLAS is loaded once in each: its main method loads, multiplies where it can, and prints what
 * came of it.
 */
public final class Child {

    /** What a child printed to both streams, and its exit status. */
    record Outcome(int status, String output) {}

    private Child() {}

    /**
     * Loads and reports.
     *
     * @param args none
     */
    public static void main(String[] args) {
        System.out.println(OpenBlas.report());
        System.out.println(OpenBlas.instance().map(Child::square).orElse("EMPTY"));
    }

    private static String square(OpenBlas blas) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4);
            MemorySegment c = arena.allocate(16, 4);
            blas.sgemm(Transpose.NO_TRANS, Transpose.NO_TRANS, 2, 2, 2, 1, a, 2, a, 2, 0, c, 2);
            return "PRODUCT " + Arrays.toString(c.toArray(ValueLayout.JAVA_FLOAT)) + " threads " + blas.threads();
        }
    }

    /** What a child prints that loaded and multiplied. */
    static final String WORKS = "PRODUCT [7.0, 10.0, 15.0, 22.0] threads 1";

    static Outcome run(String... options) throws IOException, InterruptedException {
        return finish(start(options));
    }

    /** Starts a JVM that loads; the options come before the main class. */
    static Process start(String... options) throws IOException {
        return jvm(classes() + File.pathSeparator + nativesJar(), options);
    }

    static Outcome runWithoutNatives(String... options) throws IOException, InterruptedException {
        return finish(jvm(classes(), options));
    }

    private static Process jvm(String classPath, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, Child.class.getName()));
        return java(command);
    }

    static Process java(List<String> options) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static Outcome finish(Process process) throws IOException, InterruptedException {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the child does not end: " + output);
        }
        return new Outcome(process.exitValue(), output);
    }

    static String classes() {
        return location(OpenBlas.class) + File.pathSeparator + location(Child.class);
    }

    static Path location(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The jar of natives that these tests run with. */
    static Path nativesJar() {
        Platform platform = Platform.current();
        URL library = Objects.requireNonNull(Child.class
                .getClassLoader()
                .getResource("org/bytedeco/openblas/" + platform.name() + "/"
                        + platform.files().getLast()));
        try {
            Path jar = Path.of(((JarURLConnection) library.openConnection())
                    .getJarFileURL()
                    .toURI());
            if (!Files.isRegularFile(jar)) {
                throw new AssertionError("no jar: " + jar);
            }
            return jar;
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
