package dev.gatun.bench.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final Shape SHAPE = new Shape(2, 2, 2);

    private Reference reference;
    private float[] exact;

    @BeforeEach
    void product() {
        Operands operands = Operands.withLeft(SHAPE, new float[] {1, 2, 3, 4});
        float[] b = operands.b();
        reference = Reference.of(operands);
        exact = new float[] {b[0] + 2 * b[2], b[1] + 2 * b[3], 3 * b[0] + 4 * b[2], 3 * b[1] + 4 * b[3]};
    }

    @Test
    void is_the_product() {
        Reference.Check check = reference.check(exact);
        assertThat(check.near()).isTrue();
        assertThat(check.maxError()).isLessThan(1e-6);
    }

    @Test
    void allows_a_thousandth_and_no_more() {
        exact[3] *= 1.0009f;
        assertThat(reference.check(exact).near()).isTrue();
        exact[3] *= 1.001f;
        Reference.Check check = reference.check(exact);
        assertThat(check.near()).isFalse();
        assertThat(check.where()).isEqualTo("[1, 1]");
        assertThat(check.maxError()).isCloseTo(0.0019 * exact[3], Percentage.withPercentage(1));
    }

    @Test
    void sees_a_nan_an_infinity_and_a_wrong_size() {
        exact[1] = Float.NaN;
        assertThat(reference.check(exact).near()).isFalse();
        assertThat(reference.check(exact).maxError()).isNaN();
        exact[1] = Float.POSITIVE_INFINITY;
        assertThat(reference.check(exact).near()).isFalse();
        assertThat(reference.check(new float[3]).near()).isFalse();
    }
}
