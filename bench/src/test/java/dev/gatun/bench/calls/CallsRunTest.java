package dev.gatun.bench.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JmhResults;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Pace;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.yardstick.Yardsticks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class CallsRunTest {
    private static final Pace SLIGHT = new Pace("slight", 2, 0.01, 0.01, 0.02);
    private static final Yardsticks.Found NO_YARDSTICKS = new Yardsticks.Found(Optional.empty(), "not built");
    private static final JvmFacts WITH_OPENBLAS = new JvmFacts(16, "OpenBLAS", Optional.of("Zen"));
    private static final JvmFacts WITHOUT_OPENBLAS = new JvmFacts(16, "no OpenBLAS", Optional.empty());

    @AfterEach
    void goOn() {
        Interrupt.request(false);
    }

    /** The whole way: JVMs, JMH, downcalls, checks, and JMH's own file. */
    @Test
    void calls_that_add_one() throws IOException {
        Yardsticks.Found yardsticks = Yardsticks.find();
        Assumptions.assumeTrue(yardsticks.library().isPresent(), yardsticks.reason());
        JmhResults.clear();
        ForkedJvm jvm = ForkedJvm.plain();
        CallsRun run = new CallsRun(SLIGHT, jvm, WITHOUT_OPENBLAS, yardsticks, CallsRun.jmh(SLIGHT, jvm));
        Calls calls = run.measure(Callee.matching(Pattern.compile("next")), jvms -> {
            assertThat(jvms).isEqualTo(6);
            return Progress.SILENT;
        });
        assertThat(calls.complaints()).isEmpty();
        for (Caller caller : List.of(Caller.C, Caller.PANAMA, Caller.PANAMA_CRITICAL)) {
            Row<Callee, Caller> row = calls.compared().row(Callee.NEXT, caller);
            assertThat(row.nanos()).as("%s", caller).hasSize(2).allMatch(nanos -> nanos > 0.1 && nanos < 1e6);
        }
        assertThat(calls.place().limits().peakGflops()).isPresent();

        JsonNode json = new ObjectMapper().readTree(JmhResults.toJson());
        assertThat(json).hasSize(3);
        for (JsonNode result : json) {
            assertThat(result.path("benchmark").asText()).contains("CallsBenchmark.next");
            assertThat(result.path("mode").asText()).isEqualTo("avgt");
            assertThat(result.path("params").path("callee").asText()).isEqualTo("next");
            // One list for each JVM.
            assertThat(result.path("primaryMetric").path("rawData")).hasSize(2);
        }
    }

    @Test
    void products_by_all_that_can_call() {
        ForkedJvm jvm = ForkedJvm.plain();
        JvmFacts facts = jvm.probe();
        Assumptions.assumeTrue(facts.hasOpenBlas(), "no OpenBLAS was loaded");
        Pace once = SLIGHT.withRounds(1);
        CallsRun run = new CallsRun(once, jvm, facts, Yardsticks.find(), CallsRun.jmh(once, jvm));
        Calls calls = run.measure(List.of(Callee.of("sgemm-4")), jvms -> Progress.SILENT);
        assertThat(calls.complaints()).isEmpty();
        assertThat(calls.compared().row(Callee.of("sgemm-4"), Caller.PANAMA).median())
                .isPresent();
        assertThat(calls.compared().row(Callee.of("sgemm-4"), Caller.MATMUL).median())
                .isPresent();
    }

    @Test
    void says_what_is_missing() {
        Calls calls = new CallsRun(
                        SLIGHT, ForkedJvm.plain(), WITH_OPENBLAS, NO_YARDSTICKS, (callee, caller, progress) -> 1)
                .measure(Callee.ALL, jvms -> Progress.SILENT);
        assertThat(calls.compared().row(Callee.NEXT, Caller.PANAMA).reason()).isEqualTo("not built");
        assertThat(calls.compared().row(Callee.of("sgemm-1"), Caller.C).reason())
                .isEqualTo("not built");
        assertThat(calls.compared().row(Callee.of("sgemm-1"), Caller.PANAMA).median())
                .hasValue(1);
        Calls without = new CallsRun(
                        SLIGHT, ForkedJvm.plain(), WITHOUT_OPENBLAS, NO_YARDSTICKS, (callee, caller, progress) -> 1)
                .measure(Callee.ALL, jvms -> Progress.SILENT);
        assertThat(without.compared().row(Callee.of("sgemm-1"), Caller.MATMUL).reason())
                .contains("no OpenBLAS was loaded");
        assertThat(without.place().limits().triadGbps()).isEmpty();
    }

    @Test
    void an_interrupt_keeps_what_was_measured() {
        List<String> timed = new ArrayList<>();
        Calls calls = new CallsRun(
                        SLIGHT, ForkedJvm.plain(), WITH_OPENBLAS, NO_YARDSTICKS, (callee, caller, progress) -> {
                            timed.add(callee.id() + " " + caller.id());
                            Interrupt.request(timed.size() == 2);
                            return 5;
                        })
                .measure(Callee.ALL, jvms -> Progress.SILENT);
        assertThat(timed).containsExactly("sgemm-1 panama", "sgemm-1 panama-critical");
        assertThat(calls.compared().row(Callee.of("sgemm-1"), Caller.PANAMA).median())
                .hasValue(5);
        assertThat(calls.compared().row(Callee.of("sgemm-4"), Caller.PANAMA).reason())
                .isEqualTo("interrupted before its turn");
        assertThat(calls.complaints()).isEmpty();
    }
}
