package dev.gatun.layout;

import static dev.gatun.layout.Layout.OPEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Views as arithmetic: one table or one rule a test. The expected strides are PyTorch's. */
class LayoutTest {
    private static final Layout CUBE = Layout.contiguous(2, 3, 4);

    private static Layout strided(long[] shape, long[] strides, long offset) {
        return Layout.strided(shape, strides, offset);
    }

    @Test
    void contiguousIsRowMajor() {
        assertThat(CUBE).hasToString("[2, 3, 4] strides [12, 4, 1] offset 0");
        assertThat(CUBE.numel()).isEqualTo(24);
        assertThat(Layout.contiguous()).hasToString("[] strides [] offset 0");
        assertThat(Layout.contiguous().numel()).isEqualTo(1);
        assertThat(Layout.contiguous(3, 0, 2)).hasToString("[3, 0, 2] strides [2, 2, 1] offset 0");
    }

    @Test
    void metadataCountsDimensionsFromEitherEnd() {
        assertThat(CUBE.size(-1)).isEqualTo(4);
        assertThat(CUBE.stride(0)).isEqualTo(12);
        assertThat(CUBE.stride(-3)).isEqualTo(12);
        assertThatThrownBy(() -> CUBE.size(3))
                .isInstanceOf(ShapeException.class)
                .hasMessage("size: dimension 3 is out of range for shape [2, 3, 4]; -3 to 2 are allowed");
        assertThatThrownBy(() -> Layout.contiguous().stride(-1))
                .hasMessage("stride: dimension -1 is out of range for shape [], which has no dimensions");
    }

    @Test
    void countsThatOverflowAreAnError() {
        assertThatThrownBy(() -> Layout.contiguous(1L << 32, 1L << 31))
                .isInstanceOf(ShapeException.class)
                .hasMessage("shape [4294967296, 2147483648] has more than 2^63-1 elements");
        assertThatThrownBy(() -> Layout.contiguous(3).expand(1L << 62, 3)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Layout.contiguous(2, -1))
                .hasMessage("shape [2, -1] has a negative size in dimension 1");
        assertThat(Layout.contiguous(1L << 31, 1L << 31).numel()).isEqualTo(1L << 62);
    }

    @Test
    void stridedRefusesWhatReachesBeforeTheMemory() {
        assertThat(strided(new long[] {3}, new long[] {-1}, 2).first()).isZero();
        assertThatThrownBy(() -> strided(new long[] {3}, new long[] {-1}, 1))
                .hasMessage("strided: shape [3], strides [-1], offset 1 reach before element 0");
        assertThatThrownBy(() -> strided(new long[] {3}, new long[] {1, 1}, 0))
                .hasMessage("strided: shape [3] has 1 dimensions, strides [1, 1] have 2");
        assertThatThrownBy(() -> strided(new long[] {3, 3}, new long[] {Long.MAX_VALUE, 1}, 0))
                .hasMessageContaining("reaches beyond 2^63-1 elements");
    }

    @ParameterizedTest(name = "x[{0}:{1}:{2}] of 10 begins at {4} and has {3}")
    @CsvSource({
        "  ,   ,  1, 10, 0",
        " 2,   ,  1,  8, 2",
        "  ,  7,  1,  7, 0",
        " 2,  7,  2,  3, 2",
        "-3,   ,  1,  3, 7",
        "  , -3,  1,  7, 0",
        " 7,  2,  1,  0, 0",
        "10,   ,  1,  0, 0",
        "99, 100, 1,  0, 0",
        "-99, 99, 3,  4, 0",
        "  ,   , -1, 10, 9",
        " 7,  2, -1,  5, 7",
        " 7,  2, -2,  3, 7",
        "  ,  2, -3,  3, 9",
        "-3,   , -1,  8, 7",
        " 2,  7, -1,  0, 0",
        "99, -99, -4, 3, 9",
        "  ,   , 9223372036854775807, 1, 0",
        "  ,   , -9223372036854775808, 1, 9",
        "-9223372036854775807, 9223372036854775807, 9223372036854775807, 1, 0",
    })
    void slicesAsPythonDoes(Long start, Long stop, long step, long length, long first) {
        Layout slice = Layout.contiguous(10).slice(0, start == null ? OPEN : start, stop == null ? OPEN : stop, step);
        assertThat(slice.numel()).isEqualTo(length);
        assertThat(slice.offset()).isEqualTo(first);
        if (length > 1) {
            assertThat(slice.stride(0)).isEqualTo(step);
        }
    }

