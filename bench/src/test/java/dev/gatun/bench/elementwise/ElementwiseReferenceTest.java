package dev.gatun.bench.elementwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.Tensor;
import dev.gatun.layout.DType;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ElementwiseReferenceTest {
    /** Not square and of odd sizes, so that a row taken for a column shows. */
    private static ElementwiseCase odd(Operation operation) {
        return new ElementwiseCase(operation, 7, 13);
    }

    private static double[] values(Object result) {
        if (result instanceof Long place) {
            return new double[] {place};
        }
        Tensor tensor = (Tensor) result;
        float[] floats = (tensor.dtype() == DType.BOOL ? tensor.to(DType.FLOAT32) : tensor).toArray();
        double[] values = new double[floats.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void what_gatun_computes_is_near_and_nothing_else_is(Operation operation) {
        ElementwiseCase of = odd(operation);
        ElementwiseReference reference = ElementwiseReference.of(of);
        double[] values = values(JavaCalls.fresh(operation).apply(new Inputs(of, false)));
        assertThat(reference.check(values.length, values)).isEmpty();
        int last = values.length - 1;
        double right = values[last];
        values[last] = right == 0 ? 1 : right * 1.01;
        assertThat(reference.check(values.length, values)).startsWith("not near the reference: element " + last);
        values[last] = Double.NaN;
        assertThat(reference.check(values.length, values)).isNotEmpty();
        assertThat(reference.check(values.length, new double[last])).contains("elements");
        assertThat(reference.check(last, values)).startsWith(last + " elements");
    }

    @ParameterizedTest
    @EnumSource(Operation.class)
    void into_memory_that_is_there_it_is_the_same(Operation operation) {
        ElementwiseCase of = odd(operation);
        Optional<Function<Inputs, Object>> out = JavaCalls.out(operation);
        assertThat(Contender.OUT.takes(of)).isEqualTo(out.isPresent());
        if (out.isEmpty()) {
            assertThatThrownBy(() -> PythonCalls.of(of, Contender.NUMPY_OUT)).hasMessageContaining("no out");
            assertThatThrownBy(() -> PythonCalls.of(of, Contender.TORCH_OUT)).hasMessageContaining("no out");
            return;
        }
        Inputs inputs = new Inputs(of, true);
        inputs.forget();
        if (operation != Operation.GREATER) {
            assertThat(inputs.out().toArray()).containsOnly(Float.NaN);
        }
        Object result = out.get().apply(inputs);
        assertThat(result).isSameAs(inputs.out());
        assertThat(ElementwiseBenchmark.check(ElementwiseReference.of(of), result))
                .isEmpty();
        assertThat(PythonCalls.of(of, Contender.NUMPY_OUT)).contains("out");
        assertThat(PythonCalls.of(of, Contender.TORCH_OUT)).contains("out");
    }

    static List<ElementwiseCase> small() {
        return ElementwiseCase.matching(Pattern.compile(" (1x1|10x10|100x100)$"));
    }

    @ParameterizedTest
    @MethodSource("small")
    void the_benchmark_accepts_what_it_times(ElementwiseCase of) {
        Object result = JavaCalls.fresh(of.operation()).apply(new Inputs(of, false));
        assertThat(ElementwiseBenchmark.check(ElementwiseReference.of(of), result))
                .isEmpty();
    }

    @Test
    void a_view_is_no_copy_and_another_shape_no_result() {
        ElementwiseCase of = odd(Operation.TRANSPOSE);
        ElementwiseReference reference = ElementwiseReference.of(of);
        assertThat(ElementwiseBenchmark.check(
                        reference, new Inputs(of, false).a().t()))
                .isEqualTo("it is not contiguous");
        assertThat(ElementwiseBenchmark.check(reference, Tensor.ones(3))).startsWith("3 elements");
    }

    @Test
    void of_large_results_a_sample_is_known() {
        int[] places =
                ElementwiseReference.of(ElementwiseCase.of("add-1000x1000")).places();
        assertThat(places).hasSizeBetween(4000, 4098).contains(0, 999_999).doesNotHaveDuplicates();
        assertThat(IntStream.of(places)).allMatch(place -> place >= 0 && place < 1_000_000);
        assertThat(ElementwiseReference.of(ElementwiseCase.of("sum-rows-5000x6000"))
                        .places())
                .hasSizeBetween(1000, 4098)
                .contains(0, 4999);
        assertThat(ElementwiseReference.of(ElementwiseCase.of("sum-1000x1000")).places())
                .containsExactly(0);
    }

    @Test
    void numbers_are_spread() {
        for (Operand operand : Operand.values()) {
            Numbers positive = operand.numbers(true);
            Numbers signed = operand.numbers(false);
            double sum = 0;
            for (int i = 0; i < 10_000; i++) {
                float value = positive.at(i);
                assertThat(value).isGreaterThanOrEqualTo(0).isLessThan(1);
                assertThat(signed.at(i)).isEqualTo(2 * value - 1);
                sum += value;
            }
            assertThat(sum / 10_000).isBetween(0.49, 0.51);
            float[] filled = new float[5];
            signed.fill(filled, 7, 3);
            assertThat(filled).containsExactly(signed.at(7), signed.at(8), signed.at(9), 0, 0);
        }
        assertThat(Operand.A.numbers(true).at(1))
                .isNotEqualTo(Operand.B.numbers(true).at(1));
    }

    @Test
    void cases_are_those_of_the_table() {
        assertThat(ElementwiseCase.ALL)
                .hasSize(18 * 5 - 2)
                .extracting(ElementwiseCase::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z0-9-]+"))
                .doesNotContain("transpose-1x1", "slice-1x1");
        assertThat(ElementwiseCase.of("add-row-10x10")).hasToString("add-row 10x10");
        assertThat(ElementwiseCase.matching(Pattern.compile("^sum ")))
                .extracting(ElementwiseCase::elements)
                .containsExactly(1, 100, 10_000, 1_000_000, 30_000_000);
        assertThatThrownBy(() -> ElementwiseCase.of("no-such")).hasMessage("no case no-such");
        ElementwiseCase chain = ElementwiseCase.of("mul-add-1000x1000");
        assertThat(chain.moved()).as("a, b, the product twice, c, the result").isEqualTo(24_000_000);
        assertThat(chain.memory()).isEqualTo(20_000_000);
        assertThat(chain.bytesOfResults()).isEqualTo(8_000_000);
        assertThat(ElementwiseCase.of("greater-1000x1000").moved()).isEqualTo(9_000_000);
        assertThat(ElementwiseCase.of("where-1000x1000").moved()).isEqualTo(13_000_000);
        assertThat(ElementwiseCase.of("sum-rows-1000x1000").moved()).isEqualTo(4_004_000);
        assertThat(ElementwiseCase.of("sum-10x10").bytesOfResults()).isEqualTo(64);
        assertThat(ElementwiseCase.of("argmax-10x10").bytesOfResults()).isZero();
        assertThat(ElementwiseCase.ALL.stream().filter(ElementwiseCase::streams))
                .hasSize(16 * 2);
    }
}
