package dev.gatun.bench.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineTest {
    @Test
    void this_machine_has_all_its_parts() {
        Machine machine = Machine.read();
        assertThat(machine.cpu()).isNotBlank();
        assertThat(machine.cores()).isPositive();
        assertThat(machine.java()).startsWith(Runtime.version().toString());
        assertThat(machine.describe()).contains(machine.cpu(), "core");
    }

    @Test
    void the_name_is_the_first_processors() {
        List<String> cpuInfo = List.of("processor\t: 0", "model name\t: AMD EPYC: 9", "model name\t: other");
        assertThat(Machine.cpuName(cpuInfo)).isEqualTo("AMD EPYC: 9");
        assertThat(Machine.cpuName(List.of())).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({
        "flags : fpu avx avx2 avx512f avx512bw, AVX-512 (512 bits)",
        "flags : fpu avx avx2, AVX2 (256 bits)",
        "flags : fpu avx, AVX (256 bits)",
        "Features : fp asimd sve, SVE (128 bits or more)",
    })
    void the_widest_vectors_of_the_flags(String line, String vectors) {
        assertThat(Machine.vectors(List.of("processor : 0", line))).isEqualTo(vectors);
    }
}
