package dev.gatun.bench.einsum;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.python.Interpreter;
import dev.gatun.bench.python.Interpreters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EinsumRunTest {
    private static final Effort SLIGHT = new Effort("slight", 1, 0.01, 0.01, 0.03);
    private static final Effort TWO_ROUNDS = new Effort("two", 2, 0.01, 0.01, 0.01);
    private static final JvmFacts FACTS = new JvmFacts(16, "OpenBLAS", Optional.of("Zen"));
    private static final Interpreters NO_PYTHON = Interpreters.named("/absent/python3");

    private static List<String> names(List<Row<EinsumCase, Contender>> rows) {
        return rows.stream()
                .map(row -> row.of().id() + " " + row.contender().id())
                .toList();
    }

    /** The whole way: JVMs, JMH, the benchmark, its checks, Python where there is one, the table and the file. */
    @Test
    void a_small_contraction_by_all_that_there_is() throws IOException {
        ForkedJvm jvm = ForkedJvm.plain();
        Interpreters interpreters = Interpreters.onThisMachine();
        EinsumRun run = new EinsumRun(SLIGHT, 1, jvm, jvm.probe(), interpreters, EinsumRun.jmh(SLIGHT, 1, jvm));
        List<EinsumCase> cases = List.of(EinsumCase.of("lesson"));
        assertThat(run.seconds(cases)).isBetween(3.0, 30.0);
        Results results = run.measure(cases, rows -> Progress.SILENT);
        assertThat(results.compared().wrong()).isEmpty();
        Optional<Interpreter> python = interpreters.best();
        for (Row<EinsumCase, Contender> row : results.compared().rows()) {
            boolean there = switch (row.contender()) {
                case EINSUM, FRESH, MATMUL -> true;
                case NUMPY -> python.isPresent() && python.get().numpy().works();
                case TORCH -> python.isPresent() && python.get().torch().works();
            };
            assertThat(row.median().isPresent()).as("%s", row).isEqualTo(there);
            assertThat(row.reason().isEmpty()).as("%s", row).isEqualTo(there);
        }
        JsonNode json = new ObjectMapper().readTree(EinsumJson.toJson(results, "command", "date"));
        assertThat(json.path("rows")).hasSize(5);
        assertThat(json.path("rows").path(0).path("nanos").asDouble()).isPositive();
        assertThat(EinsumReport.toText(results, 120)).contains("ik,kj->ij 5x784,784x10");
    }

    @Test
    void contenders_of_a_case_come_one_after_the_other_in_turn() {
        List<String> order = new ArrayList<>();
        List<EinsumCase> cases = List.of(EinsumCase.of("lesson"), EinsumCase.of("trace"));
        Results results = new EinsumRun(
                        TWO_ROUNDS, 1, ForkedJvm.plain(), FACTS, NO_PYTHON, (of, contender, progress) -> {
                            order.add(of.id() + " " + contender.id());
                            return order.size();
                        })
                .measure(cases, rows -> {
                    assertThat(rows).isEqualTo(10);
                    return Progress.SILENT;
                });
        assertThat(order)
                .containsExactly(
                        "lesson einsum",
                        "lesson fresh",
                        "lesson matmul",
                        "trace einsum",
                        "trace fresh",
                        "lesson fresh",
                        "lesson matmul",
                        "lesson einsum",
                        "trace fresh",
                        "trace einsum");
        assertThat(results.compared().row(cases.getFirst(), Contender.EINSUM).median())
                .hasValue(4.5); // of 1 and 8
        assertThat(results.compared().row(cases.getFirst(), Contender.NUMPY).reason())
                .startsWith("no Python runs");
        assertThat(results.place().python()).isEqualTo("no Python");
        assertThat(results.compared().wrong()).isEmpty();
    }

    @Test
    void what_failed_once_is_not_tried_again_and_the_rest_is_measured() {
        List<Contender> tried = new ArrayList<>();
        Results results = new EinsumRun(
                        TWO_ROUNDS, 1, ForkedJvm.plain(), FACTS, NO_PYTHON, (of, contender, progress) -> {
                            tried.add(contender);
                            if (contender == Contender.FRESH) {
                                throw new Trouble("its JVM failed: no room");
                            }
                            return 1;
                        })
                .measure(List.of(EinsumCase.of("trace")), rows -> Progress.SILENT);
        assertThat(tried).containsExactly(Contender.EINSUM, Contender.FRESH, Contender.EINSUM);
        assertThat(names(results.compared().wrong())).containsExactly("trace fresh");
        assertThat(results.compared()
                        .row(EinsumCase.of("trace"), Contender.EINSUM)
                        .median())
                .hasValue(1);
    }

    @Test
    void efforts_keep_what_the_help_promises() {
        assertThat(minutes(Effort.QUICK)).isBetween(1.0, 3.5);
        assertThat(minutes(Effort.FULL)).isBetween(4.0, 15.0);
        for (EinsumCase of : EinsumCase.ALL) {
            assertThat(Effort.QUICK.schedule(of).warmups()).isGreaterThanOrEqualTo(2);
            assertThat(Effort.FULL.schedule(of).measurements()).isBetween(3, 10);
        }
    }

    private static double minutes(Effort effort) {
        double seconds = 0;
        for (EinsumCase of : EinsumCase.ALL) {
            for (Contender contender : Contender.values()) {
                seconds += contender.takes(of) ? effort.seconds(of, contender) : 0;
            }
        }
        return seconds / 60;
    }
}
