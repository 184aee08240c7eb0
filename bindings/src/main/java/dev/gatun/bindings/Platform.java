package dev.gatun.bindings;

import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An operating system and processor, and what Bytedeco's jar holds for them.
 *
 * @param name as Bytedeco's classifiers spell it, such as {@code linux-x86_64}
 * @param files the libraries to open, each after those it needs, OpenBLAS last; empty where there is no such jar. The
 *     order matters: libgfortran has no search path of its own and finds its neighbours only when they are open already
 */
record Platform(String name, List<String> files) {

    static Platform current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Platform of(String osName, String osArch) {
        String os = osName.toLowerCase(Locale.ROOT);
        String system = os.startsWith("mac") ? "macosx" : os.startsWith("windows") ? "windows" : os.replace(' ', '-');
        String processor = switch (osArch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm64";
            default -> osArch;
        };
        String name = system + "-" + processor;
        return new Platform(name, files(name));
    }

    private static List<String> files(String name) {
        return switch (name) {
            case "linux-x86_64" -> List.of("libgcc_s.so.1", "libquadmath.so.0", "libgfortran.so.5", "libopenblas.so.0");
            case "linux-arm64" -> List.of("libgcc_s.so.1", "libgfortran.so.5", "libopenblas.so.0");
            case "macosx-x86_64", "macosx-arm64" ->
                List.of("libgcc_s.1.1.dylib", "libquadmath.0.dylib", "libgfortran.5.dylib", "libopenblas.0.dylib");
            case "windows-x86_64" -> List.of("libopenblas.dll");
            default -> List.of();
        };
    }

    /**
     * Whether this is a Linux without the GNU C library, such as Alpine with musl. Libraries built for the one can be
     * opened under the other, up to a point, and then crash.
     */
    boolean lacksGlibc() {
        return name.startsWith("linux-") && glibcVersion().isEmpty();
    }

    /** The version of the GNU C library in this process; empty without one. */
    static Optional<String> glibc() {
        return glibcVersion().map(address -> callForText(Linker.nativeLinker(), address));
    }

    private static Optional<MemorySegment> glibcVersion() {
        return Linker.nativeLinker().defaultLookup().find("gnu_get_libc_version");
    }

    /** Calls a C function that takes nothing and returns a constant string. */
    static String callForText(Linker linker, MemorySegment address) {
        try {
            return ((MemorySegment)
                            linker.downcallHandle(address, Linking.text()).invokeExact())
                    .getString(0);
        } catch (Error | RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a downcall throws nothing checked", e);
        }
    }
}
