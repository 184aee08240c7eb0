package dev.gatun.bindings;

import java.io.IOException;

/** Turns what the system's loader says into what a user can do about it. */
final class Diagnosis {

    /** musl's loader words its errors like no other; it must not be trusted to fail, see {@link Platform#lacksGlibc}. */
    static final String NO_GLIBC = "this system has no GNU C library (Alpine's musl?) and the library was built for it;"
            + " set -Dgatun.blas=FILE to this system's own OpenBLAS (Alpine: apk add openblas)";

    private Diagnosis() {}

    /** A sentence on the cause, then one on the way out where there is a known one. */
    static String explain(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof UnusableException) {
            return said;
        }
        if (cause instanceof IllegalCallerException) {
            return "this JVM permits no native access; start it with --enable-native-access=ALL-UNNAMED on the class"
                    + " path, with --enable-native-access=dev.gatun.bindings on the module path";
        }
        if (isNoExec(cause)) {
            return "nothing may be executed from that folder (mounted noexec?);"
                    + " set -Dgatun.cache=FOLDER to one that allows it";
        }
        if (said.contains("GLIBC_") && said.contains("not found")) {
            return "it needs a newer GNU C library, Bytedeco's build 2.34 or later, and this system has "
                    + Platform.glibc().orElse("another C library")
                    + "; set -Dgatun.blas=FILE to an OpenBLAS built for this system";
        }
        if (said.contains("Error relocating") || said.contains("Error loading shared library")) {
            return NO_GLIBC;
        }
        if (said.contains("ELF class")
                || said.contains("invalid ELF header")
                || said.contains("file too short")
                || said.contains("not a mach-o file")
                || said.contains("incompatible architecture")
                || said.contains("not a valid Win32 application")) {
            return "it is not a shared library for this system";
        }
        if (cause instanceof UnsatisfiedLinkError && said.contains("No such file")) {
            return "a library that it needs is missing";
        }
        if (cause instanceof IOException) {
            return "it could not be read or written";
        }
        return "it could not be opened";
    }

    /** Whether the file is fine and only its place forbids mapping it for execution. */
    static boolean isNoExec(Throwable cause) {
        return cause instanceof UnsatisfiedLinkError
                && String.valueOf(cause.getMessage()).contains("failed to map segment");
    }
}
