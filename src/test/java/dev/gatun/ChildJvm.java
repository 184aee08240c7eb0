package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bindings.OpenBlas;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A JVM of its own, on the class path, for what is decided once in a process. */
public final class ChildJvm {
    private ChildJvm() {}

    /**
     * Runs a main class of the tests.
     *
     * @param main the class
     * @param options of the JVM
     * @return what it printed, the JVM's own words included
     */
    public static String run(Class<?> main, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("-cp");
        arguments.add(String.join(File.pathSeparator, origin(Tensor.class), origin(OpenBlas.class), origin(main)));
        arguments.add(main.getName());
        return start(arguments.toArray(String[]::new));
    }

    /** Runs the java of this JVM with any arguments. */
    static String start(String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(arguments));
            command.add(
                    0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The folder or jar that a class was loaded from. */
    static String origin(Class<?> type) {
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
