package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class TensorsTest {
    private static final float NAN = Float.NaN;
    private static final float INF = Float.POSITIVE_INFINITY;

    private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(Tensor actual, Tensor expected) {
        return assertThatThrownBy(() -> Tensors.assertNear(actual, expected)).isExactlyInstanceOf(AssertionError.class);
    }

    @Test
    void equalTensorsAreNear() {
        Tensors.assertNear(Tensor.of(1, 0, -2), Tensor.of(1, -0f, -2));
        Tensors.assertNear(Tensor.scalar(3), Tensor.scalar(3));
        Tensors.assertNear(Tensor.zeros(0, 3), Tensor.ones(0, 3));
    }

    @Test
    void theToleranceIsRelativeToTheExpectedElement() {
        Tensors.assertNear(Tensor.of(1000.9f), Tensor.of(1000));
        assertRefused(Tensor.of(1001.1f), Tensor.of(1000));
        Tensors.assertNear(Tensor.of(0.000009f), Tensor.of(0));
        assertRefused(Tensor.of(0.000011f), Tensor.of(0));
        // 2 is off by 1 <= 0.5 * 2, while 1 is off by 1 > 0.5 * 1.
        Tensors.assertNear(Tensor.of(1), Tensor.of(2), 0.5, 0);
        assertThatThrownBy(() -> Tensors.assertNear(Tensor.of(2), Tensor.of(1), 0.5, 0))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void theMessageSaysHowManyHowFarAndWhere() {
        Tensor expected = Tensor.arange(12).view(3, 4);
        Tensor actual = expected.copy();
        actual.set(6.5f, 1, 2);
        actual.set(12, 2, 0);
        assertRefused(actual, expected)
                .hasMessage("2 of 12 elements differ; largest absolute difference 4.0, largest relative difference 0.5;"
                        + " first at [1, 2]: actual 6.5, expected 6.0;"
                        + " near is |actual - expected| <= 1.0E-5 + 0.001 * |expected|");
    }

    @Test
    void theTolerancesOfTheCallerAreNamed() {
        assertThatThrownBy(() -> Tensors.assertNear(Tensor.of(1), Tensor.of(4), 0.25, 0.5))
                .hasMessageContaining("1 of 1 elements differ")
                .hasMessageContaining("largest absolute difference 3.0, largest relative difference 0.75")
                .hasMessageContaining("0.5 + 0.25 * |expected|");
    }

    @Test
    void aDifferenceFromZeroHasNoRelativeSize() {
        assertRefused(Tensor.of(0.5f, 3), Tensor.of(0, 2))
                .hasMessageContaining("largest absolute difference 1.0, largest relative difference 0.5");
    }

    @Test
    void aScalarHasAnEmptyIndex() {
        assertRefused(Tensor.scalar(1), Tensor.scalar(2)).hasMessageContaining("first at []: actual 1.0, expected 2.0");
    }

    @Test
    void nanIsNearNanOnly() {
        Tensors.assertNear(Tensor.of(NAN, 1), Tensor.of(NAN, 1));
        assertRefused(Tensor.of(1, NAN, NAN), Tensor.of(NAN, NAN, 1))
                .hasMessageStartingWith("2 of 3 elements differ (2 of them NaN on one side only; NaN is near NaN)")
                .hasMessageContaining("first at [0]: actual 1.0, expected NaN");
    }

    @Test
    void infinitiesAreNearThemselvesOnly() {
        Tensors.assertNear(Tensor.of(INF, -INF), Tensor.of(INF, -INF));
        assertRefused(Tensor.of(INF, 1, INF, 2), Tensor.of(-INF, INF, 1, 2))
                .hasMessageStartingWith("3 of 4 elements differ; largest absolute difference Infinity");
        assertThat(Tensors.isNear(Float.MAX_VALUE, INF, 1e-3, 1e-5)).isFalse();
    }

    @Test
    void truthValuesAreEqualOrNot() {
        Tensor actual = Tensor.ofBooleans(true, false, true);
        Tensors.assertNear(actual, Tensor.of(1, 2, 3).ne(2f));
        assertThatThrownBy(() -> Tensors.assertNear(actual, Tensor.ofBooleans(true, true, true), 10, 10))
                .hasMessage("1 of 3 elements differ; first at [1]: actual false, expected true");
    }

    @Test
    void shapesAndDtypesMustAgree() {
        assertRefused(Tensor.zeros(2, 3), Tensor.zeros(3)).hasMessage("shapes differ: actual [2, 3], expected [3]");
        assertRefused(Tensor.zeros(1), Tensor.ofBooleans(false))
                .hasMessage("dtypes differ: actual FLOAT32, expected BOOL");
    }

    @Test
    void elementsAreComparedByIndexNotByPlace() {
        Tensor a = Tensor.arange(6).view(2, 3);
        Tensors.assertNear(a.t(), a.t().copy());
        Tensors.assertNear(a.at("1, ::-1"), Tensor.of(5, 4, 3));
        Tensors.assertNear(a.at(1), Tensor.of(3, 4, 5));
        Tensors.assertNear(Tensor.of(3, 4, 5), a.at(1));
        assertRefused(a.at("1:").expand(2, 3), Tensor.of(new float[][] {{3, 4, 5}, {3, 4, 6}}))
                .hasMessageContaining("first at [1, 2]: actual 5.0, expected 6.0");
    }
}
