package dev.gatun.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class UntilCompiledTest {
    private static final Offset<Double> A_BATCH = within(0.05);

    /** Time that passes in calls alone. */
    private long now;

    private double run(DoubleUnaryOperator millisAt, double compilesUntil, double most) {
        UntilCompiled wait = new UntilCompiled(() -> seconds() < compilesUntil, () -> now);
        return wait.run(() -> now += (long) (1e6 * millisAt.applyAsDouble(seconds())), most);
    }

    private double seconds() {
        return now / 1e9;
    }

    @Test
    void ends_some_time_after_the_last_compilation() {
        assertThat(run(seconds -> 0.01, 0, 10)).isCloseTo(0.4, A_BATCH);
        assertThat(run(seconds -> 0.01, seconds() + 1, 10)).isCloseTo(1.4, A_BATCH);
    }

    @Test
    void ends_some_time_after_calls_have_become_faster() {
        assertThat(run(seconds -> seconds < 0.6 ? 5 : seconds < 0.8 ? 0.5 : 0.01, 0, 10))
                .isCloseTo(0.4, A_BATCH); // who is not faster for so long is done
        now = 0;
        assertThat(run(seconds -> seconds < 0.2 ? 5 : seconds < 0.4 ? 0.5 : 0.01, 0, 10))
                .isCloseTo(0.8, A_BATCH);
    }

    @Test
    void ends_at_last() {
        assertThat(run(seconds -> 0.01, Double.POSITIVE_INFINITY, 2)).isCloseTo(2, A_BATCH);
        assertThat(run(seconds -> 700, 0, 10)).isEqualTo(1.4); // the first is always faster than none
        assertThat(run(seconds -> 3000, 0, 2)).isEqualTo(3);
    }

    @Test
    void asks_the_jvm_what_it_compiles() {
        assertThat(UntilCompiled.isCompiling("""
                Current compiles:
                C1 CompilerThread0  77  3  java.lang.String::length (5 bytes)

                C1 compile queue:
                12  3  java.lang.String::length (5 bytes)

                C2 compile queue:
                Empty
                """)).isFalse();
        assertThat(UntilCompiled.isCompiling("Current compiles:\nC2 CompilerThread0  77  4  a.B::c (5 bytes)\n"))
                .isTrue();
        assertThat(UntilCompiled.isCompiling("Current compiles:\n\nC2 compile queue:\n1449  4  a.B::c (29 bytes)\n"))
                .isTrue();
        assertThat(UntilCompiled.isCompiling("")).isFalse();
        double seconds = UntilCompiled.ofThisJvm().run(() -> now++, 1);
        assertThat(seconds).isBetween(0.4, TimeUnit.MINUTES.toSeconds(1) * 1.0);
    }
}
