package dev.gatun.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.Tensor;
import java.util.function.LongUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class UntilReusedTest {
    private static final Offset<Double> A_BATCH = within(0.05);

    private long calls;

    /** Of calls that take a millisecond, by what was held after so many of them. */
    private double run(LongUnaryOperator heldAfter, long bytes, double most) {
        return run(heldAfter, bytes, most, 0);
    }

    /** The same of calls that make objects of so many bytes, in a heap of 1000 bytes. */
    private double run(LongUnaryOperator heldAfter, long bytes, double most, long objects) {
        calls = 0;
        return new UntilReused(new UntilReused.Gauge() {
                    @Override
                    public long nanos() {
                        return calls * 1_000_000;
                    }

                    @Override
                    public long peak() {
                        return heldAfter.applyAsLong(calls);
                    }

                    @Override
                    public long allocated() {
                        return calls * objects;
                    }

                    @Override
                    public long heap() {
                        return 1000;
                    }
                })
                .run(() -> calls++, bytes, most);
    }

    @Test
    void ends_when_many_times_as_much_was_made_as_is_held() {
        assertThat(run(after -> Math.min(after, 100), 1, 10)).isCloseTo(0.08 + 3.2, A_BATCH);
        assertThat(run(after -> 100, 1000, 10)).as("not at once").isCloseTo(0.3, A_BATCH);
    }

    @Test
    void gives_large_results_some_seconds() {
        // From 580 on it is less than a quarter more.
        assertThat(run(after -> Math.min(after, 700), 1, 10)).isCloseTo(0.58 + 5, A_BATCH);
    }

    @Test
    void does_not_wait_for_the_last_of_the_growth() {
        assertThat(run(after -> 100 + after / 200, 1, 20)).isCloseTo(32 * 0.118, A_BATCH);
    }

    @Test
    void does_not_wait_for_what_would_take_minutes() {
        assertThat(run(after -> 1_000_000, 1, 10)).isCloseTo(0.3, A_BATCH);
    }

    @Test
    void waits_until_the_heap_was_filled_three_times() {
        assertThat(run(after -> 100, 0, 10, 1)).isCloseTo(3, A_BATCH);
        assertThat(run(after -> 1, 1000, 10, 2)).isCloseTo(1.5, A_BATCH);
    }

    @Test
    void does_not_wait_for_a_heap_that_few_objects_fill() {
        assertThat(run(after -> 100, 0, 10, 0)).isCloseTo(0.3, A_BATCH);
    }

    @Test
    void ends_at_last() {
        assertThat(run(after -> (long) Math.pow(1.01, (double) after), 1, 2)).isCloseTo(2, A_BATCH);
    }

    @Test
    void looks_at_the_memory_of_results() {
        double seconds = UntilReused.ofThisJvm()
                .run(() -> assertThat(Tensor.ones(3).numel()).isEqualTo(3), 64, 1);
        assertThat(seconds).isBetween(0.3, 60.0);
    }
}
