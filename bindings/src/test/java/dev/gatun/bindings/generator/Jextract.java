package dev.gatun.bindings.generator;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs the real jextract from the PATH on the header in the OpenBLAS jar. Its arguments are the folder of the bindings
 * module and the folder to write to; what it writes there can take the place of the checked-in source.
 */
public final class Jextract {

    private Jextract() {}

    /**
     * Runs the tool and exits with its status, 2 where there is none.
     *
     * @param args the module's folder, the folder to write to
     * @throws IOException if the headers cannot be unpacked or the tool cannot be started
     * @throws InterruptedException if this thread is interrupted while the tool runs
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path module = Path.of(args[0]);
        Path output = Path.of(args[1]);
        Optional<Path> tool = find(System.getenv().getOrDefault("PATH", ""));
        if (tool.isEmpty()) {
            System.err.println("jextract is not on the PATH; get it from https://jdk.java.net/jextract/"
                    + " or use -Pgenerate, which needs no tool");
            System.exit(2);
        }
        Path headers = Files.createDirectories(output.resolve("include"));
        for (String header : List.of("cblas.h", "openblas_config.h")) {
            Files.writeString(headers.resolve(header), Generator.include(header).orElseThrow());
        }
        Process process = new ProcessBuilder(
                        tool.orElseThrow().toString(),
                        "@" + module.resolve("jextract.args"),
                        "--include-dir",
                        headers.toString(),
                        "--output",
                        output.toString(),
                        headers.resolve("cblas.h").toString())
                .inheritIO()
                .start();
        int status = process.waitFor();
        if (status == 0) {
            System.out.println("jextract wrote below " + output);
        }
        System.exit(status);
    }

    /** The tool's file on this path of folders. */
    static Optional<Path> find(String path) {
        for (String folder : path.split(File.pathSeparator, -1)) {
            for (String name : List.of("jextract", "jextract.bat")) {
                Path file = Path.of(folder, name);
                if (Files.isRegularFile(file) && Files.isExecutable(file)) {
                    return Optional.of(file);
                }
            }
        }
        return Optional.empty();
    }
}
