package dev.gatun.bench.sgemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bench.measure.Jmh.Schedule;
import dev.gatun.bench.measure.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffortTest {
    private static Product square(int size) {
        return new Product(new Shape(size, size, size), Transposes.NN, "");
    }

    private static double minutes(Effort effort) {
        double seconds = 0;
        for (Product product : Product.ALL) {
            for (Contender contender : Contender.values()) {
                seconds += effort.rounds() * effort.seconds(product, contender);
            }
        }
        return seconds / 60;
    }

    @Test
    void keeps_what_the_help_promises() {
        assertThat(minutes(Effort.QUICK)).isBetween(2.0, 6.0);
        assertThat(minutes(Effort.FULL)).isBetween(10.0, 20.0);
    }

    @Test
    void short_calls_fill_their_time_and_slow_ones_are_made_some_times() {
        assertThat(Effort.FULL.schedule(square(64), Contender.PACKED))
                .isEqualTo(new Schedule(1, 4, 0.1, 10, 0.03, 600));
        assertThat(Effort.QUICK.schedule(square(64), Contender.MATMUL))
                .isEqualTo(new Schedule(1, 2, 0.1, 10, 0.02, 600));
        assertThat(Effort.FULL.schedule(square(64), Contender.OPENBLAS_C).warmups())
                .isEqualTo(2);
        for (Effort effort : new Effort[] {Effort.QUICK, Effort.FULL}) {
            Schedule slow = effort.schedule(square(2048), Contender.PACKED);
            assertThat(slow.warmups()).isEqualTo(2);
            assertThat(slow.measurements()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 5000", "4, 5000", "64, 38", "256, 1", "2048, 1"})
    void a_loop_in_c_is_long_beside_the_call_from_java(int size, int calls) {
        assertThat(Effort.callsInC(square(size))).isEqualTo(calls);
    }
}
