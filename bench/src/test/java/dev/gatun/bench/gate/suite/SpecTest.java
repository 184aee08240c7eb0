package dev.gatun.bench.gate.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.host.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecTest {
    @TempDir
    private Path folder;

    @Test
    void parts_come_with_commas_or_one_by_one() {
        Spec together = Spec.parse(List.of("env:OPENBLAS_CORETYPE=Haswell,jvm:-XX:UseAVX=2"));
        Spec apart = Spec.parse(List.of("env:OPENBLAS_CORETYPE=Haswell", "jvm:-XX:UseAVX=2"));
        assertThat(together).isEqualTo(apart);
        assertThat(together.environment()).isEqualTo(Map.of("OPENBLAS_CORETYPE", "Haswell"));
        assertThat(together.arguments()).containsExactly("-XX:UseAVX=2");
        assertThat(together.text()).isEqualTo("env:OPENBLAS_CORETYPE=Haswell,jvm:-XX:UseAVX=2");
    }

    @Test
    void values_may_hold_commas_and_equal_signs() {
        Spec spec = Spec.parse(List.of("jvm:-Xlog:gc,safepoint,jvm:-Dx=a=b,env:PATH=/a:/b,c=d"));
        assertThat(spec.arguments()).containsExactly("-Xlog:gc,safepoint", "-Dx=a=b");
        assertThat(spec.environment()).isEqualTo(Map.of("PATH", "/a:/b,c=d"));
    }

    @Test
    void base_and_nothing_are_things_as_they_are() {
        assertThat(Spec.parse(List.of())).isEqualTo(Spec.BASE);
        assertThat(Spec.parse(List.of(""))).isEqualTo(Spec.BASE);
        assertThat(Spec.parse(List.of("base"))).isEqualTo(Spec.BASE);
        assertThat(Spec.parse(List.of("base,jvm:-Xint")).text()).isEqualTo("jvm:-Xint");
    }

    @Test
    void files_are_looked_for() throws IOException {
        Path jar = Files.createFile(folder.resolve("a.jar"));
        Spec spec = Spec.parse(List.of("jar=" + jar, "blas=" + jar, "jdk=" + System.getProperty("java.home")));
        assertThat(spec.jar()).contains(jar);
        assertThat(spec.arguments()).containsExactly("-Dgatun.blas=" + jar);
        assertThat(spec.java()).isExecutable();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jar=/absent.jar   | jar=/absent.jar: there is no such file",
                "blas=/tmp         | blas=/tmp: there is no such file",
                "jdk=/tmp          | jdk=/tmp: there is no bin/java in that folder",
                "env:NAME          | 'env:NAME' says nothing about a side: blas=PATH, jar=PATH",
                "env:=x            | 'env:=x' says nothing",
                "jvm:              | 'jvm:' says nothing",
                "AVX2              | 'AVX2' says nothing",
            })
    void nonsense_is_told(String text, String message) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Spec.parse(List.of(text)))
                .withMessageContaining(message);
    }
}
