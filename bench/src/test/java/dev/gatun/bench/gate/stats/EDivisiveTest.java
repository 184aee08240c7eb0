package dev.gatun.bench.gate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EDivisiveTest {
    private static double[] series(Random random, double noise, double... levels) {
        return IntStream.range(0, 15 * levels.length)
                .mapToDouble(i -> levels[i / 15] + noise * random.nextGaussian())
                .toArray();
    }

    @Test
    void a_step_is_found_where_it_is() {
        List<EDivisive.Point> points = EDivisive.points(series(new Random(1), 0.02, 0, 0.1));
        assertThat(points).hasSize(1);
        assertThat(points.getFirst().at()).isEqualTo(15);
        assertThat(points.getFirst().p()).isCloseTo(0.001, within(0.005));
    }

    @Test
    void steps_up_and_down_are_found() {
        assertThat(EDivisive.points(series(new Random(2), 0.02, 0, 0.1, 0, 0.2)))
                .extracting(EDivisive.Point::at)
                .satisfies(at -> {
                    assertThat(at).hasSize(3);
                    assertThat(at.get(0)).isBetween(14, 16);
                    assertThat(at.get(1)).isBetween(29, 31);
                    assertThat(at.get(2)).isBetween(44, 46);
                });
    }

    @Test
    void a_change_of_the_spread_alone_is_one_too() {
        Random random = new Random(3);
        double[] series = IntStream.range(0, 60)
                .mapToDouble(i -> (i < 30 ? 0.01 : 0.3) * random.nextGaussian())
                .toArray();
        assertThat(EDivisive.points(series)).isNotEmpty();
    }

    @Test
    void noise_is_no_change() {
        Random random = new Random(4);
        int found = 0;
        for (int i = 0; i < 40; i++) {
            found += EDivisive.points(series(random, 0.05, 1, 1)).size();
        }
        assertThat(found).isLessThanOrEqualTo(2); // one in a hundred is expected
    }

    /** Of eight values the clearest step is as probable as 2 of 70 orders, of ten as 2 of 252: only that is below 0.01. */
    @Test
    void ten_values_are_the_fewest_that_tell() {
        assertThat(EDivisive.points(0, 0.1, 0.2, 0.3, 9, 9.1, 9.2, 9.3)).isEmpty();
        List<EDivisive.Point> points = EDivisive.points(0, 0.1, 0.2, 0.3, 0.4, 9, 9.1, 9.2, 9.3, 9.4);
        assertThat(points).extracting(EDivisive.Point::at).containsExactly(5);
        assertThat(points.getFirst().p()).isCloseTo(2.0 / 252, within(0.004));
    }

    @Test
    void short_and_constant_series_have_none() {
        assertThat(EDivisive.points()).isEmpty();
        assertThat(EDivisive.points(1, 2, 3, 4, 5)).isEmpty();
        assertThat(EDivisive.points(new double[30])).isEmpty();
    }
}
