package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.gatun.layout.DType;
import dev.gatun.layout.ShapeException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What PyTorch and NumPy answer, case by case; {@code make_golden.py} says where each value comes from. */
class GoldenTest {
    /** Functions that are not correctly rounded, and a mean's division, may differ in the last place. */
    private static final Set<String> ROUNDED = Set.of("exp", "log", "pow", "mean");

    /** Where zeros of both signs meet, IEEE 754 leaves open which one comes out, and PyTorch's versions differ. */
    private static final Set<String> EITHER_ZERO =
            Set.of("relu", "maximum", "minimum", "sum", "mean", "max", "min", "matmul");

    @TestFactory
    Stream<DynamicTest> printing() {
        return Golden.tests(
                "printing",
                golden -> assertThat(Golden.tensor(golden.get("tensor")).toString())
                        .isEqualTo(golden.get("text").asText()));
    }

    @TestFactory
    Stream<DynamicTest> indexing() {
        return Golden.tests("indexing", GoldenTest::checkView);
    }

    @TestFactory
    Stream<DynamicTest> views() {
        return Golden.tests("views", GoldenTest::checkView);
    }

    @TestFactory
    Stream<DynamicTest> broadcasting() {
        return Golden.tests("broadcasting", GoldenTest::checkBinary);
    }

