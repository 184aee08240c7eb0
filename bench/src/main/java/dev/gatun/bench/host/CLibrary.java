package dev.gatun.bench.host;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;

/** The C library of this process: it decides which natives load. */
@SuppressWarnings("restricted") // asks the C library for its version, once
final class CLibrary {
    private CLibrary() {}

    static String name() {
        return glibcVersion()
                .map(version -> "glibc " + version)
                .orElse(System.getProperty("os.name", "").equals("Linux") ? "not glibc (musl?)" : "the system's");
    }

    private static Optional<String> glibcVersion() {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup().find("gnu_get_libc_version").map(function -> {
            try {
                MemorySegment version =
                        (MemorySegment) linker.downcallHandle(function, FunctionDescriptor.of(ValueLayout.ADDRESS))
                                .invokeExact();
                return version.reinterpret(32).getString(0);
            } catch (Throwable e) {
                throw new IllegalStateException("a C function cannot throw", e);
            }
        });
    }
}
