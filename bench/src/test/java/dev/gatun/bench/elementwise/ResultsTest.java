package dev.gatun.bench.elementwise;

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
    private final Comparison<ElementwiseCase, Contender> compared = results.compared();

    @Test
    void what_follows_from_times() {
        assertThat(compared.mean(Contender.FRESH, Contender.NUMPY).orElseThrow())
                .isCloseTo(1, within(1e-12));
        assertThat(compared.below(Results.WELL, Contender.FRESH, Contender.FRESH_OTHERS))
                .containsExactly(new At<>(SampleResults.SUM, 0.5));
        assertThat(compared.below(Results.WELL, Contender.OUT, Contender.OUT_OTHERS))
                .containsExactly(new At<>(SampleResults.ADD, 0.8));
        assertThat(compared.below(Results.WELL, Contender.FRESH, List.of(Contender.TRIAD)))
                .containsExactly(new At<>(SampleResults.ADD, 0.75));
        assertThat(results.gbps(compared.row(SampleResults.ADD, Contender.FRESH)))
                .hasValue(30);
        assertThat(results.gbps(compared.row(SampleResults.ADD, Contender.TORCH)))
                .isEmpty();
        assertThat(results.gbps(compared.row(SampleResults.SUM, Contender.FRESH)))
                .isEmpty();
        assertThat(results.small()).containsExactly(new At<>(SampleResults.SUM, 160));
        assertThat(results.complaints()).containsExactly("torch at sum 10x10: not near the reference");
    }

    @Test
    void the_table_says_all_of_it() {
        String text = ElementwiseReport.toText(results, Integer.MAX_VALUE);
        assertThat(text)
                .contains("2 threads; the median of 3 rounds\n")
                .contains("java      25.0.3; 8 floats in a vector; -XX:UseAVX=2\n")
                .contains("[1] torch, torch-out: no PyTorch\n")
                .contains("[2] torch at sum 10x10: not near the reference\n")
                .contains("fresh over numpy geometric mean 1.00, least 0.500 at sum 10x10\n")
                .contains("fresh below 0.9 of the better one: sum 10x10 (0.500)\n")
                .contains("workspace over numpy geometric mean 0.707, least 0.200 at sum 10x10\n")
                .contains("workspace below 0.9 of the better one: sum 10x10 (0.200)\n")
                .contains("out over numpy-out geometric mean 0.800, least 0.800 at add 1000x1000\n")
                .contains("out below 0.9 of the better one: add 1000x1000 (0.800)\n")
                .contains("fresh below 0.9 of the triad: add 1000x1000 (0.750)\n")
                .contains("out below 0.9 of the triad: none\n")
                .endsWith("at most 160 ns, at sum 10x10; more than 150 ns: sum 10x10 (160 ns)\n")
                .doesNotContain("over torch");
        assertThat(text.lines()
                        .filter(line -> line.startsWith("add "))
                        .findFirst()
                        .orElse(""))
                .matches(
                        "add 1000x1000 +400 us +320 us +800 us +\\[1] +300 us +240 us +\\[1] +2.00 +2.50 +0.800 +30.0 +40.0 +75 % +100 %");
        assertThat(text.lines()
                        .filter(line -> line.startsWith("sum "))
                        .findFirst()
                        .orElse(""))
                .matches("sum 10x10 +160 ns +400 ns +80.0 ns +\\[2] +0.500 +0.200");
    }

    @Test
    void nothing_measured_is_no_summary() {
        List<Row<ElementwiseCase, Contender>> missing = Arrays.stream(Contender.values())
                .map(contender -> Row.missing(SampleResults.ADD, contender, "gone"))
                .toList();
        assertThat(ElementwiseReport.toText(
                        new Results(Effort.QUICK, 1, results.place(), new Comparison<>(missing)), Integer.MAX_VALUE))
                .contains("1 thread; 1 round; a quick run\n")
                .endsWith("[1] fresh, workspace, numpy, torch, out, numpy-out, torch-out, triad: gone\n\n");
    }

    @Test
    void json_is_what_programs_rely_on() throws IOException {
        String json = ElementwiseJson.toJson(results, "bench/gatun bench elementwise --json x", "2026-11-23");
        try (InputStream golden = Objects.requireNonNull(getClass().getResourceAsStream("elementwise.json"))) {
            assertThat(JSON.readTree(json)).isEqualTo(JSON.readTree(golden));
        }
    }
}