    @Test
    void selectDropsADimension() {
        assertThat(CUBE.select(1, -1)).isEqualTo(strided(new long[] {2, 4}, new long[] {12, 1}, 8));
        assertThatThrownBy(() -> CUBE.select(1, 3))
                .hasMessage("select: index 3 is out of range for dimension 1 of size 3 in shape [2, 3, 4]");
        assertThatThrownBy(() -> CUBE.select(1, -4)).isInstanceOf(ShapeException.class);
        assertThat(Layout.contiguous(2, 0).select(0, 1).numel()).isZero();
    }

    @Test
    void narrowDoesNotClamp() {
        assertThat(CUBE.narrow(2, 1, 2)).isEqualTo(strided(new long[] {2, 3, 2}, new long[] {12, 4, 1}, 1));
        assertThat(CUBE.narrow(2, -1, 1).offset()).isEqualTo(3);
        assertThat(CUBE.narrow(2, 4, 0).numel()).isZero();
        assertThatThrownBy(() -> CUBE.narrow(2, 3, 2))
                .hasMessage("narrow: start 3 and length 2 leave dimension 2 of size 4 in shape [2, 3, 4]");
        assertThatThrownBy(() -> CUBE.narrow(2, 1, Long.MAX_VALUE)).isInstanceOf(ShapeException.class);
    }

    @Test
    void transposeAndPermuteReorder() {
        assertThat(CUBE.transpose(0, -1)).isEqualTo(strided(new long[] {4, 3, 2}, new long[] {1, 4, 12}, 0));
        assertThat(CUBE.permute(1, 2, 0)).isEqualTo(strided(new long[] {3, 4, 2}, new long[] {4, 1, 12}, 0));
        assertThat(CUBE.permute(-1, 0, 1)).isEqualTo(strided(new long[] {4, 2, 3}, new long[] {1, 12, 4}, 0));
        assertThatThrownBy(() -> CUBE.permute(0, 1, 1))
                .hasMessage("permute[0, 1, 1]: dimension 1 of shape [2, 3, 4] is named twice");
        assertThatThrownBy(() -> CUBE.permute(0, 1))
                .hasMessage("permute[0, 1]: shape [2, 3, 4] has 3 dimensions, each must be named once");
    }

    @Test
    void unsqueezeAndSqueeze() {
        assertThat(CUBE.unsqueeze(1)).isEqualTo(strided(new long[] {2, 1, 3, 4}, new long[] {12, 12, 4, 1}, 0));
        assertThat(CUBE.unsqueeze(-1)).isEqualTo(strided(new long[] {2, 3, 4, 1}, new long[] {12, 4, 1, 1}, 0));
        assertThat(CUBE.unsqueeze(1).squeeze(1)).isEqualTo(CUBE);
        assertThat(CUBE.squeeze(1)).isSameAs(CUBE);
        assertThat(CUBE.unsqueeze(0).unsqueeze(-1).squeeze()).isEqualTo(CUBE);
        assertThatThrownBy(() -> CUBE.unsqueeze(4))
                .hasMessage("unsqueeze: dimension 4 is out of range for shape [2, 3, 4]; -4 to 3 are allowed");
    }

