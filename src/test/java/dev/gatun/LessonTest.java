package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.layout.DType;
import dev.gatun.layout.ShapeException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The examples of fast.ai's lesson "matrix multiplication from scratch", in its order; each is preceded by the lesson's
 * Python line.
 */
class LessonTest {
    private final Tensor m = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}});
    private final Tensor c = Tensor.of(10, 20, 30);

    private static void assertPrints(Tensor actual, String expected) {
        assertThat(actual).hasToString(expected);
    }

    // ---------------------------------------------------------------------------------------------- elementwise

    @Test
    void elementwise() {
        // a = tensor([10., 6, -4]); b = tensor([2., 8, 7]); a + b
        Tensor a = Tensor.of(10, 6, -4);
        Tensor b = Tensor.of(2, 8, 7);
        assertPrints(a.add(b), "tensor([12., 14.,  3.])");
        // (a < b).float().mean()
        assertPrints(a.lt(b), "tensor([False,  True,  True])");
        assertPrints(a.lt(b).to(DType.FLOAT32).mean(), "tensor(0.6667)");
    }

    @Test
    void frobeniusNorm() {
        // (m*m).sum().sqrt()
        assertPrints(m.mul(m).sum().sqrt(), "tensor(16.8819)");
        assertThat(m.mul(m).sum().sqrt().item()).isEqualTo((float) Math.sqrt(285));
    }

    @Test
    void rowsAndColumns() {
        // m[2,:], m[:,2], m[2]
        assertPrints(m.at("2, :"), "tensor([7., 8., 9.])");
        assertPrints(m.at(":, 2"), "tensor([3., 6., 9.])");
        assertPrints(m.at(2), "tensor([7., 8., 9.])");
    }

    // ---------------------------------------------------------------------------------------------- with a scalar

    @Test
    void aScalarIsBroadcast() {
        // a > 0; a + 1; 2*m
        Tensor a = Tensor.of(10, 6, -4);
        assertPrints(a.gt(0), "tensor([ True,  True, False])");
        assertPrints(a.add(1), "tensor([11.,  7., -3.])");
        assertPrints(Tensor.scalar(2).mul(m), """
                tensor([[ 2.,  4.,  6.],
                        [ 8., 10., 12.],
                        [14., 16., 18.]])""");
    }

    // ---------------------------------------------------------------------------------------------- vector to matrix

    @Test
    void matrixPlusVector() {
        // m + c; c + m
        String sum = """
                tensor([[11., 22., 33.],
                        [14., 25., 36.],
                        [17., 28., 39.]])""";
        assertPrints(m.add(c), sum);
        assertPrints(c.add(m), sum);
        assertPrints(
                Tensor.of(new float[][] {{10, 10, 10}, {20, 20, 20}, {30, 30, 30}})
                        .add(Tensor.of(1, 2, 3)),
                """
                tensor([[11., 12., 13.],
                        [21., 22., 23.],
                        [31., 32., 33.]])""");
    }

    @Test
    void expandRepeatsWithoutCopying() {
        // t = c.expand_as(m); m + t; t.storage(); t.stride(), t.shape
        Tensor t = c.expand(3, 3);
        assertPrints(t, """
                tensor([[10., 20., 30.],
                        [10., 20., 30.],
                        [10., 20., 30.]])""");
        assertThat(m.add(t).toArray()).isEqualTo(m.add(c).toArray());
        assertThat(t.stride()).containsExactly(0, 1);
        assertThat(t.shape()).containsExactly(3, 3);
        assertThat(t.sharesMemoryWith(c)).isTrue();
        assertThat(t.layout().end()).as("elements in memory").isEqualTo(3);
    }

    @Test
    void unitAxes() {
        // c.unsqueeze(0), c[None,:]; c.shape, c.unsqueeze(0).shape
        assertPrints(c.unsqueeze(0), "tensor([[10., 20., 30.]])");
        assertPrints(c.at("None, :"), "tensor([[10., 20., 30.]])");
        assertThat(c.shape()).containsExactly(3);
        assertThat(c.unsqueeze(0).shape()).containsExactly(1, 3);
        // c.unsqueeze(1), c[:,None]; c.shape, c.unsqueeze(1).shape
        String column = """
                tensor([[10.],
                        [20.],
                        [30.]])""";
        assertPrints(c.unsqueeze(1), column);
        assertPrints(c.at(":, None"), column);
        assertPrints(c.unsqueeze(-1), column);
        assertThat(c.unsqueeze(1).shape()).containsExactly(3, 1);
        // c[None].shape, c[...,None].shape
        assertThat(c.at("None").shape()).containsExactly(1, 3);
        assertThat(c.at("..., None").shape()).containsExactly(3, 1);
        assertThat(c.at(Index.ELLIPSIS, Index.NEW_AXIS).shape()).containsExactly(3, 1);
        assertThat(c.at(Index.ALL, Index.NEW_AXIS).sharesMemoryWith(c)).isTrue();
    }

    @Test
    void columnBroadcasting() {
        // c[:,None].expand_as(m)
        Tensor t = c.at(":, None").expand(3, 3);
        assertPrints(t, """
                tensor([[10., 10., 10.],
                        [20., 20., 20.],
                        [30., 30., 30.]])""");
        assertThat(t.stride()).containsExactly(1, 0);
        // m + c[:,None]
        assertPrints(m.add(c.at(":, None")), """
                tensor([[11., 12., 13.],
                        [24., 25., 26.],
                        [37., 38., 39.]])""");
        // m + c[None,:]
        assertThat(m.add(c.at("None, :")).toArray()).isEqualTo(m.add(c).toArray());
    }

    // ---------------------------------------------------------------------------------------------- the rules

    @Test
    void rowTimesColumn() {
        // c[None,:].shape, c[:,None].shape; c[None,:] * c[:,None]; c * c[:,None]
        Tensor row = c.at("None, :");
        Tensor column = c.at(":, None");
        assertThat(row.shape()).containsExactly(1, 3);
        assertThat(column.shape()).containsExactly(3, 1);
        String outer = """
                tensor([[100., 200., 300.],
                        [200., 400., 600.],
                        [300., 600., 900.]])""";
        assertPrints(row.mul(column), outer);
        assertPrints(c.mul(column), outer);
    }

    @Test
    void comparisonsBroadcastToo() {
        // c[None] > c[:,None]
        assertPrints(c.at("None").gt(c.at(":, None")), """
                tensor([[False,  True,  True],
                        [False, False,  True],
                        [False, False, False]])""");
        // c == c[None]
        assertPrints(c.eq(c.at("None")), "tensor([[True, True, True]])");
        assertPrints(c.eq(c.at(":, None")), """
                tensor([[ True, False, False],
                        [False,  True, False],
                        [False, False,  True]])""");
    }

    @Test
    void imageScaledByColour() {
        // Image (3d array): 256 x 256 x 3;  Scale (1d array): 3;  Result (3d array): 256 x 256 x 3
        Tensor image = Tensor.rand(new Random(1), 256, 256, 3);
        Tensor scale = Tensor.of(0.5f, 2, 4);
        Tensor result = image.mul(scale);
        assertThat(result.shape()).containsExactly(256, 256, 3);
        for (int colour = 0; colour < 3; colour++) {
            float factor = scale.get(colour);
            Tensor plane = image.at(Index.ELLIPSIS, Index.at(colour));
            assertThat(result.at("..., " + colour).toArray())
                    .isEqualTo(plane.mul(factor).toArray());
            assertThat(result.get(7, 200, colour)).isEqualTo(image.get(7, 200, colour) * factor);
        }
    }

    @Test
    void imagesOfDifferentHeightAreRefused() {
        Tensor image = Tensor.zeros(256, 256, 3);
        Tensor lower = Tensor.zeros(128, 256, 3);
        assertThatThrownBy(() -> lower.mul(image))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("mul")
                .hasMessageContaining("[128, 256, 3]")
                .hasMessageContaining("[256, 256, 3]")
                .hasMessageContaining("dimension -3 has size 128 and 256");
    }

    // ---------------------------------------------------------------------------------------------- the product

    @Test
    void oneRowOfTheProduct() {
        // digit = m1[0]; digit[:,None] * m2; (digit[:,None] * m2).sum(dim=0)
        Random random = new Random(2);
        Tensor m1 = Tensor.randn(random, 5, 784);
        Tensor m2 = Tensor.randn(random, 784, 10);
        Tensor digit = m1.at(0);
        assertThat(digit.shape()).containsExactly(784);
        assertThat(digit.at(":, None").shape()).containsExactly(784, 1);
        assertThat(digit.at(":, None").mul(m2).shape()).containsExactly(784, 10);
        Tensor row = digit.at(":, None").mul(m2).sum(0);
        assertThat(row.shape()).containsExactly(10);
        // torch.einsum('ik,kj->ij', m1, m2); m1 @ m2
        Tensors.assertNear(row, m1.matmul(m2).at(0));
        Tensors.assertNear(Tensor.einsum("ik,kj->ij", m1, m2), m1.matmul(m2));
    }

    @Test
    void partialEinsum() {
        // mr = torch.einsum('ik,kj->ikj', m1, m2); mr.sum(1)
        Tensor m1 = Tensor.arange(6).view(2, 3);
        Tensor m2 = Tensor.arange(12).view(3, 4);
        Tensor mr = m1.at("..., None").mul(m2);
        assertThat(mr.shape()).containsExactly(2, 3, 4);
        assertThat(mr.sum(1).toArray()).isEqualTo(m1.matmul(m2).toArray());
        assertThat(Tensor.einsum("ik,kj->ikj", m1, m2).toArray()).isEqualTo(mr.toArray());
    }
}
