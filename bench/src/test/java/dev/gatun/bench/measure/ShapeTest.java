package dev.gatun.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShapeTest {
    @Test
    void reads_what_it_writes() {
        assertThat(Shape.parse("5x784x10")).isEqualTo(Shape.LESSON).hasToString("5x784x10");
        assertThat(Shape.parse(" 1X2x3 ")).isEqualTo(new Shape(1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5x784", "5x784x10x1", "5*784*10", "ax2x3", "-1x2x3", "1x2x3.0", "1 x 2 x 3"})
    void says_what_a_shape_looks_like(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shape.parse(text)).withMessageContaining("5x784x10");
    }

    @ParameterizedTest
    @CsvSource({
        "0x1x1, at least 1",
        "1x0x1, at least 1",
        "99999999999x1x1, over 2147483647",
        "50000x50000x1, elements",
        "1x50000x50000, elements",
        "50000x1x50000, elements",
    })
    void refuses_sizes_that_cannot_be(String text, String reason) {
        assertThatIllegalArgumentException().isThrownBy(() -> Shape.parse(text)).withMessageContaining(reason);
    }

    @Test
    void counts_a_multiplication_and_an_addition() {
        assertThat(Shape.LESSON.flops()).isEqualTo(78_400);
        assertThat(new Shape(46_000, 46_000, 46_000).flops()).isEqualTo(2.0 * 46e3 * 46e3 * 46e3);
    }
}
