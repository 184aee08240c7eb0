package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.Tensor;
import dev.gatun.bindings.OpenBlas;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A main class of the tests in a JVM that may crash or hang, with the libraries of the tests on its class path. Without
 * JaCoCo, whose probes change what is compiled into what.
 */
final class GemmChild {
    /** Generous: it is there to tell a slow child from one that never ends. */
    private static final int DEADLINE_SECONDS = 180;

    private static final int LAST_LINES = 400;

    private GemmChild() {}

    /** How it ended: its exit status, and what it printed, the JVM's own words included. */
    record End(int status, String output) {}

    /**
     * Runs a main class and fails unless it ends well.
     *
     * @return what it printed
     */
    static String run(Class<?> main, String... options) {
        End end = start(main, options);
        assertThat(end.status()).as(() -> last(end.output())).isZero();
        return end.output();
    }

    /** Runs a main class, which may crash; what does not end is stopped and fails, with its threads in the message. */
    static End start(Class<?> main, String... options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + Path.of(System.getProperty("java.io.tmpdir"), "gatun_hs_err_%p.log")));
        command.addAll(List.of(options));
        command.add("-cp");
        command.add(String.join(
                File.pathSeparator,
                origin(Tensor.class),
                origin(OpenBlas.class),
                System.getProperty("java.class.path")));
        command.add(main.getName());
        try {
            Path output = Files.createTempFile("gatun", ".txt");
            try {
                Process process = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                boolean ended = process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS);
                if (!ended) {
                    new ProcessBuilder("kill", "-QUIT", Long.toString(process.pid()))
                            .start()
                            .waitFor();
                    process.waitFor(3, TimeUnit.SECONDS); // it prints its threads
                    process.destroyForcibly().waitFor();
                }
                End end = new End(process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
                assertThat(ended)
                        .as(() -> "ended within " + DEADLINE_SECONDS + " s\n" + last(end.output()))
                        .isTrue();
                return end;
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String last(String output) {
        List<String> lines = output.lines().toList();
        return String.join("\n", lines.subList(Math.max(lines.size() - LAST_LINES, 0), lines.size()));
    }

    /** The folder or jar that a class was loaded from. */
    private static String origin(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
