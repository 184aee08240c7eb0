package dev.gatun.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.Index;
import dev.gatun.Tensor;
import dev.gatun.gemm.DoubleReference;
import dev.gatun.layout.ShapeException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every tier on the same awkward operands, against a reference in double precision. */
class StageTest {
    /** 0, 1, primes, and numbers just beside the widths of vectors. */
    private static final long[] SIZES = {0, 1, 2, 7, 17, 33};

    private final Random random = new Random(784);

    @ParameterizedTest
    @EnumSource
    void multipliesAwkwardSizes(Stage stage) {
        available(stage);
        for (long m : SIZES) {
            for (long k : SIZES) {
                for (long n : SIZES) {
                    check(stage, Tensor.randn(random, m, k), Tensor.randn(random, k, n));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void multipliesTheLessonsShape(Stage stage) {
        available(stage);
        check(stage, Tensor.rand(random, 5, 784), Tensor.randn(random, 784, 10));
    }

    /** Each view of the left operand with each of the right one, all [7, 11] and [11, 5]. */
    @ParameterizedTest
    @EnumSource
    void multipliesViews(Stage stage) {
        available(stage);
        for (Tensor a : views(7, 11)) {
            for (Tensor b : views(11, 5)) {
                check(stage, a, b);
            }
        }
    }

    private Tensor[] views(long rows, long columns) {
        return new Tensor[] {
            Tensor.randn(random, rows, columns),
            Tensor.randn(random, columns, rows).t(),
            Tensor.randn(random, rows + 3, columns + 4).narrow(0, 2, rows).narrow(1, 1, columns),
            Tensor.randn(random, columns + 4, rows + 3)
                    .narrow(0, 1, columns)
                    .narrow(1, 2, rows)
                    .t(),
            Tensor.randn(random, 2 * rows, 3 * columns).at(Index.step(2), Index.step(3)),
            Tensor.randn(random, rows, columns).at(Index.step(-1)),
            Tensor.randn(random, rows, columns).at(Index.ALL, Index.step(-1)),
            Tensor.randn(random, columns, rows)
                    .at(Index.step(-1), Index.step(-1))
                    .t(),
            Tensor.randn(random, rows, 1).expand(rows, columns),
            Tensor.randn(random, columns).expand(rows, columns),
            Tensor.scalar(0.3f).expand(rows, columns),
            Tensor.wrap(onHeap(rows * columns), rows, columns),
            Tensor.randn(random, 3, rows, columns).at(1),
        };
    }

    private float[] onHeap(long n) {
        float[] values = new float[Math.toIntExact(n)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }

    @ParameterizedTest
    @EnumSource
    void infinitiesAndNaNsPropagate(Stage stage) {
        available(stage);
        float inf = Float.POSITIVE_INFINITY;
        float nan = Float.NaN;
        Tensor a = Tensor.of(new float[][] {{inf, 1, 1}, {nan, 1, 1}, {inf, -inf, 1}, {0, 1, 1}, {1, 2, 3}});
        Tensor b = Tensor.of(new float[][] {{1, 0, -1, inf}, {1, 1, 1, 1}, {1, 1, 1, 1}});
        check(stage, a, b);
        float[][] expected = {
            {inf, nan, -inf, inf}, // infinity times 0 is NaN
            {nan, nan, nan, nan},
            {nan, nan, -inf, nan}, // and so is infinity less infinity
            {2, 2, 2, nan},
            {6, 5, 4, inf},
        };
        assertThat(stage.matmul(a, b).toArray())
                .containsExactly(Tensor.of(expected).toArray());
    }

    @ParameterizedTest
    @EnumSource
    void theResultIsFreshAndTheOperandsStay(Stage stage) {
        available(stage);
        Tensor a = Tensor.randn(random, 3, 3);
        float[] before = a.toArray();
        Tensor c = stage.matmul(a, a);
        assertThat(c.sharesMemoryWith(a)).isFalse();
        assertThat(c.isContiguous()).isTrue();
        assertThat(a.toArray()).containsExactly(before);
    }

    @ParameterizedTest
    @EnumSource
    void refusesShapesThatDoNotMultiply(Stage stage) {
        assertThatThrownBy(() -> stage.matmul(Tensor.zeros(5, 784), Tensor.zeros(783, 10)))
                .isExactlyInstanceOf(ShapeException.class)
                .hasMessage(stage.id() + ": shapes [5, 784] and [783, 10] do not multiply:"
                        + " the left has 784 columns, the right 783 rows");
        assertThatThrownBy(() -> stage.matmul(Tensor.zeros(3), Tensor.zeros(3, 3)))
                .isExactlyInstanceOf(ShapeException.class)
                .hasMessage(stage.id() + ": shapes [3] and [3, 3] do not multiply: both must be matrices");
        assertThatThrownBy(() -> stage.matmul(Tensor.zeros(3, 3), Tensor.zeros(2, 3, 3)))
                .isExactlyInstanceOf(ShapeException.class)
                .hasMessage(stage.id() + ": shapes [3, 3] and [2, 3, 3] do not multiply: both must be matrices");
    }

    @ParameterizedTest
    @EnumSource
    void refusesBooleans(Stage stage) {
        Tensor floats = Tensor.ones(2, 2);
        assertThatThrownBy(() -> stage.matmul(floats, floats.gt(0)))
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(stage.id() + ": dtypes FLOAT32 and BOOL; both must be FLOAT32");
    }

    @ParameterizedTest
    @EnumSource
    void refusesMemoryThatWasFreed(Stage stage) {
        available(stage);
        Tensor kept = Tensor.ones(3, 3);
        Tensor freed;
        try (Arena arena = Arena.ofConfined()) {
            freed = Tensor.ones(arena, 3, 3);
        }
        assertThatThrownBy(() -> stage.matmul(freed, kept)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> stage.matmul(kept, freed)).isInstanceOf(IllegalStateException.class);
    }

    /** What reports show as a tier's code is a line of its file, and the lesson's line is in its Javadoc. */
    @ParameterizedTest
    @EnumSource
    void theCodeShownIsTheCodeThatRuns(Stage stage) throws IOException {
        String[] words = stage.name().split("_", -1);
        StringBuilder file = new StringBuilder();
        for (String word : words) {
            file.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        Path source =
                Path.of(System.getProperty("basedir", "."), "main", "java", "dev", "gatun", "ladder", file + ".java");
        assertThat(Files.readAllLines(source))
                .as("a statement of %s", source)
                .anyMatch(line -> line.endsWith(stage.code() + ";"))
                .as("the Javadoc of %s", source)
                .contains(" * " + stage.lesson());
    }

    @Test
    void theTableOfContents() {
        assertThat(Arrays.stream(Stage.values()).map(Stage::id))
                .containsExactly("tripleLoop", "elementwise", "broadcast", "einsum", "packed", "operator");
        assertThat(Arrays.stream(Stage.values()).map(Stage::lessonFactor))
                .containsExactly(
                        OptionalDouble.empty(),
                        OptionalDouble.of(178),
                        OptionalDouble.of(3194.95),
                        OptionalDouble.of(16090.91),
                        OptionalDouble.empty(),
                        OptionalDouble.of(49166.67));
    }

    private static void available(Stage stage) {
        assumeTrue(stage.available(), stage::unavailableReason);
        assertThat(stage.unavailableReason()).isEmpty();
    }

    private static void check(Stage stage, Tensor a, Tensor b) {
        Tensor c = stage.matmul(a, b);
        assertThat(c.shape()).containsExactly(a.size(0), b.size(1));
        DoubleReference.of(a.segment(), a.layout(), b.segment(), b.layout())
                .assertNear(stage + " of " + a.layout() + " and " + b.layout(), c.segment(), c.layout());
    }

    /** Results are cut from memory that is used again and not cleared: none of it may shine through. */
    @ParameterizedTest
    @EnumSource
    void resultsDoNotDependOnWhatTheirMemoryHeld(Stage stage) {
        for (int i = 0; i < 20_000; i++) {
            Tensor.full(Float.NaN, 16 + i % 700);
        }
        System.gc();
        for (long size : new long[] {1, 2, 3, 7, 16, 17, 33}) {
            for (int k : new int[] {0, 1, 5, 40}) {
                for (int repeat = 0; repeat < 5; repeat++) {
                    Tensor product = stage.matmul(Tensor.ones(size, k), Tensor.ones(k, size + 1));
                    assertThat(product.eq(k).all().isTrue())
                            .as("%s %d x %d x %d", stage, size, k, size + 1)
                            .isTrue();
                }
            }
        }
    }
}
