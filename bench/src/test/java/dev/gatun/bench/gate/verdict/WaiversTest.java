package dev.gatun.bench.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bench.gate.verdict.Finding.Metric;
import dev.gatun.bench.gate.verdict.Waivers.Waiver;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaiversTest {
    private static final LocalDate UNTIL = LocalDate.of(2027, 1, 31);

    private static Finding finding(String benchmark, Verdict verdict) {
        return new Finding(
                benchmark,
                Metric.ALLOCATION,
                verdict,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    private static Waivers waivers(String benchmark, Optional<Metric> metric) {
        return new Waivers(List.of(new Waiver(benchmark, metric, "known", UNTIL)));
    }

    @ParameterizedTest
    @CsvSource({
        "sgemm packed *, '', false",
        "*[n=1]*, ALLOCATION, false",
        "*, '', false",
        "sgemm, '', true",
        "sgemm packed .*, '', true",
        "*, TIME, true"
    })
    void lets_through_what_it_names(String pattern, String metric, boolean fails) {
        List<Finding> findings = List.of(finding("sgemm packed [n=1] x", Verdict.REGRESSED));
        Optional<Metric> only = metric.isEmpty() ? Optional.empty() : Optional.of(Metric.valueOf(metric));
        Waivers waivers = waivers(pattern, only);
        assertThat(waivers.applyTo(findings).getFirst().fails()).isEqualTo(fails);
        // What nothing answers to is told.
        assertThat(waivers.without(findings)).hasSize(fails ? 1 : 0);
    }

    @Test
    void lets_nothing_through_that_is_open() {
        List<Finding> open = List.of(finding("x", Verdict.INCONCLUSIVE));
        assertThat(waivers("*", Optional.empty()).applyTo(open)).isEqualTo(open).allMatch(Finding::isOpen);
    }

    @Test
    void holds_on_its_last_day() {
        Waiver waiver = new Waiver("x", Optional.empty(), "known", UNTIL);
        assertThat(waiver.hasEnded(UNTIL)).isFalse();
        assertThat(waiver.hasEnded(UNTIL.plusDays(1))).isTrue();
    }
}
