package dev.gatun.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.gatun.bench.host.Failure;
import dev.gatun.bindings.OpenBlas;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForkedJvmTest {
    @Test
    void has_what_this_one_has_and_the_vectors() {
        JvmFacts facts = ForkedJvm.plain().probe();
        assertThat(facts.lanes()).isIn(2, 4, 8, 16, 32, 64);
        assertThat(facts.openBlas()).isEqualTo(JvmFacts.describe(OpenBlas.instance()));
        assertThat(facts.coreName()).isEqualTo(OpenBlas.instance().map(OpenBlas::coreName));
        assertThat(facts.hasOpenBlas()).isEqualTo(OpenBlas.instance().isPresent());
    }

    @Test
    void has_what_is_added() {
        JvmFacts facts = new ForkedJvm(List.of("-XX:MaxVectorSize=16", "-Dgatun.blas=none"), Optional.empty()).probe();
        assertThat(facts).isEqualTo(new JvmFacts(4, "no OpenBLAS", Optional.empty()));
    }

    @Test
    void the_command_line_prevails_over_a_benchmark() {
        ForkedJvm jvm = new ForkedJvm(List.of("-XX:MaxVectorSize=16"), Optional.of("Haswell"));
        ForkedJvm with = jvm.with(List.of("-XX:MaxVectorSize=32", "-Xmx1g"));
        assertThat(with)
                .isEqualTo(new ForkedJvm(
                        List.of("-XX:MaxVectorSize=32", "-Xmx1g", "-XX:MaxVectorSize=16"), Optional.of("Haswell")));
        assertThat(with.arguments()).endsWith("-XX:MaxVectorSize=32", "-Xmx1g", "-XX:MaxVectorSize=16");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-XX:Rubbish   | a JVM with -XX:Rubbish exited with status 1: Unrecognized VM option 'Rubbish'",
                "-Xmx1         | a JVM with -Xmx1 exited with status 1: Too small maximum heap",
                "--rubbish     | a JVM with --rubbish exited with status 1: Unrecognized option: --rubbish",
            })
    void arguments_that_no_jvm_takes_are_found_out(String argument, String message) {
        ForkedJvm jvm = new ForkedJvm(List.of(argument), Optional.empty());
        assertThatExceptionOfType(Failure.class).isThrownBy(jvm::probe).withMessage(message);
    }

    @Test
    void kernels_that_openblas_does_not_take_are_found_out() {
        Assumptions.assumeTrue(OpenBlas.instance().isPresent(), "no OpenBLAS on this machine");
        String own = OpenBlas.instance().orElseThrow().coreName();
        ForkedJvm rubbish = new ForkedJvm(List.of(), Optional.of("Rubbish"));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(rubbish::probe)
                .withMessage("--coretype Rubbish: OpenBLAS does not take it on this machine, it took " + own);
        JvmFacts same = new ForkedJvm(List.of(), Optional.of(own)).probe();
        assertThat(same.coreName()).hasValue(own);
        ForkedJvm without = new ForkedJvm(List.of("-Dgatun.blas=none"), Optional.of(own));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(without::probe)
                .withMessageContaining("no OpenBLAS was loaded");
    }

    @Test
    void the_facts_are_the_last_line() {
        assertThat(JvmFacts.parse(List.of("NOTE: Picked up", "16\tOpenBLAS 0.3.31 (Zen)\tZen")))
                .isEqualTo(new JvmFacts(16, "OpenBLAS 0.3.31 (Zen)", Optional.of("Zen")));
        assertThatIllegalStateException().isThrownBy(() -> JvmFacts.parse(List.of("what", "ever")));
        assertThatIllegalStateException().isThrownBy(() -> JvmFacts.parse(List.of()));
    }
}
