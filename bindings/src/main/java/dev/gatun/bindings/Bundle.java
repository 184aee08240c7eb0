package dev.gatun.bindings;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;

/**
 * The natives of one platform, as they lie in Bytedeco's jar.
 *
 * @param version OpenBLAS's version as its header in the jar says
 * @param files what to unpack, in the order to open it, OpenBLAS last
 */
record Bundle(String version, List<Bundle.Entry> files) {

    /**
     * One library in the jar.
     *
     * @param crc CRC-32 of the unpacked bytes, as the jar's directory keeps it
     */
    record Entry(String name, URL url, long size, long crc) {

        static Entry of(String name, URL url) throws IOException {
            URLConnection connection = open(url);
            if (connection instanceof JarURLConnection inJar) {
                try (JarFile jar = inJar.getJarFile()) {
                    ZipEntry entry = jar.getEntry(inJar.getEntryName());
                    return new Entry(name, url, entry.getSize(), entry.getCrc());
                }
            }
            // Unpacked classes, a runtime image: nobody keeps the checksum, so read it all.
            try (CheckedInputStream in = new CheckedInputStream(connection.getInputStream(), new CRC32())) {
                long size = in.transferTo(OutputStream.nullOutputStream());
                return new Entry(name, url, size, in.getChecksum().getValue());
            }
        }

        InputStream content() throws IOException {
            return open(url).getInputStream();
        }
    }

    /** Where a resource of the jar may be. */
    private interface Resources {
        Optional<URL> find(String name) throws IOException;
    }

    /**
     * The natives that this class loader sees, else those of a jar that lies on the module path. They are looked for
     * there as files: the jar is a module that nothing requires, so it is not in the module graph, and it cannot be
     * required, as it in turn requires JavaCPP's bindings, which Gatun does without.
     *
     * @param modulePath the value of {@code jdk.module.path}, or an empty string
     */
    static Optional<Bundle> find(Platform platform, ClassLoader loader, String modulePath) throws IOException {
        if (platform.files().isEmpty()) {
            return Optional.empty();
        }
        Optional<Bundle> seen = read(platform, name -> Optional.ofNullable(loader.getResource(name)));
        if (seen.isPresent() || modulePath.isEmpty()) {
            return seen;
        }
        Path[] path = Arrays.stream(modulePath.split(File.pathSeparator))
                .filter(element -> !element.isEmpty())
                .map(Path::of)
                .toArray(Path[]::new);
        Optional<ModuleReference> jar = ModuleFinder.of(path).find(moduleName(platform));
        if (jar.isEmpty()) {
            return Optional.empty();
        }
        try (ModuleReader reader = jar.get().open()) {
            return read(platform, name -> {
                Optional<URI> found = reader.find(name);
                return found.isPresent() ? Optional.of(found.get().toURL()) : Optional.empty();
            });
        }
    }

    /** {@code linux-x86_64} is in the module {@code org.bytedeco.openblas.linux.x86_64}. */
    private static String moduleName(Platform platform) {
        return "org.bytedeco.openblas." + platform.name().replace('-', '.');
    }

    private static Optional<Bundle> read(Platform platform, Resources resources) throws IOException {
        String folder = "org/bytedeco/openblas/" + platform.name() + "/";
        String library = platform.files().getLast();
        Optional<URL> header = resources.find(folder + "include/openblas_config.h");
        if (header.isEmpty() || resources.find(folder + library).isEmpty()) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        for (String name : platform.files()) {
            Optional<URL> url = resources.find(folder + name);
            if (url.isPresent()) { // a build may need fewer
                entries.add(Entry.of(name, url.get()));
            }
        }
        return Optional.of(new Bundle(version(header.get()), List.copyOf(entries)));
    }

    /** From the line {@code #define OPENBLAS_VERSION " OpenBLAS 0.3.31 "}. */
    private static String version(URL header) throws IOException {
        String text;
        try (InputStream in = open(header).getInputStream()) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        int define = text.indexOf("#define OPENBLAS_VERSION");
        if (define < 0) {
            throw new IOException(header + " does not define OPENBLAS_VERSION");
        }
        int open = text.indexOf('"', define);
        return NativeLibrary.version(
                text.substring(open + 1, text.indexOf('"', open + 1)).strip());
    }

    /** Without the cache of connections, which would keep the jar open as long as the process runs. */
    private static URLConnection open(URL url) throws IOException {
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        return connection;
    }

    /** Names this very set of files: two builds of one version differ in it. */
    String id() {
        CRC32 id = new CRC32();
        for (Entry file : files) {
            id.update((file.name() + " " + file.size() + " " + file.crc() + "\n").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().toHexDigits((int) id.getValue());
    }
}