    @Test
    void tellsWhatIsRepeated() {
        Layout row = Layout.contiguous(3);
        assertThat(row.expand(2, 3).repeatedRow()).isEqualTo(3);
        assertThat(row.expand(2, 3).repeatedElements()).isZero();
        assertThat(Layout.contiguous(2, 3).expand(4, 2, 3).repeatedRow()).isEqualTo(6);
        assertThat(Layout.contiguous(2, 1).expand(2, 5).repeatedElements()).isEqualTo(5);
        assertThat(Layout.contiguous(2, 1, 3, 1).expand(2, 1, 3, 5).repeatedElements())
                .isEqualTo(5);
        assertThat(Layout.contiguous(4, 2, 1).expand(4, 2, 3).repeatedElements())
                .isEqualTo(3);
        assertThat(row.expand(2, 3).unsqueeze(0).repeatedRow()).isEqualTo(3);
        // Neither: nothing repeated, all one element, a gap, and what is repeated in between.
        for (Layout layout : List.of(
                row,
                Layout.contiguous(2, 3),
                Layout.contiguous(1).expand(4),
                strided(new long[] {2, 3}, new long[] {0, 2}, 0),
                strided(new long[] {2, 3}, new long[] {2, 0}, 0),
                strided(new long[] {2, 3, 2}, new long[] {2, 0, 1}, 0))) {
            assertThat(layout.repeatedRow()).as("%s", layout).isZero();
            assertThat(layout.repeatedElements()).as("%s", layout).isZero();
        }
    }

    @Test
    void expandRepeatsWithStrideZero() {
        Layout row = Layout.contiguous(3);
        assertThat(row.expand(2, 3)).isEqualTo(strided(new long[] {2, 3}, new long[] {0, 1}, 0));
        assertThat(row.unsqueeze(1).expand(-1, 5)).isEqualTo(strided(new long[] {3, 5}, new long[] {1, 0}, 0));
        assertThat(row.expand(0, 3).numel()).isZero();
        assertThatThrownBy(() -> row.expand(4))
                .hasMessage("expand: shape [3] does not expand to [4]: dimension 0 has size 3, and only size 1 can be"
                        + " repeated");
        assertThatThrownBy(() -> row.expand(-1, 3))
                .hasMessage("expand: size -1 in dimension 0 of [-1, 3]; a new dimension needs a size");
        assertThatThrownBy(() -> CUBE.expand(3, 4))
                .hasMessage("expand: shape [2, 3, 4] has more dimensions than [3, 4]");
    }

    @Test
    void reshapeIsAViewOrAClearFailure() {
        assertThat(CUBE.reshape(6, 4)).isEqualTo(Layout.contiguous(6, 4));
        assertThat(CUBE.reshape(-1)).isEqualTo(Layout.contiguous(24));
        assertThat(CUBE.reshape(2, 1, -1, 2, 2)).isEqualTo(Layout.contiguous(2, 1, 3, 2, 2));
        assertThat(Layout.contiguous().reshape(1, 1)).isEqualTo(Layout.contiguous(1, 1));
        Layout everySecond = CUBE.slice(2, OPEN, OPEN, 2);
        assertThat(everySecond.reshape(12)).isEqualTo(strided(new long[] {12}, new long[] {2}, 0));
        assertThat(CUBE.transpose(0, 1).tryReshape(6, 4)).isEmpty();
        assertThatThrownBy(() -> CUBE.transpose(0, 1).reshape(6, -1))
                .hasMessage(
                        "view: shape [3, 2, 4] with strides [4, 12, 1] cannot be seen as [6, 4] without copying; use"
                                + " reshape, which copies where it must");
        assertThatThrownBy(() -> CUBE.reshape(5, 5))
                .hasMessage("reshape: shape [2, 3, 4] has 24 elements and cannot become [5, 5]");
        assertThatThrownBy(() -> CUBE.reshape(5, -1))
                .hasMessage("reshape: shape [2, 3, 4] has 24 elements and cannot become [5, -1]");
        assertThatThrownBy(() -> CUBE.reshape(-1, -1))
                .hasMessage("reshape: only one size can be -1, not two as in [-1, -1]");
        assertThatThrownBy(() -> Layout.contiguous(0).reshape(0, -1))
                .hasMessage("reshape: the -1 in [0, -1] could be any size, as shape [0] has no elements");
        assertThat(Layout.contiguous(0, 3).reshape(-1, 3)).isEqualTo(Layout.contiguous(0, 3));
    }

