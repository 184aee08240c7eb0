package dev.gatun.bindings;

import dev.gatun.bindings.LoadReport.Attempt;
import dev.gatun.bindings.LoadReport.Outcome;
import dev.gatun.bindings.LoadReport.Source;
import java.io.IOException;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds OpenBLAS: the library that {@code gatun.blas} names, then the one in Bytedeco's jar, then none. What fails is
 * kept with its cause and the next is tried. Nothing is ever downloaded, and no library of the system is picked up
 * unasked: a version that nobody chose would make results depend on the machine.
 */
final class Loader {

    /** The word that {@code gatun.blas} takes instead of a path, to run without OpenBLAS. */
    static final String NONE = "none";

    /**
     * What the search depends on.
     *
     * @param blas the value of {@code gatun.blas}, empty when unset
     * @param cache the folder to unpack below
     * @param resources the class loader that sees the jar of natives
     * @param modulePath the JVM's module path, empty when there is none
     */
    record Settings(Platform platform, String blas, Optional<Path> cache, ClassLoader resources, String modulePath) {

        static Settings ofSystem() {
            return new Settings(
                    Platform.current(),
                    System.getProperty("gatun.blas", "").strip(),
                    Cache.folder(System.getenv()),
                    Loader.class.getClassLoader(),
                    System.getProperty("jdk.module.path", ""));
        }
    }

    /**
     * An opened OpenBLAS.
     *
     * @param batches whether its {@code cblas_sgemm_batch_strided} can be called
     */
    record Library(Path path, String config, boolean batches) {}

    /** What came of the search. */
    record Result(Optional<Library> library, LoadReport report) {}

    private final Settings settings;
    private final List<Attempt> attempts = new ArrayList<>();

    private Loader(Settings settings) {
        this.settings = settings;
    }

    static Result load(Settings settings) {
        Loader loader = new Loader(settings);
        Optional<Library> library = loader.search();
        LoadReport report = new LoadReport(settings.platform().name(), settings.cache(), loader.attempts);
        loader.log(library.isPresent(), report);
        return new Result(library, report);
    }

    private Optional<Library> search() {
        if (settings.blas().equals(NONE)) {
            attempts.add(new Attempt(
                    Source.PROPERTY,
                    Optional.empty(),
                    Outcome.OFF,
                    "switched off by gatun.blas=none",
                    Optional.empty()));
            return Optional.empty();
        }
        return explicit().or(this::bundled);
    }

    private Optional<Library> explicit() {
        if (settings.blas().isEmpty()) {
            return Optional.empty();
        }
        Optional<Path> named = Optional.empty();
        try {
            Path path = Path.of(settings.blas()).toAbsolutePath();
            named = Optional.of(path);
            if (!Files.isRegularFile(path)) {
                throw new UnusableException(
                        Files.isDirectory(path)
                                ? "it is a folder; name the library file in it"
                                : "there is no such file");
            }
            NativeLibrary.probe(path);
            NativeLibrary.load(path);
            return loaded(Source.PROPERTY, path, NativeLibrary.check(SymbolLookup.loaderLookup()));
        } catch (IOException | UnusableException | RuntimeException | LinkageError e) {
            failed(Source.PROPERTY, named, e);
            return Optional.empty();
        }
    }

    private Optional<Library> bundled() {
        Bundle bundle;
        try {
            if (settings.platform().lacksGlibc()) {
                throw new UnusableException(Diagnosis.NO_GLIBC);
            }
            Optional<Bundle> found = Bundle.find(settings.platform(), settings.resources(), settings.modulePath());
            if (found.isEmpty()) {
                throw new UnusableException(missing());
            }
            bundle = found.get();
        } catch (IOException | UnusableException | RuntimeException e) {
            failed(Source.BUNDLED, Optional.empty(), e);
            return Optional.empty();
        }
        return fromCache(bundle).or(() -> needsAnotherFolder() ? fromTemporaryFolder(bundle) : Optional.empty());
    }

