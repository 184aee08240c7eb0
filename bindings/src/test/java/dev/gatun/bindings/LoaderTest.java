package dev.gatun.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for OpenBLAS, each case in a JVM of its own. */
class LoaderTest {

    @TempDir
    private Path temp;

    @BeforeEach
    void needsNatives() {
        Natives.assumeBundled();
    }

    private String cache() {
        return "-Dgatun.cache=" + temp.resolve("cache");
    }

    /** The unpacked files' folder; there is one after the first load. */
    private Path unpacked() throws IOException {
        try (Stream<Path> folders = Files.list(temp.resolve("cache"))) {
            List<Path> all = folders.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private Path library() throws IOException {
        return unpacked().resolve(Platform.current().files().getLast());
    }

    @Test
    void loadsTheBundledLibraryAndSaysNothing() throws Exception {
        Child.Outcome outcome = Child.run(cache());
        assertThat(outcome.output())
                .contains("loaded  bundled jar " + temp.resolve("cache"))
                .contains(Child.WORKS)
                .doesNotContain("WARNING")
                .doesNotContain("INFO");
        assertThat(unpacked().getFileName().toString())
                .startsWith("openblas-0.3.31-" + Platform.current().name());
        try (Stream<Path> files = Files.list(unpacked())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Platform.current().files());
        }
    }

    @Test
    void fillsOneCacheFromManyProcessesAtOnce() throws Exception {
        List<Process> children = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            children.add(Child.start(cache()));
        }
        for (Process child : children) {
            assertThat(Child.finish(child).output()).contains(Child.WORKS);
        }
        try (Stream<Path> files = Files.list(unpacked())) {
            assertThat(files).hasSize(Platform.current().files().size());
        }
    }

    @Test
    void repairsTheCache() throws Exception {
        Child.run(cache());
        byte[] bytes = Files.readAllBytes(library());
        Files.write(library(), new byte[] {1, 2, 3}); // truncated
        assertThat(Child.run(cache()).output()).contains(Child.WORKS);
        assertThat(Files.readAllBytes(library())).isEqualTo(bytes);

        byte[] corrupted = bytes.clone();
        corrupted[0] ^= 1; // no ELF any more, and of the same size
        Files.write(library(), corrupted);
        assertThat(Child.run(cache()).output()).contains(Child.WORKS);
        assertThat(Files.readAllBytes(library())).isEqualTo(bytes);
    }

    @Test
    void fallsBackToATemporaryFolder() throws Exception {
        Path file = Files.writeString(temp.resolve("file"), "no folder can be made below a file");
        Path tmp = Files.createDirectory(temp.resolve("tmp"));
        Child.Outcome outcome = Child.run("-Dgatun.cache=" + file.resolve("cache"), "-Djava.io.tmpdir=" + tmp);
        assertThat(outcome.output())
                .contains("failed  bundled jar " + file)
                .contains("could not be read or written")
                .contains("loaded  bundled jar " + tmp)
                .contains(Child.WORKS);
        if (!System.getProperty("os.name").startsWith("Windows")) {
            assertThat(tmp).isEmptyDirectory();
        }
    }

