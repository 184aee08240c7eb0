package dev.gatun.bench.yardstick;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YardsticksTest {
    @TempDir
    private Path home;

    @Test
    void says_how_to_get_them() throws IOException {
        assertThat(Yardsticks.in(home).reason()).contains("not built", "apt-get install gcc");
        Path library = Files.createDirectories(home.resolve("native/target"))
                .resolve(System.mapLibraryName("gatun_yardsticks"));
        Path other = Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("jimage"));
        Assumptions.assumeTrue(Files.exists(other), "no library at hand that is not the yardsticks");
        Files.copy(other, library);
        assertThat(Yardsticks.in(home).reason())
                .contains(library.toString(), "it has no function gatun_cpu_isa", "mvn -q -pl native clean package");
        assertThat(Yardsticks.in(home).library()).isEmpty();
    }

    @Test
    void measure() {
        Yardsticks.Found found = Yardsticks.find();
        Assumptions.assumeTrue(found.library().isPresent(), found.reason());
        Yardsticks c = found.library().get();
        assertThat(c.cpuIsa()).isIn("avx512f", "avx2", "x86-64", "neon");
        assertThat(c.fmaPeakGflops(0.01)).isBetween(0.1, 10_000.0);
        assertThat(c.triadGbps(100_000, 0.01)).isBetween(0.1, 10_000.0);
        assertThat(c.triadGbps(0, 0.01)).isNegative();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment a = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 2, 3, 4, 5, 6);
            MemorySegment b = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 1, 10, 100);
            MemorySegment product = arena.allocateFrom(ValueLayout.JAVA_FLOAT, Float.NaN, Float.NaN);
            assertThat(c.timeTripleLoop(1, a, b, product, 2, 1, 3)).isNotNegative();
            assertThat(product.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(321, 654);
        }
    }
}
