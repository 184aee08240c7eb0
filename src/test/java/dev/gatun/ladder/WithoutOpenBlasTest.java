package dev.gatun.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.Tensor;
import dev.gatun.bindings.OpenBlas;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** OpenBLAS is looked for once in a process, so what happens without it is seen in another process. */
class WithoutOpenBlasTest {

    /** What the other process does: says which tiers it has, and multiplies with each. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            for (Stage stage : Stage.values()) {
                String result;
                try {
                    result = "gives "
                            + stage.matmul(Tensor.full(2, 1, 3), Tensor.ones(3, 1))
                                    .item();
                } catch (IllegalStateException e) {
                    result = "refuses: " + e.getMessage();
                }
                System.out.println(
                        stage.id() + " " + stage.available() + " [" + stage.unavailableReason() + "] " + result);
            }
        }
    }

    @Test
    void allTiersButTheOperatorRun() throws IOException, InterruptedException, URISyntaxException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dgatun.blas=none",
                        "-cp",
                        origin(Stage.class)
                                + File.pathSeparator
                                + origin(OpenBlas.class)
                                + File.pathSeparator
                                + origin(Main.class),
                        Main.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        List<String> lines = output.lines().toList();
        assertThat(lines).hasSize(Stage.values().length);
        assertThat(lines)
                .startsWith(
                        "tripleLoop true [] gives 6.0",
                        "elementwise true [] gives 6.0",
                        "broadcast true [] gives 6.0",
                        "einsum true [] gives 6.0");
        assertThat(lines.get(lines.size() - 1))
                .startsWith("operator false [OpenBLAS is not loaded (gatun.blas: ")
                .contains(
                        "put org.bytedeco:openblas with the classifier ",
                        "-Dgatun.blas=PATH",
                        "] refuses: no OpenBLAS: ");
    }

    /** The folder or jar that a class was loaded from. */
    private static String origin(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }
}
