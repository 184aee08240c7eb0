package dev.gatun.bench.gate.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Failure;
import dev.gatun.bindings.OpenBlas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SuitesTest {
    private final QuickSuite quick = new QuickSuite(1);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(QuickBenchmark.class)
    void benchmarks_compute_what_they_should(QuickBenchmark benchmark) {
        assumeThat(benchmark.label().contains("openblas") && OpenBlas.instance().isEmpty())
                .isFalse();
        QuickBenchmark.Work work = benchmark.prepare(1);
        work.check();
        assertThat(quick.units()).contains(benchmark.label());
        assertThat(QuickBenchmark.of(benchmark.label())).isEqualTo(benchmark);
    }

    @Test
    void what_computes_something_else_is_not_timed() {
        QuickBenchmark.Work wrong = new QuickBenchmark.Work(() -> "", () -> 0.1);
        QuickBenchmark.Work none = new QuickBenchmark.Work(() -> "", () -> Double.NaN);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(wrong::check)
                .withMessage("not near the reference: off by 0.1");
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(none::check);
    }

    @Test
    void a_fork_measures_in_a_jvm_of_its_own() throws Trouble {
        Map<String, Fork> forks = quick.measure("add 16384", Spec.BASE);
        assertThat(forks).containsOnlyKeys("add 16384");
        Fork fork = Objects.requireNonNull(forks.get("add 16384"));
        assertThat(fork.value()).isBetween(100.0, 1e9);
        assertThat(fork.bytes().orElseThrow().perOperation()).isBetween(0.0, 10_000.0);
    }

    @Test
    void a_jvm_that_does_not_start_says_why() {
        Spec rubbish = Spec.parse(List.of("jvm:-XX:Rubbish"));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> quick.facts(rubbish))
                .withMessageStartingWith("the JVM of jvm:-XX:Rubbish ")
                .withMessageContaining("Unrecognized VM option 'Rubbish'");
    }

    @Test
    void a_library_that_does_not_load_is_told() throws IOException {
        assumeThat(OpenBlas.instance()).isPresent();
        Path file = Files.writeString(folder.resolve("no.so"), "no library");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> quick.facts(Spec.parse(List.of("blas=" + file))))
                .withMessageContaining("blas=" + file + " was not loaded, but ");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> quick.facts(Spec.parse(List.of("jar=" + file))))
                .withMessageContaining("is no jar");
    }

    @Test
    void another_environment_reaches_the_jvm() {
        assumeThat(OpenBlas.instance()).isPresent();
        Suite.Facts facts = quick.facts(Spec.parse(List.of("env:OPENBLAS_CORETYPE=Haswell", "jvm:-XX:UseAVX=2")));
        assumeThat(System.getProperty("os.arch")).isEqualTo("amd64");
        assertThat(facts.blas()).contains("Haswell");
        assertThat(facts.lanes()).isLessThanOrEqualTo(8);
    }

    @Test
    void a_jar_that_jmh_did_not_make_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("no.jar"), "no jar");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> JmhSuite.of(file.toString(), List.of()))
                .withMessageStartingWith("--suite jmh:" + file + ": java -jar ");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> JmhSuite.of("/absent.jar:Sort", List.of()))
                .withMessage("--suite jmh:/absent.jar:Sort: there is no file /absent.jar");
    }
}
