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
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(List.of(options));
            command.add("-cp");
            command.add(String.join(File.pathSeparator, origin(Tensor.class), origin(OpenBlas.class), origin(main)));
            command.add(main.getName());
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } catch (IOException | URISyntaxException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The folder or jar that a class was loaded from. */
    private static String origin(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
