package dev.gatun.bench.gate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PValuesTest {
    @Test
    void median() {
        assertThat(Median.of(3, 1, 2)).isEqualTo(2);
        assertThat(Median.of(4, 1, 3, 2)).isEqualTo(2.5);
        assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(Median::of);
    }

    @Test
    void mann_whitney_counts_the_ways() {
        double[] low = {1, 2, 3, 4, 5};
        double[] high = {6, 7, 8, 9, 10};
        assertThat(PValues.twoSided(low, high)).isCloseTo(2.0 / 252, within(1e-12));
        assertThat(PValues.least(5, 5)).isCloseTo(2.0 / 252, within(1e-12));
        assertThat(PValues.above(low, high)).isCloseTo(1.0 / 252, within(1e-12));
        assertThat(PValues.above(high, low)).isGreaterThan(0.99);
        assertThat(PValues.least(12, 6)).isCloseTo(2.0 / 18564, within(1e-12));
    }

    @Test
    void equal_samples_are_no_difference() {
        assertThat(PValues.twoSided(new double[] {1, 1, 1}, new double[] {1, 1, 1}))
                .isEqualTo(1);
    }

    /** The example of Holm's correction that textbooks have: the order is kept, and no value gets smaller than one before. */
    @Test
    void holm() {
        assertThat(PValues.holm(0.01, 0.04, 0.03, 0.005))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
        assertThat(PValues.holm(0.9, 0.8)).containsExactly(1, 1);
        assertThat(PValues.holm()).isEmpty();
    }

    @Test
    void drift_is_taken_off_without_the_own_round() {
        double[][] level = PValues.withoutDrift(new double[][] {{1, 1, 1}, {5, 6, 7}, {1, 1, 1}});
        assertThat(level[1]).containsExactly(4, 5, 6);
        assertThat(level[0][0]).isEqualTo(1 - 3.0); // the median of the six of the other rounds: 1 1 1 5 6 7
        assertThat(PValues.withoutDrift(new double[][] {{3, 4}})[0]).containsExactly(3, 4);
    }

    /** However the machine drifts, the test says 0.05 or less in no more than 5 % of cases in which nothing differs. */
    @Test
    void drift_does_not_make_the_test_rash() {
        Random random = new Random(11);
        int runs = 3000;
        int[] small = new int[3];
        for (int run = 0; run < runs; run++) {
            for (int kind = 0; kind < small.length; kind++) {
                small[kind] += PValues.twoSidedInRounds(rounds(random, 10, kind, 0)) <= 0.05 ? 1 : 0;
            }
        }
        assertThat(IntStream.of(small).max().orElseThrow()).isLessThanOrEqualTo((int) (0.055 * runs));
        // No more careful than it must be on a machine that does not drift.
        assertThat(small[0]).isGreaterThan((int) (0.015 * runs));
    }

    @Test
    void drift_does_not_hide_a_difference() {
        Random random = new Random(12);
        int plain = 0;
        int without = 0;
        for (int run = 0; run < 200; run++) {
            double[][] rounds = rounds(random, 10, 2, 0.08);
            without += PValues.twoSidedInRounds(rounds) <= 0.001 ? 1 : 0;
            plain += PValues.twoSided(
                                    IntStream.range(0, 10)
                                            .mapToDouble(i -> rounds[i][0])
                                            .toArray(),
                                    IntStream.range(0, 10)
                                            .mapToDouble(i -> rounds[i][2])
                                            .toArray())
                            <= 0.001
                    ? 1
                    : 0;
        }
        assertThat(without).isGreaterThan(190);
        assertThat(plain).isLessThan(60);
    }

    /** Noise of 1 %; a machine that does not drift, that jumps, and that slows down by 20 % over the run. */
    private static double[][] rounds(Random random, int count, int kind, double difference) {
        double[][] rounds = new double[count][3];
        double jump = 0;
        for (int i = 0; i < count; i++) {
            jump = kind == 1 && random.nextInt(4) == 0 ? random.nextDouble() : jump;
            for (int j = 0; j < 3; j++) {
                double slow = kind == 2 ? 0.02 * (i + j / 3.0 * 0.1) : jump;
                rounds[i][j] = slow + 0.01 * random.nextGaussian() + (j == 2 ? difference : 0);
            }
        }
        return rounds;
    }
}