    @Test
    void saysThatAFolderIsMountedNoexec() throws Exception {
        Optional<Path> mount = writableNoExecMount();
        assumeTrue(mount.isPresent(), "needs a file system that is mounted noexec");
        Path folder = Files.createTempDirectory(mount.orElseThrow(), "gatun");
        try {
            Child.Outcome outcome = Child.run("-Dgatun.cache=" + folder, "-Djava.io.tmpdir=" + temp);
            assertThat(outcome.output())
                    .contains("failed  bundled jar " + folder)
                    .contains("noexec")
                    .contains("-Dgatun.cache")
                    .contains("loaded  bundled jar " + temp)
                    .contains(Child.WORKS);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    /** A mount of memory, as {@code /dev/shm} often is. */
    private static Optional<Path> writableNoExecMount() throws IOException {
        Path mounts = Path.of("/proc/mounts");
        if (!Files.exists(mounts)) {
            return Optional.empty();
        }
        return Files.readAllLines(mounts).stream()
                .map(line -> line.split(" ", -1))
                .filter(fields -> fields[2].equals("tmpfs")
                        && List.of(fields[3].split(",", -1)).contains("noexec"))
                .map(fields -> Path.of(fields[1]))
                .filter(folder -> Files.isWritable(folder) && folder.toFile().getUsableSpace() > 64 << 20)
                .findFirst();
    }

    @Test
    void runsWithoutWhenToldTo() throws Exception {
        Child.Outcome outcome = Child.run("-Dgatun.blas=none", cache());
        assertThat(outcome.output()).contains("EMPTY").contains("INFO").contains("switched off by gatun.blas=none");
        assertThat(temp.resolve("cache")).doesNotExist();
    }

    @Test
    void saysOnceWhyThereIsNone() throws Exception {
        Child.Outcome outcome = Child.runWithoutNatives();
        assertThat(outcome.status()).isZero();
        assertThat(outcome.output())
                .contains("EMPTY")
                .contains("add org.bytedeco:openblas with the classifier "
                        + Platform.current().name())
                .containsOnlyOnce("INFO");
    }

    @Test
    void takesTheLibraryThatIsNamed() throws Exception {
        Child.run(cache());
        Path folder = Files.createDirectory(temp.resolve("mine"));
        for (String file : Platform.current().files()) {
            Files.copy(unpacked().resolve(file), folder.resolve(file));
        }
        Path named = folder.resolve(library().getFileName());
        Child.Outcome outcome = Child.runWithoutNatives("-Dgatun.blas=" + named);
        assertThat(outcome.output()).contains("loaded  gatun.blas " + named).contains(Child.WORKS);
    }

    @Test
    void goesOnAfterAPathThatIsWrong() throws Exception {
        Child.Outcome outcome = Child.run("-Dgatun.blas=/no/such/libopenblas.so", cache());
        assertThat(outcome.output())
                .contains("failed  gatun.blas /no/such/libopenblas.so: there is no such file")
                .contains("loaded  bundled jar")
                .contains("WARNING")
                .contains(Child.WORKS);
    }

    @Test
    void refusesAFolder() throws Exception {
        assertThat(Child.run("-Dgatun.blas=" + temp, cache()).output())
                .contains("it is a folder; name the library file");
    }

    @Test
    void refusesAFileThatIsNoLibrary() throws Exception {
        Path text = Files.writeString(temp.resolve("libopenblas.so"), "x".repeat(10_000));
        Child.Outcome outcome = Child.run("-Dgatun.blas=" + text, cache());
        assertThat(outcome.output())
                .contains("it is not a shared library for this system")
                .contains("invalid ELF header") // the cause, in the system's own words
                .contains(Child.WORKS);
    }

    @Test
    void refusesALibraryThatIsNotOpenBlas() throws Exception {
        Child.run(cache());
        Path fortran = unpacked().resolve("libquadmath.so.0");
        assumeTrue(Files.exists(fortran), "needs another library that is sure to be there");
        Child.Outcome outcome = Child.run("-Dgatun.blas=" + fortran, cache());
        assertThat(outcome.output())
                .contains("it is not OpenBLAS: it has no openblas_get_config")
                .contains("loaded  bundled jar")
                .contains(Child.WORKS);
    }

    @Test
    void saysWhichOptionPermitsNativeAccess() throws Exception {
        Process child = Child.java(List.of(
                "--illegal-native-access=deny",
                cache(),
                "-cp",
                Child.classes() + File.pathSeparator + Child.nativesJar(),
                Child.class.getName()));
        assertThat(Child.finish(child).output()).contains("EMPTY").contains("--enable-native-access=ALL-UNNAMED");
    }

    @Test
    void loadsInTwoClassLoaders() throws Exception {
        Process child = Child.java(List.of(
                "--enable-native-access=ALL-UNNAMED",
                cache(),
                "-cp",
                Child.location(Child.class).toString(),
                TwoLoaders.class.getName(),
                Child.location(OpenBlas.class).toString(),
                Child.location(Child.class).toString(),
                Child.nativesJar().toString()));
        assertThat(Child.finish(child).output().split(Pattern.quote(Child.WORKS), -1))
                .hasSize(3);
        try (Stream<Path> files = Files.list(unpacked())) {
            assertThat(files)
                    .as("no links left")
                    .hasSize(Platform.current().files().size());
        }
    }

    @Test
    void runsOnTheModulePath() throws Exception {
        // The test's classes join the module, as there is no module of a user's here.
        Process child = Child.java(List.of(
                "--enable-native-access=dev.gatun.bindings",
                "--illegal-native-access=deny",
                cache(),
                "--module-path",
                Child.location(OpenBlas.class) + File.pathSeparator + Child.nativesJar(),
                "--patch-module",
                "dev.gatun.bindings=" + Child.location(Child.class),
                "--module",
                "dev.gatun.bindings/" + Child.class.getName()));
        assertThat(Child.finish(child).output()).contains(Child.WORKS);
    }
}