    private String missing() {
        String name = settings.platform().name();
        return settings.platform().files().isEmpty()
                ? "there are no natives for " + name + "; set -Dgatun.blas=FILE to an OpenBLAS of this system"
                : "no natives for " + name + " on the class path or module path; add org.bytedeco:openblas with the"
                        + " classifier " + name;
    }

    private Optional<Library> fromCache(Bundle bundle) {
        if (settings.cache().isEmpty()) {
            failed(
                    Source.BUNDLED,
                    Optional.empty(),
                    new UnusableException("this user has no home folder to keep natives in; set -Dgatun.cache=FOLDER"));
            return Optional.empty();
        }
        Path folder = settings.cache()
                .get()
                .resolve("openblas-" + bundle.version() + "-"
                        + settings.platform().name() + "-" + bundle.id());
        return open(bundle, folder);
    }

    /** The last attempt failed for its folder's sake: there is none, it cannot be written, or it is mounted noexec. */
    private boolean needsAnotherFolder() {
        Optional<Throwable> cause = attempts.getLast().cause();
        return settings.cache().isEmpty()
                || cause.filter(c -> c instanceof IOException || Diagnosis.isNoExec(c))
                        .isPresent();
    }

    /** Unpacked for this process alone, and gone with it. */
    private Optional<Library> fromTemporaryFolder(Bundle bundle) {
        Path folder;
        try {
            folder = NativeLibrary.temporaryFolder();
        } catch (IOException e) {
            failed(Source.BUNDLED, Optional.of(Path.of(System.getProperty("java.io.tmpdir", ""))), e);
            return Optional.empty();
        }
        try {
            return open(bundle, folder);
        } finally {
            bundle.files().forEach(file -> NativeLibrary.discard(folder.resolve(file.name())));
            NativeLibrary.discard(folder);
        }
    }

    private Optional<Library> open(Bundle bundle, Path folder) {
        Path library = folder.resolve(bundle.files().getLast().name());
        try {
            Cache.fill(folder, bundle);
            for (Bundle.Entry file : bundle.files()) {
                NativeLibrary.load(folder.resolve(file.name()));
            }
            String config = NativeLibrary.check(SymbolLookup.loaderLookup());
            if (!NativeLibrary.version(config).equals(bundle.version())) {
                throw new UnusableException("OpenBLAS " + bundle.version() + " was meant, what answers is " + config);
            }
            return loaded(Source.BUNDLED, library, config);
        } catch (IOException | UnusableException | RuntimeException | LinkageError e) {
            failed(Source.BUNDLED, Optional.of(library), e);
            return Optional.empty();
        }
    }

    private Optional<Library> loaded(Source source, Path path, String config) {
        attempts.add(new Attempt(source, Optional.of(path), Outcome.LOADED, config, Optional.empty()));
        boolean batches = NativeLibrary.canBatch(SymbolLookup.loaderLookup(), config);
        return Optional.of(new Library(path, config, batches));
    }

    private void failed(Source source, Optional<Path> path, Throwable cause) {
        // Our own verdict is all in the detail; a cause is what the system said.
        Optional<Throwable> said = cause instanceof UnusableException ? Optional.empty() : Optional.of(cause);
        attempts.add(new Attempt(source, path, Outcome.FAILED, Diagnosis.explain(cause), said));
    }

    private void log(boolean found, LoadReport report) {
        boolean ignored = found && !settings.blas().isEmpty() && attempts.size() > 1;
        if (found && !ignored) {
            return; // the common case stays silent, and starts no logging
        }
        System.Logger logger = System.getLogger("dev.gatun.bindings");
        if (found) {
            logger.log(
                    System.Logger.Level.WARNING, "gatun.blas could not be used, the bundled OpenBLAS is.\n" + report);
        } else {
            logger.log(System.Logger.Level.INFO, "No OpenBLAS in use, matrix products run in Java.\n" + report);
        }
    }
}
