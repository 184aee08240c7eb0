package dev.gatun.bench.sgemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SgemmTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sgemm sgemm = SampleSgemm.mixed();

    @Test
    void what_follows_from_times() {
        assertThat(sgemm.products()).containsExactly(SampleSgemm.TINY, SampleSgemm.LARGE, SampleSgemm.SQUARE);
        Row packed = sgemm.row(SampleSgemm.LARGE, Contender.PACKED);
        assertThat(packed.nanos()).hasValue(1000);
        assertThat(packed.gflops()).hasValue(100);
        assertThat(packed.allocatedBytes()).hasValue(32);
        assertThat(sgemm.ofPeak(packed)).hasValue(0.5); // of two cores
        assertThat(sgemm.packedOverC(SampleSgemm.LARGE)).hasValue(0.5);
        assertThat(sgemm.packedOverC(SampleSgemm.TINY)).hasValue(1.5);
        assertThat(sgemm.packedOverC(SampleSgemm.SQUARE)).isEmpty();
        assertThat(sgemm.packedOverCMean().orElseThrow()).isCloseTo(Math.sqrt(0.75), within(1e-12));
        assertThat(sgemm.leastPackedOverC()).hasValue(new Sgemm.At(SampleSgemm.LARGE, 0.5));
        assertThat(sgemm.matmulOverBest(SampleSgemm.LARGE)).hasValue(0.5);
        assertThat(sgemm.matmulOverBest(SampleSgemm.SQUARE)).isEmpty();
        assertThat(sgemm.leastMatmulOverBest()).hasValue(new Sgemm.At(SampleSgemm.LARGE, 0.5));
        assertThat(sgemm.mostMatmulBehindNanos()).hasValue(new Sgemm.At(SampleSgemm.TINY, 6));
        assertThat(sgemm.wrong()).containsExactly(sgemm.row(SampleSgemm.SQUARE, Contender.PACKED));
    }

    @Test
    void the_table_says_all_of_it() {
        String text = SgemmReport.toText(sgemm, Integer.MAX_VALUE);
        assertThat(text)
                .contains("2 threads; the median of 3 JVMs\n")
                .contains("machine   CPU, AVX2 (256 bits), 2 cores; FMA peak 100 GFLOP/s a core, memory 20.0 GB/s\n")
                .contains("java      25.0.3; 8 floats in a vector; -XX:UseAVX=2\n")
                .contains("openblas  OpenBLAS 0.3.31 (Haswell)\n")
                .contains("[1] packed at 20x20x20 NN: its JVM failed: not near\n")
                .contains("[2] openblas, openblas-c: no OpenBLAS\n")
                .contains("packed over openblas-c: geometric mean 0.866, least 0.500 at 100x10x50 TN\n")
                .contains("matmul over the best, from 16x16x16 on: least 0.500 at 100x10x50 TN\n")
                .contains("matmul behind the best, below: at most 6.00 ns at 2x2x2 NN\n")
                .contains("allocated on the heap: at most 32.0 bytes a call, by packed at 2x2x2 NN\n");
        assertThat(line(text, "100x10x50")).matches("100x10x50 +TN +100 +125 +200 +100 +0.500 +0.500");
        assertThat(line(text, "20x20x20")).matches("20x20x20 +NN +\\[1] +\\[2] +\\[2] +4.00");
    }

    private static String line(String text, String begin) {
        return text.lines().filter(line -> line.startsWith(begin)).findFirst().orElse("");
    }

    @Test
    void nothing_measured_is_no_summary() {
        Sgemm none = new Sgemm(
                Effort.QUICK,
                1,
                sgemm.place(),
                List.of(
                        Row.missing(SampleSgemm.TINY, Contender.PACKED, "gone"),
                        Row.missing(SampleSgemm.TINY, Contender.OPENBLAS, "gone"),
                        Row.missing(SampleSgemm.TINY, Contender.OPENBLAS_C, "gone"),
                        Row.missing(SampleSgemm.TINY, Contender.MATMUL, "gone")));
        assertThat(SgemmReport.toText(none, Integer.MAX_VALUE))
                .contains("1 thread; 1 JVM; a quick run\n")
                .endsWith("[1] packed, openblas, openblas-c, matmul: gone\n\n");
    }

    @Test
    void json_is_what_programs_rely_on() throws IOException {
        String json = SgemmJson.toJson(sgemm, "bench/gatun bench sgemm --json x", "2026-11-23");
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("sgemm.json"))) {
            assertThat(JSON.readTree(json)).isEqualTo(JSON.readTree(golden));
        }
    }
}
