package dev.gatun.bench.gate.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bench.gate.simulation.Simulation.Outcome;
import dev.gatun.bench.gate.simulation.Simulation.Way;
import dev.gatun.bench.gate.simulation.SimulationReport.Row;
import dev.gatun.bench.gate.verdict.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What docs/gate.md promises, with fewer runs than {@code bench/gatun gate simulate} makes. */
class SimulationTest {
    private static final int RUNS = 60;

    @ParameterizedTest
    @EnumSource(Noise.class)
    void same_code_is_hardly_ever_called_regressed(Noise noise) {
        Outcome outcome = Simulation.of(Way.AB, noise, 0, 0.05, RUNS, 1);
        assertThat(Outcome.count(outcome.same())).isEqualTo(RUNS * Simulation.BENCHMARKS);
        assertThat(outcome.ofSame(Verdict.REGRESSED)).isLessThanOrEqualTo(0.01);
        assertThat(outcome.ofSame(Verdict.IMPROVED)).isLessThanOrEqualTo(0.01);
        assertThat(outcome.minutes()).isBetween(1.0, Simulation.BUDGET / 60);
    }

    @ParameterizedTest
    @EnumSource(Noise.class)
    void a_slowdown_by_ten_per_cent_is_found(Noise noise) {
        Outcome outcome = Simulation.of(Way.AB, noise, 0.1, 0.05, RUNS, 2);
        assertThat(Outcome.count(outcome.slower())).isEqualTo(RUNS);
        assertThat(outcome.ofSlower(Verdict.REGRESSED)).isGreaterThanOrEqualTo(0.95);
        assertThat(outcome.ofSlower(Verdict.UNCHANGED)).isZero();
        assertThat(outcome.ofSame(Verdict.REGRESSED)).isLessThanOrEqualTo(0.01);
    }

    /** The size that matters must not be what keeps false alarms away: here every change matters, and only the test holds. */
    @ParameterizedTest
    @EnumSource(Noise.class)
    void significance_alone_keeps_false_alarms_below_one_in_a_hundred(Noise noise) {
        Outcome outcome = Simulation.of(Way.AB, noise, 0, 1e-9, RUNS / 2, 3);
        assertThat(outcome.ofSame(Verdict.REGRESSED) + outcome.ofSame(Verdict.IMPROVED))
                .isLessThanOrEqualTo(0.01);
    }

    @Test
    void the_report_says_what_does_not_hold() {
        Outcome bad = new Outcome(
                Map.of(Verdict.REGRESSED, 2, Verdict.UNCHANGED, 98),
                Map.of(Verdict.REGRESSED, 90, Verdict.UNCHANGED, 10),
                1);
        SimulationReport report = new SimulationReport(List.of(new Row(Way.AB, Noise.NORMAL, 0.1, bad, bad)));
        assertThat(report.wrong())
                .containsExactly(
                        "gate ab, normal, 2 %: 2.00 % false alarms",
                        "gate ab, normal, 2 %: only 90.00 % of slowdowns found");
        assertThat(report.table().toText(200)).contains("2.00 %", "98.00 %", "90.00 %", "10.00 %");
        assertThat(report.toJson("c", "d")).contains("\"noise\" : \"normal\"", "\"found\" : 0.9");
    }

    @Test
    void check_and_compare_go_through_it_too() {
        SimulationReport report = new SimulationReport(SimulationReport.simulate(Noise.NORMAL, 5));
        assertThat(report.rows()).extracting(Row::way).containsExactly(Way.AB, Way.CHECK, Way.COMPARE);
        assertThat(report.wrong()).isEmpty();
    }
}