    @ParameterizedTest(name = "diagonal {0} of 3x4 begins at {2} and has {1}")
    @CsvSource({
        "0, 3, 0",
        "1, 3, 1",
        "3, 1, 3",
        "4, 0, 0",
        "-1, 2, 4",
        "-2, 1, 8",
        "-3, 0, 0",
        "99, 0, 0",
        "9223372036854775807, 0, 0",
        "-9223372036854775808, 0, 0"
    })
    void diagonals(long shift, long length, long first) {
        Layout diagonal = Layout.contiguous(3, 4).diagonal(shift, 0, 1);
        assertThat(diagonal).isEqualTo(strided(new long[] {length}, new long[] {5}, first));
    }

    @Test
    void diagonalReplacesBothDimensionsByALastOne() {
        assertThat(CUBE.diagonal(0, 0, 2)).isEqualTo(strided(new long[] {3, 2}, new long[] {4, 13}, 0));
        assertThat(CUBE.diagonal(0, 2, 0)).isEqualTo(strided(new long[] {3, 2}, new long[] {4, 13}, 0));
        assertThatThrownBy(() -> CUBE.diagonal(0, 1, -2))
                .hasMessage("diagonal: dimension 1 of shape [2, 3, 4] is named twice");
    }

    @Test
    void isConstantWhereAllIndicesAreOneElement() {
        assertThat(Layout.contiguous().isConstant()).isTrue();
        assertThat(Layout.contiguous(1, 1).expand(3, 4).isConstant()).isTrue();
        assertThat(Layout.contiguous(3, 1).expand(3, 4).isConstant()).isFalse();
        assertThat(Layout.contiguous(1).expand(0).isConstant()).isFalse();
    }

    @Test
    void contiguityIgnoresDimensionsOfSizeOne() {
        assertThat(CUBE.isContiguous()).isTrue();
        assertThat(CUBE.transpose(0, 1).isContiguous()).isFalse();
        assertThat(CUBE.narrow(0, 1, 1).isContiguous()).isTrue();
        assertThat(CUBE.narrow(1, 0, 2).isContiguous()).isFalse();
        assertThat(strided(new long[] {1, 3}, new long[] {77, 1}, 0).isContiguous())
                .isTrue();
        assertThat(Layout.contiguous(3).expand(2, 3).isContiguous()).isFalse();
        assertThat(Layout.contiguous(3).slice(0, OPEN, OPEN, -1).isContiguous()).isFalse();
        assertThat(Layout.contiguous(0, 3).transpose(0, 1).isContiguous()).isTrue();
    }

    @Test
    void extentSpansAllElements() {
        Layout reversed = CUBE.slice(1, OPEN, OPEN, -1).narrow(0, 1, 1);
        assertThat(reversed.first()).isEqualTo(12);
        assertThat(reversed.end()).isEqualTo(24);
        assertThat(CUBE.narrow(2, 1, 0).end()).isEqualTo(CUBE.narrow(2, 1, 0).first());
    }

    @Test
    void knowsWhenSeveralIndicesShareAnElement() {
        assertThat(CUBE.permute(2, 0, 1).slice(0, OPEN, OPEN, -2).overlapsItself())
                .isFalse();
        assertThat(Layout.contiguous(3).expand(2, 3).overlapsItself()).isTrue();
        assertThat(Layout.contiguous(3).expand(1, 3).overlapsItself()).isFalse();
        assertThat(strided(new long[] {3, 3}, new long[] {1, 1}, 0).overlapsItself())
                .isTrue();
        assertThat(strided(new long[] {3, 3}, new long[] {2, 1}, 0).overlapsItself())
                .isTrue();
    }

    @Test
    void atFindsTheElement() {
        assertThat(CUBE.at(1, 2, 3)).isEqualTo(23);
        assertThat(CUBE.at(-1, -1, -1)).isEqualTo(23);
        assertThatThrownBy(() -> CUBE.at(1, 3, 0))
                .hasMessage("get or set: index 3 is out of range for dimension 1 of size 3 in shape [2, 3, 4]");
        assertThatThrownBy(() -> CUBE.at(1, 2))
                .hasMessage("get or set: an index of 2 numbers, [1, 2], for the 3 dimensions of shape [2, 3, 4]");
    }
}
