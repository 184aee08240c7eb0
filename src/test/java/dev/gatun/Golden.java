package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Reads the golden values that {@code src/test/resources/golden/make_golden.py} wrote with PyTorch and NumPy; the format
 * is described there.
 */
final class Golden {
    private Golden() {}

    /** One test for each case of a file, under the case's name. */
    static Stream<DynamicTest> tests(String file, Consumer<JsonNode> test) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode golden : cases(file)) {
            tests.add(DynamicTest.dynamicTest(golden.get("name").asText(), () -> test.accept(golden)));
        }
        assertThat(tests).as(file).isNotEmpty();
        return tests.stream();
    }

    private static JsonNode cases(String file) {
        String path = "/golden/" + file + ".json";
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(path), path)) {
            return new ObjectMapper().readTree(in).get("cases");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Tensor tensor(JsonNode spec) {
        long[] shape = longs(spec.get("shape"));
        Tensor tensor = base(spec, shape);
        for (JsonNode view : spec.path("views")) {
            tensor = view(tensor, view);
        }
        return tensor;
    }

    private static Tensor base(JsonNode spec, long[] shape) {
        if (!spec.has("fill")) {
            JsonNode values = spec.get("values");
            boolean truths =
                    spec.path("dtype").asText().equals("BOOL") || values.path(0).isBoolean();
            return (truths ? Tensor.ofBooleans(booleans(values)) : Tensor.of(floats(values))).view(shape);
        }
        return filled(spec.get("fill").asText(), shape);
    }

    /** A tensor whose elements follow a rule that the script shares. */
    static Tensor filled(String fill, long... shape) {
        long numel = 1;
        for (long size : shape) {
            numel *= size;
        }
        float[] values = new float[Math.toIntExact(numel)];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (fill) {
                case "arange" -> i;
                case "ones" -> 1;
                case "thirds" -> i / 3f;
                case "pattern" -> ((7 * i + 3) % 23 - 11) / 4f;
                default -> fail("unknown fill " + fill);
            };
        }
        return Tensor.of(values).view(shape);
    }

    /** One view operation: its name and arguments in an array. */
    static Tensor view(Tensor tensor, JsonNode view) {
        String operation = view.get(0).asText();
        if (operation.equals("at")) {
            return tensor.at(view.get(1).asText());
        }
        long[] arguments = new long[view.size() - 1];
        int[] ints = new int[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = view.get(i + 1).asLong();
            ints[i] = view.get(i + 1).asInt();
        }
        return switch (operation) {
            case "t" -> tensor.t();
            case "flatten" -> tensor.flatten();
            case "view" -> tensor.view(arguments);
            case "reshape" -> tensor.reshape(arguments);
            case "expand" -> tensor.expand(arguments);
            case "permute" -> tensor.permute(ints);
            case "transpose" -> tensor.transpose(ints[0], ints[1]);
            case "unsqueeze" -> tensor.unsqueeze(ints[0]);
            case "squeeze" -> ints.length == 0 ? tensor.squeeze() : tensor.squeeze(ints[0]);
            case "select" -> tensor.select(ints[0], arguments[1]);
            case "narrow" -> tensor.narrow(ints[0], arguments[1], arguments[2]);
            case "diagonal" -> tensor.diagonal(arguments[0], ints[1], ints[2]);
            default -> fail("unknown view " + operation);
        };
    }

    static long[] longs(JsonNode numbers) {
        long[] longs = new long[numbers.size()];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = numbers.get(i).asLong();
        }
        return longs;
    }

    static float[] floats(JsonNode values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            JsonNode value = values.get(i);
            floats[i] = switch (value.asText()) {
                case "nan" -> Float.NaN;
                case "inf" -> Float.POSITIVE_INFINITY;
                case "-inf" -> Float.NEGATIVE_INFINITY;
                case "true" -> 1;
                case "false" -> 0;
                default -> (float) value.doubleValue();
            };
        }
        return floats;
    }

    private static boolean[] booleans(JsonNode values) {
        boolean[] booleans = new boolean[values.size()];
        for (int i = 0; i < booleans.length; i++) {
            booleans[i] = values.get(i).booleanValue();
        }
        return booleans;
    }
}
