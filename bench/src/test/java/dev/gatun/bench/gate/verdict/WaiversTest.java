package dev.gatun.bench.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WaiversTest {
    private static final LocalDate UNTIL = LocalDate.of(2027, 1, 31);

    private static Finding slower(String benchmark) {
        return Allocation.judge(
                benchmark,
                List.of(new Bytes(0, 0), new Bytes(0, 0), new Bytes(0, 0)),
                List.of(new Bytes(8, 0), new Bytes(8, 0), new Bytes(8, 0)));
    }

    private static Waivers waivers(String benchmark, Optional<Metric> metric) {
        return new Waivers(List.of(new Waiver(benchmark, metric, "known", UNTIL)));
    }

    @Test
    void a_regression_is_let_through_by_name_or_pattern() {
        List<Finding> findings = List.of(slower("sgemm packed [n=1]"), slower("add"));
        assertThat(waivers("sgemm *", Optional.empty()).applyTo(findings))
                .extracting(Finding::fails)
                .containsExactly(false, true);
        assertThat(waivers("sgemm packed [n=1]", Optional.empty()).applyTo(findings))
                .extracting(Finding::fails)
                .containsExactly(false, true);
        assertThat(waivers("sgemm", Optional.empty()).applyTo(findings)).allMatch(Finding::fails);
        assertThat(waivers("*", Optional.of(Metric.TIME)).applyTo(findings)).allMatch(Finding::fails);
    }

    @Test
    void what_nothing_answers_to_is_told() {
        assertThat(waivers("gone", Optional.empty()).without(List.of(slower("add"))))
                .hasSize(1);
        assertThat(waivers("a*", Optional.empty()).without(List.of(slower("add"))))
                .isEmpty();
    }

    @Test
    void holds_on_its_last_day() {
        Waiver waiver = new Waiver("x", Optional.empty(), "known", UNTIL);
        assertThat(waiver.hasEnded(UNTIL)).isFalse();
        assertThat(waiver.hasEnded(UNTIL.plusDays(1))).isTrue();
    }
}
