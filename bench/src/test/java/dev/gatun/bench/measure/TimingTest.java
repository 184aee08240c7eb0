package dev.gatun.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimingTest {
    @Test
    void takes_the_median_and_the_quartiles() {
        // numpy.quantile([4, 1, 100, 2, 3], [0.25, 0.5, 0.75])
        assertThat(Timing.of(4, 1, 100, 2, 3)).isEqualTo(new Timing(3, 2, 4, 5));
        // numpy.quantile([1, 2, 3, 10], [0.25, 0.5, 0.75])
        assertThat(Timing.of(1, 2, 3, 10)).isEqualTo(new Timing(2.5, 1.75, 4.75, 4));
        assertThat(Timing.of(7)).isEqualTo(new Timing(7, 7, 7, 1));
        assertThat(Timing.of(4, 1, 100, 2, 3).spread()).isCloseTo(1 / 3.0, within(1e-12));
        assertThatIllegalArgumentException().isThrownBy(Timing::of);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0.500 ns",
        "2.613, 2.61 ns",
        "99.94, 99.9 ns",
        "999.4, 999 ns",
        "999.5, 1.00 us",
        "2613, 2.61 us",
        "427e6, 427 ms",
        "1.01e9, 1.01 s",
        "1800e9, '1,800 s'"
    })
    void is_written_in_fitting_units(double nanos, String text) {
        assertThat(Units.time(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1.00", "102392.4, '102,392'", "9.996, 10.0", "0.00018, 2e-04", "0, 0.000"})
    void digits_that_count(double value, String text) {
        assertThat(Units.digits(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"178, 178", "3194.95, '3,194.95'", "49166.67, '49,166.67'"})
    void figures_as_published(double value, String text) {
        assertThat(Units.figure(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"3.2, 3 seconds", "89.4, 89 seconds", "90, 2 minutes", "1003, 17 minutes"})
    void time_to_wait(double seconds, String text) {
        assertThat(Units.duration(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0.0123, 1.2 %", "0.5, 50 %", "1.04, 104 %", "0, 0 %"})
    void percents(double share, String text) {
        assertThat(Units.percent(share)).isEqualTo(text);
    }
}
