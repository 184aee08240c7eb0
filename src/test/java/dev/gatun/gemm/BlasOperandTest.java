package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bindings.OpenBlas.Transpose;
import dev.gatun.gemm.BlasOperand.Obstacle;
import dev.gatun.layout.Layout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlasOperandTest {

    @ParameterizedTest(name = "{0} x {1}, strides {2} and {3}: {4} {5}")
    @CsvSource({
        // rows, cols, row stride, column stride, transpose, ld
        "   5,  784,        784,          1, NO_TRANS,        784", // contiguous
        "   5,    7,         20,          1, NO_TRANS,         20", // columns sliced
        "   5,    7,          1,          5, TRANS,             5", // transposed
        "   5,    7,          1,         11, TRANS,            11", // transposed and sliced
        "   1,    7,          7,          1, NO_TRANS,          7", // a row
        "   1,    7,          0,          1, NO_TRANS,          7", // the stride of one row does not matter:
        "   1,    7,         -3,          1, NO_TRANS,          7",
        "   1,    7, 4294967296,          1, NO_TRANS,          7",
        "   1,    7,          3,          2, TRANS,             2", // a stepped row: a column, transposed
        "   7,    1,          1,          0, NO_TRANS,          1", // a column
        "   7,    1,          5,          1, NO_TRANS,          5", // a stepped column
        "   7,    1,          5,         -9, NO_TRANS,          5",
        "   1,    1,          0,         -4, NO_TRANS,          1", // one element
        "   1,    1,         -1, 4294967296, NO_TRANS,          1",
        "   5,    5,          1,          5, TRANS,             5",
        "   0,    7,          7,          1, NO_TRANS,          7", // nothing, with an ld that BLAS accepts
        "   7,    0,          1,          1, NO_TRANS,          1",
        "   2,    3, 2147483647,          1, NO_TRANS, 2147483647", // just not too far
        "2147483647, 1,       1,          1, NO_TRANS,          1", // just not too long
    })
    void readAsItLies(long rows, long cols, long rowStride, long colStride, Transpose transpose, int ld) {
        assertThat(of(rows, cols, rowStride, colStride)).isEqualTo(new BlasOperand(transpose, ld, Obstacle.NONE));
    }

    @ParameterizedTest(name = "{0} x {1}, strides {2} and {3}: {4}")
    @CsvSource({
        "   5,    7,         21,          3, STEPPED",
        "   5,    7,          2,         14, STEPPED",
        "   5,    7,         -7,          1, REVERSED",
        "   5,    7,          7,         -1, REVERSED",
        "   7,    1,         -1,          1, REVERSED",
        "   1,    7,          7,         -1, REVERSED",
        "   5,    7,          0,          1, REPEATED", // a row for each row
        "   5,    7,          1,          0, REPEATED",
        "   5,    7,          0,          0, REPEATED",
        "   7,    1,          0,          1, REPEATED",
        "   5,    7,          1,          1, INTERLEAVED", // a sliding window
        "   5,    7,          6,          1, INTERLEAVED",
        "   5,    7,          1,          4, INTERLEAVED",
        "   2,    3, 2147483648,          1, TOO_FAR",
        "   3,    2,          1, 2147483648, TOO_FAR",
        "   2,    1, 2147483648,          1, TOO_FAR",
        "2147483648, 1,       1,          1, TOO_LONG",
        "   1, 2147483648,    1,          1, TOO_LONG",
    })
    void refused(long rows, long cols, long rowStride, long colStride, Obstacle obstacle) {
        BlasOperand operand = of(rows, cols, rowStride, colStride);
        assertThat(operand.fits()).isFalse();
        assertThat(operand.obstacle()).isEqualTo(obstacle);
        assertThat(operand.ld()).isZero();
    }

    private static BlasOperand of(long rows, long cols, long rowStride, long colStride) {
        // Far enough from element 0 for strides that walk backwards.
        return BlasOperand.of(Layout.strided(new long[] {rows, cols}, new long[] {rowStride, colStride}, 1000));
    }
}
