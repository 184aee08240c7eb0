package dev.gatun.bench.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.CaseTimer;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.Jmh;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.python.Interpreter;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.python.LadderScript.Needs;
import dev.gatun.bench.yardstick.Yardsticks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ElementwiseRunTest {
    private static final Effort SLIGHT = new Effort("slight", 1, 0.01, 0.01, 0.01, 0.01);
    private static final Effort TWO_ROUNDS = new Effort("two", 2, 0.01, 0.01, 0.01, 0.01);
    private static final JvmFacts FACTS = new JvmFacts(16, "OpenBLAS", Optional.of("Zen"));
    private static final Interpreters NO_PYTHON = Interpreters.named("/absent/python3");

    /** A triad of 10 GB/s. */
    private static final Triad TEN = new Triad() {
        @Override
        public Optional<String> lack() {
            return Optional.empty();
        }

        @Override
        public double gbps(long bytes) {
            return 10;
        }
    };

    private static ElementwiseRun run(
            Effort effort, Interpreters interpreters, CaseTimer<ElementwiseCase, Contender> java) {
        return new ElementwiseRun(effort, 1, ForkedJvm.plain(), FACTS, interpreters, java, TEN);
    }

    private static boolean has(Needs needs, Optional<Interpreter> python) {
        return python.isPresent()
                && (needs == Needs.NUMPY ? python.get().numpy() : python.get().torch()).works();
    }

    /** The whole way: JVMs, JMH, the benchmark, its checks, Python where there is one, the table and the file. */
    @Test
    void a_small_operation_by_all_that_there_is() throws IOException {
        Interpreters interpreters = Interpreters.onThisMachine();
        ElementwiseRun run = ElementwiseRun.onThisMachine(SLIGHT, 1, ForkedJvm.plain(), interpreters);
        List<ElementwiseCase> cases = List.of(ElementwiseCase.of("add-row-10x10"));
        Results results = run.measure(cases, rows -> Progress.SILENT);
        assertThat(results.complaints()).isEmpty();
        for (Row<ElementwiseCase, Contender> row : results.compared().rows()) {
            boolean there = row.contender() != Contender.TRIAD
                    && row.contender()
                            .library()
                            .map(needs -> has(needs, interpreters.best()))
                            .orElse(true);
            assertThat(row.median().isPresent()).as("%s", row).isEqualTo(there);
            assertThat(row.reason().isEmpty()).as("%s", row).isEqualTo(there);
        }
        JsonNode json = new ObjectMapper().readTree(ElementwiseJson.toJson(results, "command", "date"));
        assertThat(json.path("rows")).hasSize(7);
        assertThat(json.path("rows").path(0).path("nanos").asDouble()).isPositive();
        assertThat(ElementwiseReport.toText(results, 120)).contains("add-row 10x10");
    }

    /** Every statement of Python computes what Gatun is held to. */
    @Test
    void python_computes_the_same() {
        Interpreters interpreters = Interpreters.onThisMachine();
        Assumptions.assumeTrue(has(Needs.NUMPY, interpreters.best()), "no NumPy");
        List<ElementwiseCase> cases = ElementwiseCase.matching(Pattern.compile(" (1x1|100x100)$"));
        Results results =
                run(SLIGHT, interpreters, (of, contender, progress) -> 1).measure(cases, rows -> Progress.SILENT);
        assertThat(results.complaints()).isEmpty();
        assertThat(results.compared().rows())
                .filteredOn(row -> row.contender().library().isPresent()
                        && has(row.contender().library().get(), interpreters.best())
                        && row.contender().takes(row.of()))
                .hasSizeGreaterThanOrEqualTo(55)
                .allMatch(row -> row.median().orElse(0) > 0);
    }

    @Test
    void contenders_of_a_case_come_one_after_the_other_in_turn() {
        List<String> order = new ArrayList<>();
        List<ElementwiseCase> cases = List.of(SampleResults.ADD, SampleResults.SUM);
        Results results = run(TWO_ROUNDS, NO_PYTHON, (of, contender, progress) -> {
                    order.add(of.id() + " " + contender.id());
                    return order.size();
                })
                .measure(cases, rows -> {
                    assertThat(rows).isEqualTo(2 * 6); // with the triad
                    return Progress.SILENT;
                });
        assertThat(order)
                .containsExactly(
                        "add-1000x1000 fresh",
                        "add-1000x1000 workspace",
                        "add-1000x1000 out",
                        "sum-10x10 fresh",
                        "sum-10x10 workspace",
                        "add-1000x1000 workspace",
                        "add-1000x1000 out",
                        "add-1000x1000 fresh",
                        "sum-10x10 workspace",
                        "sum-10x10 fresh");
        assertThat(results.compared().row(SampleResults.ADD, Contender.TRIAD).median())
                .as("12 MB at 10 GB/s")
                .hasValue(1_200_000);
        assertThat(results.compared().row(SampleResults.ADD, Contender.NUMPY).reason())
                .startsWith("no Python runs");
        assertThat(results.place().python()).isEqualTo("no Python");
        assertThat(results.complaints()).isEmpty();
    }

    @Test
    void what_failed_once_is_not_tried_again_and_the_rest_is_measured() {
        List<Contender> tried = new ArrayList<>();
        Results results = run(TWO_ROUNDS, NO_PYTHON, (of, contender, progress) -> {
                    tried.add(contender);
                    if (contender == Contender.FRESH) {
                        throw new Trouble("its JVM failed: no room");
                    }
                    return 1;
                })
                .measure(List.of(SampleResults.ADD), rows -> Progress.SILENT);
        assertThat(tried)
                .containsExactly(
                        Contender.FRESH, Contender.WORKSPACE, Contender.OUT, Contender.WORKSPACE, Contender.OUT);
        assertThat(results.complaints()).containsExactly("fresh at add 1000x1000: its JVM failed: no room");
    }

    @Test
    void a_triad_for_each_thread() throws Trouble {
        Assumptions.assumeTrue(Yardsticks.find().library().isPresent(), "no yardsticks");
        Triad triad = Triad.onThisMachine(2, 0.01);
        assertThat(triad.lack()).isEmpty();
        assertThat(triad.gbps(12_000_000)).isBetween(0.1, 10_000.0);
    }

    @Test
    void efforts_keep_what_the_help_promises() {
        Interpreters interpreters = Interpreters.onThisMachine();
        Assumptions.assumeTrue(has(Needs.TORCH, interpreters.best()), "no PyTorch");
        assertThat(run(Effort.QUICK, interpreters, (of, contender, progress) -> 1)
                        .seconds(ElementwiseCase.ALL))
                .isBetween(5 * 60.0, 15 * 60.0);
        assertThat(run(Effort.FULL, interpreters, (of, contender, progress) -> 1)
                        .seconds(ElementwiseCase.ALL))
                .isBetween(15 * 60.0, 60 * 60.0);
        Jmh.Schedule large = Effort.QUICK.schedule(ElementwiseCase.of("add-5000x6000"), Contender.FRESH);
        assertThat(large.measurements()).isEqualTo(3);
        assertThat(large.measurementSeconds()).as("room for ten calls").isGreaterThan(0.1);
        assertThat(Effort.QUICK
                        .schedule(ElementwiseCase.of("add-10x10"), Contender.FRESH)
                        .measurements())
                .isEqualTo(10);
    }
}
