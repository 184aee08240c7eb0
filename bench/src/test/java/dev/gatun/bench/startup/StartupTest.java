package dev.gatun.bench.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.yardstick.Yardsticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class StartupTest {
    private static final Yardsticks.Found NO_YARDSTICKS = new Yardsticks.Found(Optional.empty(), "not built");
    private static final JvmFacts WITH_OPENBLAS = new JvmFacts(16, "OpenBLAS", Optional.of("Zen"));
    private static final JvmFacts WITHOUT_OPENBLAS = new JvmFacts(16, "no OpenBLAS", Optional.empty());

    private final List<Program> order = new ArrayList<>();

    private Startup measure(int pairs, JvmFacts facts, ProgramTimer timer) {
        return new StartupRun("quick", pairs, ForkedJvm.plain(), facts, NO_YARDSTICKS, () -> timer)
                .measure(all -> Progress.SILENT);
    }

    /** The machine becomes slower and slower: a process takes 10 ms more each time, besides what it takes. */
    private double drifting(Program program) {
        order.add(program);
        return 1e7 * order.size() + (program == Program.OPENBLAS ? 1e8 : 0);
    }

    @AfterEach
    void goOn() {
        Interrupt.request(false);
    }

    @Test
    void pairs_take_the_machine_out() {
        Startup startup = measure(4, WITH_OPENBLAS, this::drifting);
        // In half of the pairs the empty one comes first, and 10 ms are added; in the others they are taken away.
        assertThat(startup.row(Program.OPENBLAS).beyondEmpty().orElseThrow().median())
                .isEqualTo(1e8);
        assertThat(startup.row(Program.MATMUL).beyondEmpty().orElseThrow().median())
                .isZero();
        assertThat(startup.row(Program.EMPTY).beyondEmpty()).isEmpty();
        assertThat(startup.row(Program.OPENBLAS).pairs()).hasSize(4);
        // The round that does not count, and four more: the empty program in each pair, once alone.
        assertThat(order).hasSize(5 * 11);
    }

    @Test
    void says_whether_it_is_soon_enough() throws JsonProcessingException {
        Startup soon = measure(4, WITH_OPENBLAS, this::drifting);
        JsonNode json = new ObjectMapper().readTree(StartupJson.toJson(soon, "command", "date"));
        assertThat(json.path("summary").path("holds").asBoolean()).isTrue();
        assertThat(json.path("summary").path("openblasBeyondEmptyNanos").asDouble())
                .isEqualTo(1e8);
        assertThat(json.path("rows")).hasSize(Program.values().length);
        assertThat(json.path("rows").path(3).path("nanosOfPairs")).hasSize(4);
        assertThat(StartupReport.toText(soon, 140)).contains("100 ms more than an empty program; 150 ms are allowed");

        Startup late = measure(1, WITH_OPENBLAS, program -> program == Program.EMPTY ? 4e7 : 3e8);
        JsonNode no = new ObjectMapper().readTree(StartupJson.toJson(late, "command", "date"));
        assertThat(no.path("summary").path("holds").asBoolean(true)).isFalse();
    }

    @Test
    void what_fails_is_a_finding_and_the_rest_is_measured() throws JsonProcessingException {
        Startup startup = measure(2, WITHOUT_OPENBLAS, program -> {
            if (program == Program.PACKED) {
                throw new Trouble("ended with status 1: no");
            }
            return 1;
        });
        assertThat(startup.complaints()).containsExactly("packed: ended with status 1: no");
        assertThat(startup.row(Program.OPENBLAS).reason()).contains("no OpenBLAS was loaded");
        assertThat(startup.row(Program.MATMUL).pairs()).hasSize(2);
        JsonNode json = new ObjectMapper().readTree(StartupJson.toJson(startup, "command", "date"));
        assertThat(json.path("summary").path("holds").isNull()).isTrue();
        assertThat(json.path("rows").path(3).path("status").asText()).isEqualTo("missing");
        assertThat(json.path("rows").path(5).path("status").asText()).isEqualTo("failed");
    }

    @Test
    void an_interrupt_keeps_what_was_measured() {
        Startup startup = measure(9, WITH_OPENBLAS, program -> {
            order.add(program);
            Interrupt.request(order.size() > 25);
            return 1;
        });
        assertThat(startup.row(Program.EMPTY).pairs()).isNotEmpty().hasSizeLessThan(9);
        assertThat(startup.complaints()).isEmpty();
    }

    /** The processes themselves; the second product opens what the first unpacked. */
    @Test
    void programs_run() throws Trouble {
        try (Processes processes = new Processes(ForkedJvm.plain())) {
            assertThat(processes.time(Program.EMPTY)).isBetween(1e6, 6e10);
            assertThat(processes.time(Program.PACKED)).isBetween(1e6, 6e10);
            Assumptions.assumeTrue(ForkedJvm.plain().probe().hasOpenBlas(), "no OpenBLAS was loaded");
            assertThat(processes.time(Program.OPENBLAS)).isBetween(1e6, 6e10);
            assertThat(processes.time(Program.OPENBLAS_COLD)).isBetween(1e6, 6e10);
        }
    }

    @Test
    void a_program_that_fails_says_why() {
        try (Processes processes = new Processes(new ForkedJvm(List.of("-Dgatun.blas=none"), Optional.empty()))) {
            assertThatExceptionOfType(Trouble.class)
                    .isThrownBy(() -> processes.time(Program.OPENBLAS))
                    .withMessageContaining("ended with status 1: Exception in thread");
        }
    }
}
