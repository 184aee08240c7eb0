package dev.gatun.bindings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;

/** OpenBLAS for tests that need it. */
final class Natives {

    private Natives() {}

    /** Skips where no natives exist for this machine; elsewhere their absence is a failure, not a reason to skip. */
    static void assumeBundled() {
        Platform platform = Platform.current();
        assumeTrue(!platform.files().isEmpty(), () -> "no natives for " + platform.name());
        assumeTrue(!platform.lacksGlibc(), "no GNU C library");
    }

    static OpenBlas openBlas() {
        assumeBundled();
        Optional<OpenBlas> openBlas = OpenBlas.instance();
        assertThat(openBlas).as(OpenBlas.report().toString()).isPresent();
        return openBlas.orElseThrow();
    }
}
