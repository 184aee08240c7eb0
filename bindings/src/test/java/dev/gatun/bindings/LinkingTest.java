package dev.gatun.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.bindings.openblas.cblas_h;
import org.junit.jupiter.api.Test;

class LinkingTest {
    @Test
    void signaturesAreThoseOfTheGeneratedBinding() {
        assumeTrue(OpenBlas.instance().isPresent(), "no OpenBLAS in this environment");
        assertThat(Linking.sgemm()).isEqualTo(cblas_h.cblas_sgemm$descriptor());
        assertThat(Linking.text()).isEqualTo(cblas_h.openblas_get_config$descriptor());
        assertThat(Linking.setThreads()).isEqualTo(cblas_h.openblas_set_num_threads$descriptor());
    }
}
