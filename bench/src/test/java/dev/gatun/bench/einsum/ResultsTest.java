package dev.gatun.bench.einsum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.Comparison.At;
import dev.gatun.bench.measure.Row;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Results results = SampleResults.mixed();

    @Test
    void what_follows_from_times() {
        assertThat(results.compared().cases()).containsExactly(SampleResults.PRODUCT, SampleResults.TURNED);
        assertThat(results.compared()
                        .row(SampleResults.PRODUCT, Contender.EINSUM)
                        .median())
                .hasValue(1000);
        assertThat(results.compared().over(SampleResults.PRODUCT, Contender.EINSUM, Contender.NUMPY))
                .hasValue(8);
        assertThat(results.compared().over(SampleResults.PRODUCT, Contender.EINSUM, Contender.TORCH))
                .isEmpty();
        assertThat(results.compared().mean(Contender.EINSUM, Contender.NUMPY).orElseThrow())
                .isCloseTo(2, within(1e-12));
        assertThat(results.compared().mean(Contender.EINSUM, Contender.TORCH)).isEmpty();
        assertThat(results.compared().least(Contender.EINSUM, Contender.NUMPY))
                .hasValue(new At<>(SampleResults.TURNED, 0.5));
        assertThat(results.mostBeyondMatmul()).hasValue(new At<>(SampleResults.PRODUCT, 160));
        assertThat(results.compared().wrong())
                .containsExactly(results.compared().row(SampleResults.TURNED, Contender.TORCH));
    }

    @Test
    void the_table_says_all_of_it() {
        String text = EinsumReport.toText(results, Integer.MAX_VALUE);
        assertThat(text)
                .contains("2 threads; the median of 3 rounds\n")
                .contains("java      25.0.3; 8 floats in a vector; -XX:UseAVX=2\n")
                .contains("python    Python 3, NumPy 1, no PyTorch\n")
                .contains("its blas  /lib/libblas.so\n")
                .contains("[1] torch: no PyTorch\n")
                .contains("[2] torch at ijk->kji 2x3x4: not near the reference\n")
                .contains("over NumPy geometric mean 2.00, least 0.500 at ijk->kji 2x3x4\n")
                .contains("over NumPy, with a fresh result, geometric mean 2.83, least 2.00 at ijk->kji 2x3x4\n")
                .endsWith("einsum against 1.05 times matmul: at most 160 ns more, at ik,kj->ij 2x3,3x4\n")
                .doesNotContain("over PyTorch");
        assertThat(text.lines()
                        .filter(line -> line.startsWith("ijk"))
                        .findFirst()
                        .orElse(""))
                .matches("ijk->kji 2x3x4 +400 ns +100 ns +200 ns +\\[2] +0.500");
    }

    @Test
    void nothing_measured_is_no_summary() {
        List<Row<EinsumCase, Contender>> missing = Arrays.stream(Contender.values())
                .map(contender -> Row.missing(SampleResults.TURNED, contender, "gone"))
                .toList();
        assertThat(EinsumReport.toText(
                        new Results(Effort.QUICK, 1, results.place(), new Comparison<>(missing)), Integer.MAX_VALUE))
                .contains("1 thread; 1 round; a quick run\n")
                .endsWith("[1] einsum, fresh, numpy, torch: gone\n\n");
    }

    @Test
    void json_is_what_programs_rely_on() throws IOException {
        String json = EinsumJson.toJson(results, "bench/gatun bench einsum --json x", "2026-11-23");
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("einsum.json"))) {
            assertThat(JSON.readTree(json)).isEqualTo(JSON.readTree(golden));
        }
    }
}
