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

    @Test
    void theCommonLayoutIsRowMajorAndWhereItCanBeAnOperandsOwn() {
        Layout matrix = Layout.contiguous(3, 4);
        Layout row = Layout.contiguous(4);
        assertThat(Broadcast.common("add", matrix, row)).isSameAs(matrix);
        assertThat(Broadcast.common("add", row, matrix)).isSameAs(matrix);
        assertThat(Broadcast.common("add", matrix, matrix.narrow(0, 0, 1))).isSameAs(matrix);
        Layout fresh = Layout.contiguous(3, 4);
        assertThat(Broadcast.common("add", Layout.contiguous(4, 3).transpose(0, 1), row))
                .isEqualTo(fresh);
        assertThat(Broadcast.common("add", Layout.contiguous(5, 4).narrow(0, 2, 3), row))
                .isEqualTo(fresh);
        assertThat(Broadcast.common("add", Layout.contiguous(3, 1), row)).isEqualTo(fresh);
        // A dimension of size 1 may have any stride; a result's is that of its own shape.
        assertThat(Broadcast.common("add", Layout.strided(shape(1, 4), shape(9, 1), 0), row))
                .isEqualTo(Layout.contiguous(1, 4));
        assertThat(Broadcast.common("add", Layout.contiguous(0, 4), row)).isEqualTo(Layout.contiguous(0, 4));
        assertThatThrownBy(() -> Broadcast.common("add", matrix, Layout.contiguous(3)))
                .hasMessage(
                        "add: cannot broadcast [3, 4] with [3]: dimension -1 has size 4 and 3; sizes must be equal or 1");
    }

    @Test
    void aLayoutIsRepeatedToTheShapeOfAnother() {
        Layout common = Layout.contiguous(2, 3, 4);
        assertThat(Broadcast.to("add", Layout.contiguous(3, 1), common))
                .isEqualTo(Layout.strided(shape(2, 3, 4), shape(0, 1, 0), 0));
        Layout moved = Layout.contiguous(9, 4).narrow(0, 2, 3);
        assertThat(Broadcast.to("add", moved, common)).isEqualTo(Layout.strided(shape(2, 3, 4), shape(0, 4, 1), 8));
        assertThat(Broadcast.to("add", common.transpose(0, 0), common)).isEqualTo(common);
        assertThatThrownBy(() -> Broadcast.to("assign", Layout.contiguous(3), common))
                .hasMessage("assign: cannot broadcast [3] to [2, 3, 4]: dimension -1 has size 3 and must be 1 or 4");
    }
}
