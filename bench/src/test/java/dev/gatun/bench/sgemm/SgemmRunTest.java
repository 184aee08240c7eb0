package dev.gatun.bench.sgemm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.sgemm.ForkTimer.Fork;
import dev.gatun.bench.yardstick.Yardsticks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SgemmRunTest {
    private static final Effort SLIGHT = new Effort("slight", 1, 0.01, 0.01, 0.03);
    private static final Effort THREE_ROUNDS = new Effort("three", 3, 0.01, 0.01, 0.01);
    private static final Yardsticks.Found NO_YARDSTICKS = new Yardsticks.Found(Optional.empty(), "not built");
    private static final JvmFacts WITH_OPENBLAS = new JvmFacts(16, "OpenBLAS", Optional.of("Zen"));
    private static final JvmFacts WITHOUT_OPENBLAS = new JvmFacts(16, "no OpenBLAS", Optional.empty());
    private static final Product ODD = new Product(new Shape(7, 5, 3), Transposes.TN, "odd");

    private static SgemmRun run(Effort effort, JvmFacts facts, Yardsticks.Found yardsticks, ForkTimer timer) {
        return new SgemmRun(effort, 1, ForkedJvm.plain(), facts, yardsticks, timer);
    }

    private static List<String> names(List<Row> rows) {
        return rows.stream()
                .map(row -> row.product() + " " + row.contender().id())
                .toList();
    }

    /** The whole way: JVMs, JMH, the benchmark, its checks, the table and the file. */
    @Test
    void a_small_product_by_all_that_there_is() throws IOException {
        ForkedJvm jvm = ForkedJvm.plain();
        JvmFacts facts = jvm.probe();
        Yardsticks.Found yardsticks = Yardsticks.find();
        SgemmRun run = new SgemmRun(SLIGHT, 2, jvm, facts, yardsticks, ForkTimer.jmh(SLIGHT, 2, jvm));
        assertThat(run.seconds(List.of(ODD))).isBetween(1.0, 10.0);
        Sgemm sgemm = run.measure(List.of(ODD), jvms -> Progress.SILENT);
        assertThat(sgemm.wrong()).isEmpty();
        for (Row row : sgemm.rows()) {
            boolean there = !row.contender().needsOpenBlas() || facts.hasOpenBlas();
            there &= row.contender() != Contender.OPENBLAS_C
                    || yardsticks.library().isPresent();
            assertThat(row.nanos().isPresent()).as("%s", row).isEqualTo(there);
            assertThat(row.reason().isEmpty()).as("%s", row).isEqualTo(there);
            if (there) {
                assertThat(row.nanos().orElseThrow()).isBetween(1.0, 1e9);
                assertThat(row.allocatedBytes().orElseThrow()).isBetween(0.0, 1e6);
            }
        }
        JsonNode json = new ObjectMapper().readTree(SgemmJson.toJson(sgemm, "command", "date"));
        assertThat(json.path("rows")).hasSize(4);
        assertThat(json.path("rows").path(0).path("nanos").asDouble()).isPositive();
        assertThat(SgemmReport.toText(sgemm, 120)).contains("7x5x3", "2 threads");
    }

    @Test
    void a_jvm_that_cannot_do_it_is_a_finding() {
        ForkedJvm jvm = new ForkedJvm(List.of("-Dgatun.blas=none"), Optional.empty());
        Sgemm sgemm = new SgemmRun(SLIGHT, 1, jvm, WITH_OPENBLAS, NO_YARDSTICKS, ForkTimer.jmh(SLIGHT, 1, jvm))
                .measure(List.of(ODD), jvms -> Progress.SILENT);
        assertThat(names(sgemm.wrong())).containsExactly("7x5x3 TN openblas");
        assertThat(sgemm.wrong().getFirst().reason())
                .startsWith("its JVM failed: ")
                .contains("IllegalStateException");
    }

    @Test
    void contenders_of_a_product_come_one_after_the_other_in_turn() {
        List<String> order = new ArrayList<>();
        Sgemm sgemm = run(THREE_ROUNDS, WITH_OPENBLAS, NO_YARDSTICKS, (product, contender, progress) -> {
                    order.add(product + " " + contender.id());
                    return new Fork(order.size(), 0);
                })
                .measure(List.of(SampleSgemm.TINY, ODD), jvms -> {
                    assertThat(jvms).isEqualTo(18);
                    return Progress.SILENT;
                });
        assertThat(order)
                .containsExactly(
                        "2x2x2 NN packed",
                        "2x2x2 NN openblas",
                        "2x2x2 NN matmul",
                        "7x5x3 TN packed",
                        "7x5x3 TN openblas",
                        "7x5x3 TN matmul",
                        "2x2x2 NN openblas",
                        "2x2x2 NN matmul",
                        "2x2x2 NN packed",
                        "7x5x3 TN openblas",
                        "7x5x3 TN matmul",
                        "7x5x3 TN packed",
                        "2x2x2 NN matmul",
                        "2x2x2 NN packed",
                        "2x2x2 NN openblas",
                        "7x5x3 TN matmul",
                        "7x5x3 TN packed",
                        "7x5x3 TN openblas");
        assertThat(sgemm.row(SampleSgemm.TINY, Contender.PACKED).nanos()).hasValue(9); // of 1, 9 and 14
        assertThat(sgemm.row(SampleSgemm.TINY, Contender.OPENBLAS_C).reason()).isEqualTo("not built");
        assertThat(sgemm.wrong()).isEmpty();
    }

    @Test
    void what_failed_once_is_not_tried_again_and_the_rest_is_measured() {
        List<Contender> tried = new ArrayList<>();
        Sgemm sgemm = run(THREE_ROUNDS, WITHOUT_OPENBLAS, Yardsticks.find(), (product, contender, progress) -> {
                    tried.add(contender);
                    if (contender == Contender.PACKED) {
                        throw new Trouble("its JVM failed: no room");
                    }
                    return new Fork(1, 0);
                })
                .measure(List.of(ODD), jvms -> Progress.SILENT);
        assertThat(tried).containsExactly(Contender.PACKED, Contender.MATMUL, Contender.MATMUL, Contender.MATMUL);
        assertThat(names(sgemm.wrong())).containsExactly("7x5x3 TN packed");
        assertThat(sgemm.row(ODD, Contender.MATMUL).nanos()).hasValue(1);
        assertThat(sgemm.row(ODD, Contender.OPENBLAS).reason()).contains("no OpenBLAS was loaded");
        assertThat(sgemm.row(ODD, Contender.OPENBLAS_C).reason()).contains("no OpenBLAS was loaded");
    }
}
