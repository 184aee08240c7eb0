package dev.gatun.bench.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.sgemm.Contender;
import dev.gatun.bench.sgemm.Effort;
import dev.gatun.bench.sgemm.Product;
import dev.gatun.bench.sgemm.Row;
import dev.gatun.bench.sgemm.Sgemm;
import dev.gatun.bench.sgemm.Transposes;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ScalingTest {
    private static final Effort SLIGHT = new Effort("slight", 2, 0.01, 0.01, 0.01);
    private static final Product TINY = new Product(new Shape(6, 6, 6), Transposes.NN, "tiny");

    @Test
    void threads_double_up_to_the_most() {
        assertThat(Scaling.threads(1)).containsExactly(1);
        assertThat(Scaling.threads(2)).containsExactly(1, 2);
        assertThat(Scaling.threads(6)).containsExactly(1, 2, 4, 6);
        assertThat(Scaling.threads(8)).containsExactly(1, 2, 4, 8);
    }

    @Test
    void sizes_are_those_of_the_suite() {
        assertThat(Scaling.matching(Pattern.compile("")))
                .hasSize(9)
                .first()
                .asString()
                .isEqualTo("16x16x16 NN");
        assertThat(Scaling.matching(Pattern.compile("^(256|4096)x"))).hasSize(2);
    }

    @Test
    void rounds_of_a_row_are_joined() {
        Row missing = new Row(TINY, Contender.OPENBLAS, List.of(), "no OpenBLAS", false);
        Row failed = new Row(TINY, Contender.OPENBLAS, List.of(), "its JVM failed", true);
        assertThat(Scaling.join(missing, missing)).isEqualTo(missing);
        assertThat(Scaling.join(missing, failed)).isEqualTo(failed);
        assertThat(Scaling.join(failed, missing)).isEqualTo(failed);
    }

    /** The whole way, with one thread and two, in two rounds. */
    @Test
    void a_tiny_square() throws JsonProcessingException {
        ScalingRun run = ScalingRun.onThisMachine(SLIGHT, Scaling.threads(2), ForkedJvm.plain());
        assertThat(run.seconds(List.of(TINY))).isPositive();
        Scaling scaling = run.measure(List.of(TINY), jvms -> {
            assertThat(jvms).isEqualTo(2 * 2 * 4);
            return Progress.SILENT;
        });
        assertThat(scaling.complaints()).isEmpty();
        assertThat(scaling.byThreads()).extracting(Sgemm::threads).containsExactly(1, 2);
        for (Sgemm sgemm : scaling.byThreads()) {
            assertThat(sgemm.row(TINY, Contender.MATMUL).forks()).hasSize(2);
            assertThat(scaling.speedUp(sgemm, TINY, Contender.MATMUL)).isPresent();
        }
        assertThat(scaling.speedUp(scaling.byThreads().getFirst(), TINY, Contender.PACKED))
                .hasValue(1);
        JsonNode json = new ObjectMapper().readTree(ScalingJson.toJson(scaling, "command", "date"));
        assertThat(json.path("threads")).hasSize(2);
        assertThat(json.path("rows")).hasSize(8);
        assertThat(json.path("rows").path(7).path("threads").asInt()).isEqualTo(2);
        assertThat(json.path("matmulOverOneThread")).hasSize(2);
        assertThat(ScalingReport.toText(scaling, 140)).contains("1 thread\n", "2 threads\n", "matmul over 1 thread");
    }
}
