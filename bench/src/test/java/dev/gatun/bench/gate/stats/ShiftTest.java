package dev.gatun.bench.gate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShiftTest {
    @Test
    void estimate_is_the_median_of_all_differences() {
        // 5-1, 5-2, 5-4, 9-1, 9-2, 9-4: sorted 1 3 4 5 7 8
        assertThat(Shift.estimate(new double[] {1, 2, 4}, new double[] {5, 9})).isEqualTo(4.5);
        assertThat(Shift.between(new double[] {1, 2, 4}, new double[] {5, 9}, 0.95)
                        .value())
                .isEqualTo(4.5);
    }

    @Test
    void within_rounds_it_is_the_median_of_walsh_averages() {
        // of 0, 2, 10: 0 1 2 5 6 10
        assertThat(Shift.within(new double[][] {{0}, {2}, {10}}, 0.95).value()).isEqualTo(3.5);
        // Two differences in a round count as two.
        assertThat(Shift.within(new double[][] {{0, 2}, {10}}, 0.95).value()).isEqualTo(3.5);
    }

    @Test
    void interval_holds_the_estimate_and_turns_with_the_sides() {
        double[] a = {1, 1.1, 1.2, 0.9, 1.05, 1.15};
        double[] b = {1.5, 1.4, 1.6, 1.45, 1.7, 1.55};
        Change there = Shift.between(a, b, 0.95);
        Change back = Shift.between(b, a, 0.95);
        assertThat(there.low()).isLessThan(there.value());
        assertThat(there.high()).isGreaterThan(there.value());
        assertThat(there.low()).isGreaterThan(0.2).isCloseTo(-back.high(), within(0.05));
        assertThat(there.value()).isCloseTo(-back.value(), within(1e-12));
    }

    @Test
    void one_sample_has_no_interval() {
        Change change = Shift.between(new double[] {1}, new double[] {2, 3}, 0.95);
        assertThat(change.low()).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(change.isWithin(1000)).isFalse();
        assertThat(Shift.noise(new double[][] {{1}}, 0.95)).isInfinite();
    }

    @Test
    void same_samples_give_the_same_interval() {
        double[][] rounds = {{0.1}, {0.3}, {-0.2}, {0.4}, {0.15}};
        assertThat(Shift.within(rounds, 0.95)).isEqualTo(Shift.within(rounds, 0.95));
    }

    @Test
    void outliers_move_it_little() {
        double[][] rounds = {{0.1}, {0.11}, {0.09}, {0.1}, {0.12}, {0.08}, {0.1}, {5}};
        assertThat(Shift.within(rounds, 0.95).value()).isCloseTo(0.1, within(0.02));
    }

    /** At six, the extremes of the samples are 97 % apart at most; from nine on the interval is as good as it says. */
    @ParameterizedTest
    @CsvSource({"6, 0.91", "9, 0.93", "14, 0.93"})
    void interval_covers_the_truth_as_often_as_it_says(int rounds, double least) {
        Random random = new Random(5);
        assertThat(coverageWithin(rounds, random::nextGaussian)).isBetween(least, 0.99);
        assertThat(coverageWithin(rounds, () -> heavyTailed(random))).isBetween(least, 0.995);
    }

    private static double coverageWithin(int rounds, DoubleSupplier noise) {
        int covered = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            double[][] differences = new double[rounds][];
            for (int i = 0; i < rounds; i++) {
                double b = noise.getAsDouble();
                differences[i] = new double[] {1 + b - noise.getAsDouble(), 1 + b - noise.getAsDouble()};
            }
            Change change = Shift.within(differences, 0.95);
            covered += change.low() <= 1 && 1 <= change.high() ? 1 : 0;
        }
        return (double) covered / runs;
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 10, 15})
    void interval_between_sets_covers_too(int forks) {
        Random random = new Random(6);
        int covered = 0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            double[] a = random.doubles(forks).map(x -> heavyTailed(random)).toArray();
            double[] b = random.doubles(forks).map(x -> 2 + heavyTailed(random)).toArray();
            Change change = Shift.between(a, b, 0.95);
            covered += change.low() <= 2 && 2 <= change.high() ? 1 : 0;
        }
        assertThat((double) covered / runs).isBetween(0.93, 0.995);
    }

    private static double heavyTailed(Random random) {
        return random.nextGaussian() / Math.sqrt(random.nextDouble());
    }
}
