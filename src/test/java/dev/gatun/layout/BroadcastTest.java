package dev.gatun.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BroadcastTest {
    private static long[] shape(long... sizes) {
        return sizes;
    }

    @Test
    void alignsShapesAtTheirEnd() {
        assertThat(Broadcast.shapes("add", shape(3, 3), shape(3))).containsExactly(3, 3);
        assertThat(Broadcast.shapes("add", shape(3, 1), shape(1, 4))).containsExactly(3, 4);
        assertThat(Broadcast.shapes("add", shape(256, 256, 3), shape(3))).containsExactly(256, 256, 3);
        assertThat(Broadcast.shapes("add", shape(), shape(2, 3))).containsExactly(2, 3);
        assertThat(Broadcast.shapes("add", shape(0), shape(1))).containsExactly(0);
        assertThat(Broadcast.shapes("add", shape(5, 1, 0), shape(7, 1))).containsExactly(5, 7, 0);
    }

    @Test
    void namesTheOperationBothShapesAndTheDimension() {
        assertThatThrownBy(() -> Broadcast.shapes("mul", shape(128, 256, 3), shape(256, 256, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("mul: cannot broadcast [128, 256, 3] with [256, 256, 3]: dimension -3 has size 128 and 256;"
                        + " sizes must be equal or 1");
        assertThatThrownBy(() -> Broadcast.shapes("mul", shape(0), shape(2))).isInstanceOf(ShapeException.class);
    }

    @Test
    void aLayoutIsRepeatedWithStrideZero() {
        assertThat(Broadcast.to("add", Layout.contiguous(3, 1), shape(2, 3, 4)))
                .isEqualTo(Layout.strided(shape(2, 3, 4), shape(0, 1, 0), 0));
        Layout same = Layout.contiguous(2, 3);
        assertThat(Broadcast.to("add", same, shape(2, 3))).isSameAs(same);
        assertThatThrownBy(() -> Broadcast.to("assign", same, shape(3)))
                .hasMessage("assign: cannot broadcast [2, 3] to [3]: it has more dimensions");
        assertThatThrownBy(() -> Broadcast.to("assign", same, shape(4, 3)))
                .hasMessage("assign: cannot broadcast [2, 3] to [4, 3]: dimension -2 has size 2 and must be 1 or 4");
    }
}
