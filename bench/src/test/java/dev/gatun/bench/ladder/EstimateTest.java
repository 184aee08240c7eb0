package dev.gatun.bench.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.bench.measure.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void reaches_the_whole_product_where_it_is_fast() {
        List<Shape> corners = new ArrayList<>();
        double seconds = Estimate.seconds(Shape.LESSON, 0.05, corner -> {
            corners.add(corner);
            return 1e-6;
        });
        assertThat(seconds).isEqualTo(1e-6);
        assertThat(corners)
                .startsWith(new Shape(1, 64, 1), new Shape(1, 128, 1))
                .endsWith(Shape.LESSON);
        assertThat(corners).doesNotHaveDuplicates().hasSizeLessThan(20);
    }

    @Test
    void stops_at_the_first_corner_that_says_enough() {
        Shape huge = new Shape(8192, 8192, 8192);
        List<Shape> corners = new ArrayList<>();
        double seconds = Estimate.seconds(huge, 0.05, corner -> {
            corners.add(corner);
            return corner.flops() * 1e-6;
        });
        assertThat(seconds).isCloseTo(huge.flops() * 1e-6, within(1.0));
        assertThat(corners.getLast().flops() * 1e-6).isBetween(0.05, 0.2);
    }

    @Test
    void a_row_that_takes_too_long_says_so_and_what_would_help() {
        assertThat(Effort.QUICK.affords(20)).isTrue();
        assertThat(Effort.QUICK.affords(21)).isFalse();
        assertThat(Effort.QUICK.tooSlow(21)).contains("21.0 s", "60 s").endsWith("without --quick it is measured");
        assertThat(Effort.QUICK.tooSlow(1000)).doesNotContain("without");
        assertThat(Effort.FULL.tooSlow(1000)).contains("600 s");
    }
}
