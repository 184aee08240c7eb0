package dev.gatun.bench.measure;

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

    @Test
    void of_a_large_product_some_rows_and_columns_are_known() {
        Shape large = new Shape(600, 500, 700); // more than 1e8 multiplications
        Operands operands = Operands.random(large);
        float[] product = new float[large.m() * large.n()];
        for (int i = 0; i < large.m(); i++) {
            for (int l = 0; l < large.k(); l++) {
                float a = operands.a()[i * large.k() + l];
                for (int j = 0; j < large.n(); j++) {
                    product[i * large.n() + j] += a * operands.b()[l * large.n() + j];
                }
            }
        }
        Reference sample = Reference.sample(operands);
        assertThat(sample.check(product).near()).isTrue();
        int unseen = 0;
        int seen = 0;
        for (int i = 0; i < large.m(); i++) {
            int at = i * large.n() + i;
            float before = product[at];
            product[at] *= 1.0001f; // the tolerance is 500 / 2^24, that is 0.00003
            Reference.Check check = sample.check(product);
            product[at] = before;
            if (check.near()) {
                unseen++;
            } else {
                seen++;
                assertThat(check.where()).isEqualTo("[" + i + ", " + i + "]");
            }
        }
        assertThat(seen).isBetween(8, 16);
        assertThat(unseen).isEqualTo(large.m() - seen);
        for (int corner : new int[] {0, large.n() - 1, product.length - large.n(), product.length - 1}) {
            float before = product[corner];
            product[corner] = Float.NaN;
            assertThat(sample.check(product).near()).isFalse();
            assertThat(sample.check(product).maxError()).isNaN();
            product[corner] = before;
        }
    }

    @Test
    void of_a_small_product_all_is_known_and_the_bound_is_that_of_its_sums() {
        Reference tight = Reference.sample(Operands.withLeft(SHAPE, new float[] {1, 2, 3, 4}));
        assertThat(tight.check(exact).near()).isTrue();
        for (int i = 0; i < exact.length; i++) {
            float before = exact[i];
            exact[i] = Math.nextUp(Math.nextUp(Math.nextUp(before)));
            assertThat(tight.check(exact).near()).isFalse();
            exact[i] = before;
        }
    }
}
