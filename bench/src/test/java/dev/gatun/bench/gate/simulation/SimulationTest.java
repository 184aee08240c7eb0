package dev.gatun.bench.gate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bench.gate.simulation.Simulation.Outcome;
import dev.gatun.bench.gate.simulation.SimulationReport.Row;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/gate.md promises, with fewer runs than {@code bench/gatun gate simulate} makes. */
class SimulationTest {
    private static final int RUNS = 60;

    @ParameterizedTest
    @EnumSource(Noise.class)
    void same_code_is_hardly_ever_called_regressed(Noise noise) {
        Outcome outcome = Simulation.ab(noise, 0, 0.05, RUNS, 1);
        assertThat(outcome.same()).isEqualTo(RUNS * Simulation.BENCHMARKS);
        assertThat(outcome.alarms()).isLessThanOrEqualTo(outcome.same() / 100);
        assertThat(outcome.praised()).isLessThanOrEqualTo(outcome.same() / 100);
        assertThat(outcome.minutes()).isLessThanOrEqualTo(Simulation.BUDGET / 60);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void a_slowdown_by_ten_per_cent_is_found(Noise noise) {
        Outcome outcome = Simulation.ab(noise, 0.1, 0.05, RUNS, 2);
        assertThat(outcome.found()).isGreaterThanOrEqualTo((int) Math.ceil(0.95 * outcome.slowed()));
        assertThat(outcome.passed()).isZero();
        assertThat(outcome.alarms()).isLessThanOrEqualTo(outcome.same() / 100);
    }

    /** The size that matters must not be what keeps false alarms away: here every change matters, and only the test holds. */
    @ParameterizedTest
    @EnumSource(Noise.class)
    void significance_alone_keeps_false_alarms_below_one_in_a_hundred(Noise noise) {
        Outcome outcome = Simulation.ab(noise, 0, 1e-9, RUNS / 2, 3);
        assertThat(outcome.alarms() + outcome.praised()).isLessThanOrEqualTo(outcome.same() / 100);
    }

    @Test
    void a_row_says_what_does_not_hold() {
        Outcome bad = new Outcome(2, 0, 0, 100, 90, 0, 100, 1);
        assertThat(new Row("gate ab", Noise.NORMAL, 0.1, 1, bad, bad).wrong())
                .containsExactly(
                        "gate ab, normal, 2 %: 2.00 % false alarms",
                        "gate ab, normal, 2 %: only 90.00 % of slowdowns found");
        Outcome good = new Outcome(1, 0, 99, 100, 95, 0, 100, 1);
        Row row = new Row("gate ab", Noise.NORMAL, 0.1, 1, good, good);
        assertThat(row.wrong()).isEmpty();
        assertThat(SimulationReport.toText(List.of(row), 200)).contains("95.00 %", "99.00 %");
        assertThat(SimulationReport.toJson(List.of(row), "c")).contains("\"noise\" : \"normal\"");
    }

    @Test
    void check_and_compare_go_through_it_too() {
        List<Row> rows = SimulationReport.simulate(Noise.NORMAL, 5);
        assertThat(rows).extracting(Row::command).containsExactly("gate ab", "gate check", "gate compare");
        assertThat(rows).allMatch(row -> row.wrong().isEmpty());
    }
}
