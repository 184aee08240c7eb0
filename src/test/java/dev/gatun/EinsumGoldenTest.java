package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What NumPy's einsum answers, errors included; {@code make_golden_einsum.py} says where each value comes from. */
class EinsumGoldenTest {

    @TestFactory
    Stream<DynamicTest> einsum() {
        return Golden.tests("einsum", EinsumGoldenTest::check);
    }

    private static void check(JsonNode golden) {
        String subscripts = golden.get("subscripts").asText();
        Tensor[] operands = new Tensor[golden.get("operands").size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = Golden.tensor(golden.get("operands").get(i));
        }
        long[][] shapes = Arrays.stream(operands).map(Tensor::shape).toArray(long[][]::new);
        if (golden.has("error")) {
            // A ShapeException is an IllegalArgumentException, too.
            assertThatThrownBy(() -> Tensor.einsum(subscripts, operands))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("einsum \"" + subscripts + "\": ");
            assertThatThrownBy(() -> Einsum.plan(subscripts, shapes))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("einsum \"" + subscripts + "\": ");
            return;
        }
        Tensor result = Tensor.einsum(subscripts, operands);
        check(result, golden);
        check(Tensor.einsum(Tensor.full(Float.NaN, result.shape()), subscripts, operands), golden);
        check(Einsum.plan(subscripts, shapes).run(operands), golden);
        if (golden.has("view")) {
            boolean view = golden.get("view").asBoolean();
            assertThat(result.isView()).as("is a view").isEqualTo(view);
            assertThat(result.sharesMemoryWith(operands[0])).as("shares memory").isEqualTo(view);
        }
        for (int d = 0; d < golden.path("strides").size(); d++) {
            JsonNode stride = golden.get("strides").get(d);
            if (!stride.isNull()) {
                assertThat(result.stride(d))
                        .as("stride(%d) of %s", d, result.layout())
                        .isEqualTo(stride.asLong());
            }
        }
    }

    private static void check(Tensor actual, JsonNode golden) {
        assertThat(actual.shape()).as("shape").isEqualTo(Golden.longs(golden.get("shape")));
        float[] expected = Golden.floats(golden.get("values"));
        float[] values = actual.toArray();
        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            // Every partial sum is exact, whatever the order; only which zero comes out is left open.
            assertThat(values[i] == expected[i])
                    .as("element %d: %s, expected %s", i, values[i], expected[i])
                    .isTrue();
        }
    }
}
