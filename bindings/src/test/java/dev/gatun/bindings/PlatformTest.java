package dev.gatun.bindings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64, libopenblas.so.0",
        "Linux, aarch64, linux-arm64, libopenblas.so.0",
        "Mac OS X, aarch64, macosx-arm64, libopenblas.0.dylib",
        "Mac OS X, x86_64, macosx-x86_64, libopenblas.0.dylib",
        "Windows 11, amd64, windows-x86_64, libopenblas.dll",
    })
    void knowsTheJarsOfBytedeco(String os, String arch, String name, String library) {
        Platform platform = Platform.of(os, arch);
        assertThat(platform.name()).isEqualTo(name);
        assertThat(platform.files()).last().isEqualTo(library);
    }

    @Test
    void knowsThatThereIsNoJarForOthers() {
        assertThat(Platform.of("Linux", "riscv64").name()).isEqualTo("linux-riscv64");
        assertThat(Platform.of("Linux", "riscv64").files()).isEmpty();
        assertThat(Platform.of("SunOS", "sparcv9").files()).isEmpty();
    }
}