    @TestFactory
    Stream<DynamicTest> elementwise() {
        return Golden.tests("elementwise", golden -> {
            if (golden.get("op").asText().equals("where")) {
                checkWhere(golden);
            } else if (golden.has("b")) {
                checkBinary(golden);
            } else {
                check(unary(golden.get("op").asText(), Golden.tensor(golden.get("a"))), golden);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> reductions() {
        return Golden.tests("reductions", golden -> {
            Tensor a = Golden.tensor(golden.get("a"));
            if (golden.has("error")) {
                assertThatThrownBy(() -> reduce(golden, a))
                        .isInstanceOf(ShapeException.class)
                        .hasMessageContaining(golden.get("op").asText())
                        .hasMessageContaining(Arrays.toString(a.shape()));
            } else if (golden.get("op").asText().equals("argmax")) {
                // Indices have no tensor type to live in, so that only they are compared, not the shape.
                assertThat(argmax(golden, a)).isEqualTo(Golden.longs(golden.get("values")));
            } else {
                check(reduce(golden, a), golden);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> matmul() {
        return Golden.tests("matmul", golden -> {
            Tensor a = Golden.tensor(golden.get("a"));
            Tensor b = Golden.tensor(golden.get("b"));
            if (golden.has("error")) {
                assertThatThrownBy(() -> a.matmul(b))
                        .isInstanceOf(ShapeException.class)
                        .hasMessageContaining("matmul")
                        .hasMessageContaining(Arrays.toString(a.shape()))
                        .hasMessageContaining(Arrays.toString(b.shape()));
            } else {
                // Small multiples of 1/4: every partial sum is exact, whatever the order.
                check(a.matmul(b), golden, "matmul");
            }
        });
    }

    // ---------------------------------------------------------------------------------------------- views

    private static void checkView(JsonNode golden) {
        long[] from = Golden.longs(golden.get("from"));
        Tensor base = Golden.filled("arange", from);
        if (golden.has("error")) {
            assertThatThrownBy(() -> viewed(base, golden.get("views"))).isInstanceOf(ShapeException.class);
            return;
        }
        Tensor view = viewed(base, golden.get("views"));
        assertThat(view.shape()).as("shape").isEqualTo(Golden.longs(golden.get("shape")));
        assertThat(view.toArray()).as("values").isEqualTo(Golden.floats(golden.get("values")));
        if (golden.has("copied")) {
            assertThat(view.sharesMemoryWith(base)).as("shares memory").isFalse();
            return;
        }
        JsonNode strides = golden.get("strides");
        for (int d = 0; d < strides.size(); d++) {
            if (!strides.get(d).isNull()) {
                assertThat(view.stride(d))
                        .as("stride(%d) of %s", d, view.layout())
                        .isEqualTo(strides.get(d).asLong());
            }
        }
        if (golden.has("offset")) {
            assertThat(view.layout().offset())
                    .as("offset")
                    .isEqualTo(golden.get("offset").asLong());
            assertThat(view.sharesMemoryWith(base)).as("shares memory").isTrue();
        }
    }

    private static Tensor viewed(Tensor base, JsonNode views) {
        Tensor view = base;
        for (JsonNode operation : views) {
            view = Golden.view(view, operation);
        }
        return view;
    }

    // ---------------------------------------------------------------------------------------------- operations

    private static void checkBinary(JsonNode golden) {
        String op = golden.get("op").asText();
        Tensor a = Golden.tensor(golden.get("a"));
        Tensor b = Golden.tensor(golden.get("b"));
        if (golden.has("error")) {
            assertThatThrownBy(() -> binary(op, a, b))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining(op)
                    .hasMessageContaining(Arrays.toString(a.shape()))
                    .hasMessageContaining(Arrays.toString(b.shape()))
                    .hasMessageContaining("dimension");
        } else {
            check(binary(op, a, b), golden);
        }
    }

    private static void checkWhere(JsonNode golden) {
        Tensor condition = Golden.tensor(golden.get("condition"));
        Tensor a = Golden.tensor(golden.get("a"));
        Tensor b = Golden.tensor(golden.get("b"));
        if (golden.has("error")) {
            assertThatThrownBy(() -> Tensor.where(condition, a, b))
                    .isInstanceOf(ShapeException.class)
                    .hasMessageContaining("where")
                    .hasMessageContaining("dimension");
        } else {
            check(Tensor.where(condition, a, b), golden);
        }
    }

    private static Tensor binary(String op, Tensor a, Tensor b) {
        return switch (op) {
            case "add" -> a.add(b);
            case "sub" -> a.sub(b);
            case "mul" -> a.mul(b);
            case "div" -> a.div(b);
            case "pow" -> a.pow(b);
            case "maximum" -> a.maximum(b);
            case "minimum" -> a.minimum(b);
            case "eq" -> a.eq(b);
            case "ne" -> a.ne(b);
            case "lt" -> a.lt(b);
            case "le" -> a.le(b);
            case "gt" -> a.gt(b);
            case "ge" -> a.ge(b);
            default -> throw new IllegalArgumentException(op);
        };
    }

    private static Tensor unary(String op, Tensor a) {
        return switch (op) {
            case "neg" -> a.neg();
            case "abs" -> a.abs();
            case "exp" -> a.exp();
            case "log" -> a.log();
            case "sqrt" -> a.sqrt();
            case "relu" -> a.relu();
            default -> throw new IllegalArgumentException(op);
        };
    }

    private static Tensor reduce(JsonNode golden, Tensor a) {
        boolean keepDim = golden.get("keepDim").asBoolean();
        int[] dims = Arrays.stream(Golden.longs(golden.path("dims")))
                .mapToInt(Math::toIntExact)
                .toArray();
        return switch (golden.get("op").asText()) {
            case "sum" -> a.sum(keepDim, dims);
            case "mean" -> a.mean(keepDim, dims);
            case "max" -> a.max(keepDim, dims);
            case "min" -> a.min(keepDim, dims);
            case "all" -> a.all(keepDim, dims);
            case "any" -> a.any(keepDim, dims);
            case "argmax" -> Tensor.of(argmax(golden, a).length);
            default -> throw new IllegalArgumentException(golden.toString());
        };
    }

    private static long[] argmax(JsonNode golden, Tensor a) {
        return golden.has("dims") ? a.argmax(golden.get("dims").get(0).asInt()) : new long[] {a.argmax()};
    }

    // ---------------------------------------------------------------------------------------------- comparing

    private static void check(Tensor actual, JsonNode golden) {
        check(actual, golden, golden.get("op").asText());
    }

    /** Compares shape, dtype and values: to the bit, or to a unit in the last place where op may round. */
    private static void check(Tensor actual, JsonNode golden, String op) {
        assertThat(actual.shape()).as("shape").isEqualTo(Golden.longs(golden.get("shape")));
        JsonNode values = golden.get("values");
        if (!values.isEmpty()) {
            assertThat(actual.dtype()).isEqualTo(values.get(0).isBoolean() ? DType.BOOL : DType.FLOAT32);
        }
        float[] expected = Golden.floats(values);
        float[] computed = actual.toArray();
        assertThat(computed).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            float x = computed[i];
            float e = expected[i];
            boolean same = Float.compare(x, e) == 0
                    || (EITHER_ZERO.contains(op) && x == e)
                    || (ROUNDED.contains(op) && Float.isFinite(e) && e != 0 && Math.abs(x - e) <= Math.ulp(e));
            assertThat(same)
                    .as("element %d of %s: %s, expected %s", i, actual, x, e)
                    .isTrue();
        }
    }
}
