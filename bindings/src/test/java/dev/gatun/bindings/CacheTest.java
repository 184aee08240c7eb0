package dev.gatun.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding and unpacking, with small files in the place of libraries. */
class CacheTest {

    private static final Platform PLATFORM = Platform.of("Linux", "amd64");
    private static final String FOLDER = "org/bytedeco/openblas/linux-x86_64/";

    @TempDir
    private Path temp;

    private Path jar(String library) throws IOException {
        Path jar = Files.createTempFile(temp, "openblas", ".jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            entry(
                    out,
                    "META-INF/MANIFEST.MF",
                    "Manifest-Version: 1.0\nAutomatic-Module-Name: " + "org.bytedeco.openblas.linux.x86_64\n");
            entry(out, FOLDER + "include/openblas_config.h", "\n#define OPENBLAS_VERSION \" OpenBLAS 1.2.3 \"\n");
            entry(out, FOLDER + "libgfortran.so.5", "fortran");
            entry(out, FOLDER + "libjniopenblas.so", "not needed");
            entry(out, FOLDER + "libopenblas.so.0", library);
        }
        return jar;
    }

    private static void entry(ZipOutputStream out, String name, String content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content.getBytes(StandardCharsets.UTF_8));
    }

    private static Bundle bundle(Path classPath) throws IOException {
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {classPath.toUri().toURL()}, null)) {
            return Bundle.find(PLATFORM, loader, "").orElseThrow();
        }
    }

    /** Tells a file from its replacement, on systems that can. */
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void readsSizesAndChecksumsFromTheJar() throws IOException {
        Bundle bundle = bundle(jar("openblas"));
        CRC32 crc = new CRC32();
        crc.update("openblas".getBytes(StandardCharsets.UTF_8));
        assertThat(bundle.version()).isEqualTo("1.2.3");
        assertThat(bundle.files())
                .extracting(Bundle.Entry::name)
                .containsExactly("libgfortran.so.5", "libopenblas.so.0");
        assertThat(bundle.files().getLast().size()).isEqualTo(8);
        assertThat(bundle.files().getLast().crc()).isEqualTo(crc.getValue());
    }

    @Test
    void tellsBuildsOfOneVersionApart() throws IOException {
        assertThat(bundle(jar("one")).id())
                .isEqualTo(bundle(jar("one")).id())
                .isNotEqualTo(bundle(jar("two")).id());
    }

    @Test
    void readsUnpackedClassesToo() throws IOException {
        Path classes = temp.resolve("classes");
        Path folder = Files.createDirectories(classes.resolve(FOLDER + "include"));
        Files.writeString(folder.resolve("openblas_config.h"), "#define OPENBLAS_VERSION \" OpenBLAS 1.2.3 \"");
        Files.writeString(classes.resolve(FOLDER + "libgfortran.so.5"), "fortran");
        Files.writeString(classes.resolve(FOLDER + "libopenblas.so.0"), "openblas");
        assertThat(bundle(classes).id()).isEqualTo(bundle(jar("openblas")).id());
    }

    @Test
    void findsAJarOnTheModulePathThatNoModuleRequires() throws IOException {
        Path jar = jar("openblas");
        Optional<Bundle> bundle = Bundle.find(PLATFORM, ClassLoader.getPlatformClassLoader(), jar.toString());
        assertThat(bundle).isPresent();
        Cache.fill(temp.resolve("cache"), bundle.orElseThrow());
        assertThat(temp.resolve("cache/libopenblas.so.0")).hasContent("openblas");
        assertThat(Bundle.find(PLATFORM, ClassLoader.getPlatformClassLoader(), ""))
                .isEmpty();
        Platform other = Platform.of("Linux", "aarch64");
        assertThat(Bundle.find(other, ClassLoader.getPlatformClassLoader(), jar.toString()))
                .isEmpty();
    }

    @Test
    void unpacksOnceAndOnlyWhatIsNeeded() throws IOException {
        Path folder = temp.resolve("a/b");
        Bundle bundle = bundle(jar("openblas"));
        Cache.fill(folder, bundle);
        assertThat(names(folder)).containsExactly("libgfortran.so.5", "libopenblas.so.0");
        Path library = folder.resolve("libopenblas.so.0");
        assertThat(library).hasContent("openblas");
        @Nullable Object before = key(library);
        Cache.fill(folder, bundle);
        assertThat(key(library)).isEqualTo(before);
    }

    @Test
    void replacesATruncatedFile() throws IOException {
        Bundle bundle = bundle(jar("openblas"));
        Cache.fill(temp, bundle);
        Path library = temp.resolve("libopenblas.so.0");
        Files.writeString(library, "open");
        Files.setLastModifiedTime(library, Cache.STAMP);
        Cache.fill(temp, bundle);
        assertThat(library).hasContent("openblas");
    }

    @Test
    void replacesAFileThatWasWrittenTo() throws IOException {
        Bundle bundle = bundle(jar("openblas"));
        Cache.fill(temp, bundle);
        Path library = temp.resolve("libopenblas.so.0");
        Files.writeString(library, "0penblas");
        Cache.fill(temp, bundle);
        assertThat(library).hasContent("openblas");
    }

    @Test
    void believesACopyWithTheRightChecksumAndStampsIt() throws IOException {
        Bundle bundle = bundle(jar("openblas"));
        Path library = temp.resolve("libopenblas.so.0");
        Files.writeString(library, "openblas");
        @Nullable Object before = key(library);
        Cache.fill(temp, bundle);
        assertThat(key(library)).isEqualTo(before);
        assertThat(Files.getLastModifiedTime(library)).isEqualTo(Cache.STAMP);
    }

    @Test
    void doesNotInstallWhatTheJarGivesIncompletely() throws IOException {
        Bundle good = bundle(jar("openblas"));
        Bundle.Entry entry = good.files().getLast();
        Bundle bad = new Bundle(
                "1.2.3", List.of(new Bundle.Entry(entry.name(), entry.url(), entry.size(), entry.crc() ^ 1)));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> Cache.fill(temp.resolve("cache"), bad))
                .withMessageContaining("was not written whole");
        assertThat(names(temp.resolve("cache"))).isEmpty();
    }

    @Test
    void removesPartsThatKilledProcessesLeft() throws IOException {
        Path old = Files.writeString(temp.resolve("libopenblas.so.0.1.part"), "op");
        Files.setLastModifiedTime(old, FileTime.fromMillis(System.currentTimeMillis() - 2 * 60 * 60 * 1000));
        Path young = Files.writeString(temp.resolve("libopenblas.so.0.2.part"), "op");
        Cache.fill(temp, bundle(jar("openblas")));
        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void choosesTheFolderOfTheSystem() {
        Path home = Path.of(System.getProperty("user.home"));
        String chosen = System.clearProperty("gatun.cache");
        try {
            if (System.getProperty("os.name").equals("Linux")) {
                assertThat(Cache.folder(Map.of())).contains(home.resolve(".cache/gatun"));
                assertThat(Cache.folder(Map.of("XDG_CACHE_HOME", "/x"))).contains(Path.of("/x/gatun"));
                assertThat(Cache.folder(Map.of("XDG_CACHE_HOME", "x"))).contains(home.resolve(".cache/gatun"));
            }
            System.setProperty("gatun.cache", "/chosen");
            assertThat(Cache.folder(Map.of("XDG_CACHE_HOME", "/x")))
                    .contains(Path.of("/chosen").toAbsolutePath());
        } finally {
            System.setProperty("gatun.cache", String.valueOf(chosen));
        }
    }

    @Test
    void closesTheJar() throws IOException {
        Path jar = jar("openblas");
        Bundle bundle = bundle(jar);
        try (InputStream in = bundle.files().getLast().content()) {
            assertThat(in).hasContent("openblas");
        }
        Files.delete(jar);
        Files.writeString(jar, "no zip any more");
        assertThatExceptionOfType(IOException.class)
                .as("no cached connection answers in the place of the file")
                .isThrownBy(() -> bundle.files().getLast().content());
    }
}
