package dev.gatun.bindings.generator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes {@code cblas_h.java} from the {@code cblas.h} in the OpenBLAS jar on the class path. Its one argument is the
 * folder of the bindings module.
 */
public final class Generator {

    /** The platforms' copies are byte for byte the same; whichever jar is there will do. */
    private static final String[] PLATFORMS = {
        "linux-x86_64", "linux-arm64", "macosx-arm64", "macosx-x86_64", "windows-x86_64"
    };

    private Generator() {}

    /**
     * Writes the source into the module.
     *
     * @param args the module's folder
     * @throws IOException if the source cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path module = Path.of(args.length == 0 ? "" : args[0]).toAbsolutePath().normalize();
        Path source = source(module);
        Files.writeString(source, generate(module));
        System.out.println("wrote " + source);
    }

    static Path source(Path module) throws IOException {
        JextractArgs args = JextractArgs.read(module.resolve("jextract.args"));
        return module.resolve("src/main/java")
                .resolve(args.targetPackage().replace('.', '/'))
                .resolve(args.headerClass() + ".java");
    }

    static String generate(Path module) throws IOException {
        JextractArgs args = JextractArgs.read(module.resolve("jextract.args"));
        return BindingWriter.write(args, header(), "OpenBLAS's cblas.h");
    }

    /** The declarations of the jar's {@code cblas.h}. */
    static CHeader header() {
        return new CHeader()
                .read(preprocessor().run("cblas.h", include("cblas.h").orElseThrow()));
    }

    static Preprocessor preprocessor() {
        return new Preprocessor(Generator::include);
    }

    /** The text of one of OpenBLAS's headers. */
    static Optional<String> include(String name) {
        for (String platform : PLATFORMS) {
            URL url = Generator.class
                    .getClassLoader()
                    .getResource("org/bytedeco/openblas/" + platform + "/include/" + name);
            if (url != null) {
                try (InputStream in = url.openStream()) {
                    return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot read " + url, e);
                }
            }
        }
        return Optional.empty();
    }
}
