package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bindings.OpenBlas;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A module of somebody else's compiles against the library and runs with it. */
class ModulePathTest {
    private static final String MAIN = """
            package app;

            import dev.gatun.Tensor;
            import dev.gatun.layout.ShapeException;

            public class Main {
                public static void main(String[] args) {
                    Tensor a = Tensor.arange(6).view(2, 3);
                    System.out.println(a.matmul(a.t()).sum().item());
                    try {
                        a.matmul(a);
                    } catch (ShapeException e) {
                        System.out.println("refused");
                    }
                }
            }
            """;

    @Test
    void compilesAndRuns(@TempDir Path folder) throws IOException {
        Path info = Files.writeString(folder.resolve("module-info.java"), "module app { requires dev.gatun; }");
        Path main =
                Files.writeString(Files.createDirectory(folder.resolve("app")).resolve("Main.java"), MAIN);
        String library =
                String.join(File.pathSeparator, ChildJvm.origin(Tensor.class), ChildJvm.origin(OpenBlas.class));
        StringWriter said = new StringWriter();
        int status = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        new PrintWriter(said),
                        new PrintWriter(said),
                        "--module-path",
                        library + File.pathSeparator + ChildJvm.origin(NullMarked.class),
                        "-d",
                        folder.resolve("out").toString(),
                        info.toString(),
                        main.toString());
        assertThat(status).as(said.toString()).isZero();
        String output = ChildJvm.start(
                "--enable-native-access=dev.gatun,dev.gatun.bindings",
                "--module-path",
                library + File.pathSeparator + folder.resolve("out"),
                "--module",
                "app/app.Main");
        assertThat(output.lines()).contains("83.0", "refused");
    }
}
