package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.layout.DType;
import dev.gatun.layout.ShapeException;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Operations into memory that the caller holds, and operations of two steps in one. */
class TensorOutTest {
    private final Tensor x = Tensor.arange(12).reshape(3, 4);

    @Test
    void intoAnotherTensor() {
        Tensor out = Tensor.full(Float.NaN, 3, 4);
        assertThat(x.add(x, out)).isSameAs(out);
        assertThat(out.eq(x.mul(2)).all().item()).isEqualTo(1);
        x.mul(Tensor.of(1, 0, 1, 0), out);
        assertThat(out.sum().item()).isEqualTo(x.at(":, ::2").sum().item());
        x.exp(out.t().t());
        assertThat(out.get(0, 1)).isCloseTo((float) Math.E, within(1e-6f));
    }

    @Test
    void inPlace() {
        Tensor a = x.copy();
        a.sub(a, a);
        assertThat(a.sum().item()).isZero();
        a.exp(a);
        assertThat(a.sum().item()).isEqualTo(12);
        a.add(Tensor.of(1, 2, 3).unsqueeze(-1), a);
        assertThat(a.sum(1).toArray()).containsExactly(8, 12, 16);
        Tensor short1 = Tensor.arange(30).reshape(10, 3);
        short1.mul(Tensor.arange(10).unsqueeze(-1), short1);
        assertThat(short1.get(9, 2)).isEqualTo(29 * 9);
        assertThat(short1.get(4, 0)).isEqualTo(12 * 4);
    }

    @Test
    void comparisonsAndChoices() {
        Tensor six = Tensor.full(6, 4);
        Tensor out = Tensor.ofBooleans(new boolean[24]).reshape(3, 8).slice(1, 0, 8, 2);
        Map<BinaryOperator<Tensor>, Function<Tensor, Tensor>> operations =
                Map.of(x::eq, x::eq, x::ne, x::ne, x::lt, x::lt, x::le, x::le, x::gt, x::gt, x::ge, x::ge);
        assertThat(operations).hasSize(6);
        operations.forEach((into, fresh) -> {
            assertThat(into.apply(six, out)).isSameAs(out);
            assertThat(out.toBooleanArray()).containsExactly(fresh.apply(six).toBooleanArray());
        });
        Tensor mask = x.gt(six);
        Tensor same = mask.copy();
        mask.eq(mask.at("0, :"), mask);
        assertThat(mask.toBooleanArray())
                .containsExactly(same.eq(same.at("0, :")).toBooleanArray());
        Tensor a = x.copy();
        assertThat(Tensor.where(x.gt(six), a, six, a)).isSameAs(a);
        assertThat(a.toArray()).containsExactly(x.maximum(six).toArray());
        Tensor.where(a.gt(six), a.at("2, :"), six, a);
        assertThat(a.toArray()).containsExactly(6, 6, 6, 6, 6, 6, 6, 11, 8, 9, 10, 11);
        assertThatThrownBy(() -> x.gt(x, x))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("BOOL");
        assertThatThrownBy(() -> Tensor.where(x.gt(six), x, x, Tensor.zeros(4)))
                .hasMessage("where: the result has shape [3, 4], out [4]");
    }

    @Test
    void overlapping() {
        Tensor a = Tensor.arange(10);
        a.slice(0, 0, 9, 1).add(a.slice(0, 0, 9, 1), a.slice(0, 1, 10, 1));
        assertThat(a.toArray()).containsExactly(0, 0, 2, 4, 6, 8, 10, 12, 14, 16);
        Tensor square = Tensor.arange(9).reshape(3, 3);
        square.neg(square.t());
        assertThat(square.get(0, 2)).isEqualTo(-6);
        assertThat(square.get(2, 0)).isEqualTo(-2);
    }

    @Test
    void refused() {
        assertThatThrownBy(() -> x.add(x, Tensor.zeros(4, 3)))
                .isInstanceOf(ShapeException.class)
                .hasMessage("add: the result has shape [3, 4], out [4, 3]");
        assertThatThrownBy(() -> x.relu(Tensor.zeros(1, 4).expand(3, 4)))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("several indices for one element");
        assertThatThrownBy(() -> x.add(x, x.gt(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(DType.BOOL.toString());
    }

    @Test
    void twoStepsInOne() {
        Tensor bias = Tensor.of(-3, -6, 1, Float.NaN);
        Tensor fused = x.addRelu(bias);
        Tensor steps = x.add(bias).relu();
        assertThat(fused.toArray()).containsExactly(steps.toArray());
        assertThat(x.mulSum(x).item()).isEqualTo(506);
        assertThat(x.mulSum(x, 0).toArray()).containsExactly(80, 107, 140, 179);
        assertThat(x.mulSum(Tensor.of(1, 2, 3, 4), 1).toArray()).containsExactly(20, 60, 100);
        assertThat(x.mulSum(Tensor.ones(2, 3, 4), -1, 0).toArray()).containsExactly(12, 44, 76);
    }

    @Test
    void variance() {
        assertThat(x.var().item()).isEqualTo(13);
        assertThat(x.var(false, 0).toArray()).containsExactly(16, 16, 16, 16);
        assertThat(x.var(true, 1).shape()).containsExactly(3, 1);
        assertThat(Tensor.of(5).var().item()).isNaN();
        assertThat(Tensor.zeros(0, 3).var(false, 0).toArray()).containsExactly(Float.NaN, Float.NaN, Float.NaN);
    }

    @Test
    void activations() {
        Tensor y = Tensor.of(-100, -1, 0, 1, 100);
        assertThat(y.tanh().toArray()).containsExactly(-1, (float) Math.tanh(-1), 0, (float) Math.tanh(1), 1);
        assertThat(y.sigmoid().get(2)).isEqualTo(0.5f);
        assertThat(y.sigmoid().get(4)).isEqualTo(1f);
        assertThat(y.sigmoid(y).get(0)).isBetween(0f, 1e-37f);
    }

    /** Longer than what is gathered at once, and than what full copies at once. */
    @Test
    void longStridedOperandsAreAsElementByElement() {
        int n = 5001;
        Tensor x = Tensor.arange(2 * n).reshape(n, 2).sub(n);
        Tensor left = x.at(":, 0");
        Tensor right = x.at("::-1, 1");
        Tensor larger = left.gt(right);
        Tensor smaller = Tensor.scalar(0).lt(right);
        Tensor chosen = Tensor.where(larger, left, right);
        for (int i = 0; i < n; i++) {
            assertThat(larger.get(i)).isEqualTo(left.get(i) > right.get(i) ? 1 : 0);
            assertThat(smaller.get(i)).isEqualTo(right.get(i) > 0 ? 1 : 0);
            assertThat(chosen.get(i)).isEqualTo(Math.max(left.get(i), right.get(i)));
        }
        assertThat(Tensor.full(2.5f, 3, n).sum().item()).isEqualTo(2.5f * 3 * n);
        assertThat(Tensor.arange(n).narrow(0, 7, 2).toArray()).containsExactly(7, 8);
    }
}
