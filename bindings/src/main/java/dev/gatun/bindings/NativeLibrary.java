package dev.gatun.bindings;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens libraries for the class loader of the generated binding, whose lookup finds only what that loader opened. */
final class NativeLibrary {

    /** The first version whose batch call can be trusted in every build. */
    private static final Version BATCHES = Version.parse("0.3.35");

    private NativeLibrary() {}

    /** Opens a library for this class loader. */
    static void load(Path library) throws IOException {
        try {
            System.load(library.toString());
        } catch (UnsatisfiedLinkError e) {
            if (!String.valueOf(e.getMessage()).contains("already loaded in another classloader")) {
                throw e;
            }
            loadUnderAnotherName(library);
        }
    }

    /**
     * The JDK gives a library's path to one class loader only. Under a hard link, which it takes for another library,
     * the system's loader recognises the same file, so both class loaders work on one copy in memory; where links
     * cannot be made, on a copy each.
     */
    private static void loadUnderAnotherName(Path library) throws IOException {
        Path folder = folderNear(library);
        Path name = folder.resolve(library.getFileName());
        try {
            linkOrCopy(name, library);
            System.load(name.toString());
        } finally {
            discard(name);
            discard(folder);
        }
    }

    /** On the library's file system where possible, as links reach no further. */
    private static Path folderNear(Path library) throws IOException {
        try {
            return Files.createTempDirectory(library.toRealPath().getParent(), "gatun-");
        } catch (IOException e) { // a system folder, a read-only one
            return temporaryFolder();
        }
    }

    private static void linkOrCopy(Path name, Path library) throws IOException {
        try {
            Files.createLink(name, library.toRealPath());
        } catch (IOException | UnsupportedOperationException e) { // another file system, or not permitted there
            Files.copy(library, name);
        }
    }

    /** A new folder that only this user can write to. */
    static Path temporaryFolder() throws IOException {
        return Files.createTempDirectory("gatun-");
    }

    /** Removes a file that may be open: at once where systems allow that, at the end of the process elsewhere. */
    static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            file.toFile().deleteOnExit();
        }
    }

    /**
     * What the library at this path says of itself, asked before it is opened for the class loader: a library that turns
     * out to be another one must not stand in the generated binding's lookup.
     *
     * @throws UnsatisfiedLinkError if the system's loader refuses it, with that loader's own words
     * @throws UnusableException if it is no OpenBLAS, or one that cannot be called with ints
     */
    static String probe(Path library) throws IOException, UnusableException {
        SymbolLookup lookup;
        try {
            // Never closed again: closing libraries that may have started threads has crashed more than it has saved.
            lookup = SymbolLookup.libraryLookup(library, Arena.global());
        } catch (IllegalArgumentException e) {
            load(library); // fails too, and unlike the lookup says why
            throw e;
        }
        return check(lookup);
    }

    /** The configuration of the OpenBLAS in this lookup. */
    static String check(SymbolLookup lookup) throws UnusableException {
        if (lookup.find("openblas_get_config").isEmpty()) {
            throw new UnusableException("it is not OpenBLAS: it has no openblas_get_config");
        }
        String config = Platform.callForText(
                Linker.nativeLinker(), lookup.find("openblas_get_config").get());
        if (!config.startsWith("OpenBLAS ")) {
            throw new UnusableException("it is not OpenBLAS: it says it is \"" + config + "\"");
        }
        if (config.contains("USE64BITINT")) {
            throw new UnusableException("it takes 64-bit integers and Gatun passes 32-bit ones: " + config);
        }
        if (lookup.find("cblas_sgemm").isEmpty()) {
            throw new UnusableException("it was built without CBLAS: it has no cblas_sgemm");
        }
        return config;
    }

    /**
     * Whether {@code cblas_sgemm_batch_strided} is there and can be called. It is younger than the rest, and up to 0.3.34
     * it jumps to nowhere on small matrices when the library chooses its kernels at run time, as most builds do
     * (<a href="https://github.com/OpenMathLib/OpenBLAS/pull/5980">OpenBLAS pull request 5980</a>).
     */
    static boolean canBatch(SymbolLookup lookup, String config) {
        if (lookup.find("cblas_sgemm_batch_strided").isEmpty()) {
            return false;
        }
        return !config.contains("DYNAMIC_ARCH")
                || Version.parse(version(config)).compareTo(BATCHES) >= 0;
    }

    /** {@code 0.3.31} of {@code OpenBLAS 0.3.31 DYNAMIC_ARCH ...}. */
    static String version(String config) {
        String rest = config.substring(config.indexOf(' ') + 1);
        int end = rest.indexOf(' ');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
