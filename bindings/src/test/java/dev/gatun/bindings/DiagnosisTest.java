package dev.gatun.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What loaders really say, and what Gatun makes of it. */
class DiagnosisTest {

    static Stream<Arguments> sayings() {
        return Stream.of(
                link("/c/libgcc_s.so.1: failed to map segment from shared object", "noexec", "-Dgatun.cache"),
                link(
                        "/lib64/libm.so.6: version `GLIBC_2.34' not found (required by /c/libopenblas.so.0)",
                        "2.34",
                        "-Dgatun.blas"),
                link(
                        "Error relocating /c/libgfortran.so.5: __memcpy_chk: symbol not found",
                        "musl",
                        "apk add openblas"),
                link("Error loading shared library ld-linux-x86-64.so.2: No such file or directory", "musl", "apk"),
                link("/x/a.txt: file too short", "not a shared library", ""),
                link("/x/a.txt: invalid ELF header", "not a shared library", ""),
                link("/x/lib.so: wrong ELF class: ELFCLASS32", "not a shared library", ""),
                link("libgfortran.so.5: cannot open shared object file: No such file or directory", "is missing", ""),
                Arguments.of(new IOException("disk full"), "could not be read or written", ""),
                Arguments.of(
                        new IllegalCallerException("no"), "--enable-native-access=ALL-UNNAMED", "dev.gatun.bindings"),
                Arguments.of(new UnusableException("own words"), "own words", ""));
    }

    private static Arguments link(String said, String first, String second) {
        return Arguments.of(new UnsatisfiedLinkError(said), first, second);
    }

    @ParameterizedTest
    @MethodSource("sayings")
    void saysWhatToDo(Throwable cause, String first, String second) {
        assertThat(Diagnosis.explain(cause)).contains(first).contains(second);
    }
}
