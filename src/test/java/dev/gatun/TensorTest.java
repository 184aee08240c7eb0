package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import org.assertj.core.api.ThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tensor is and owns, what it shares, and what it refuses. Numbers are tested in the golden tests. */
class TensorTest {
    @Test
    void factories() {
        assertThat(Tensor.of(1, 2, 3).toArray()).containsExactly(1, 2, 3);
        assertThat(Tensor.of(new float[][] {{1, 2}, {3, 4}, {5, 6}}).shape()).containsExactly(3, 2);
        assertThat(Tensor.of(new float[][][] {{{1, 2}}, {{3, 4}}}).toArray()).containsExactly(1, 2, 3, 4);
        assertThat(Tensor.scalar(7).shape()).isEmpty();
        assertThat(Tensor.scalar(7).item()).isEqualTo(7);
        assertThat(Tensor.zeros(2, 0).numel()).isZero();
        assertThat(Tensor.ones(2, 2).toArray()).containsExactly(1, 1, 1, 1);
        assertThat(Tensor.full(2.5f, 3).toArray()).containsExactly(2.5f, 2.5f, 2.5f);
        assertThat(Tensor.arange(3).toArray()).containsExactly(0, 1, 2);
        assertThat(Tensor.arange(1, 0, -0.25).toArray()).containsExactly(1, 0.75f, 0.5f, 0.25f);
        assertThat(Tensor.eye(2).toArray()).containsExactly(1, 0, 0, 1);
        assertThat(Tensor.ofBooleans(true, false).toBooleanArray()).containsExactly(true, false);
        assertThat(Tensor.of(new float[0][0]).shape()).containsExactly(0, 0);
    }

    @Test
    void aSeedGivesTheSameNumbersAgain() {
        Tensor uniform = Tensor.rand(new SplittableRandom(1), 10_000);
        assertThat(uniform.toArray())
                .isEqualTo(Tensor.rand(new SplittableRandom(1), 10_000).toArray());
        assertThat(uniform.min().item()).isBetween(0f, 0.01f);
        assertThat(uniform.max().item()).isBetween(0.99f, 1f).isLessThan(1f);
        Tensor normal = Tensor.randn(new SplittableRandom(1), 10_000);
        assertThat(normal.mean().item()).isBetween(-0.05f, 0.05f);
        assertThat(normal.mul(normal).mean().item()).isBetween(0.9f, 1.1f);
    }

    @Test
    void raggedArraysAndImpossibleRangesAreRefused() {
        assertThatThrownBy(() -> Tensor.of(new float[][] {{1, 2}, {3}}))
                .isInstanceOf(ShapeException.class)
                .hasMessage("of: row 1 has 1 elements, the rows before it have 2");
        assertThatThrownBy(() -> Tensor.of(new float[][][] {{{1}}, {{1}, {2}}}))
                .hasMessage("of: matrix 1 has 2 rows, the matrices before it have 1");
        assertThatThrownBy(() -> Tensor.arange(0, 3, -1)).hasMessage("arange: no steps of -1.0 lead from 0.0 to 3.0");
        assertThatThrownBy(() -> Tensor.arange(0, 3, 0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.arange(Double.NaN)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.zeros(1L << 62))
                .isInstanceOf(ShapeException.class)
                .hasMessage("shape [4611686018427387904] of FLOAT32 has more than 2^63-1 bytes");
    }

    @Test
    void memoryOfTheCallersIsUsedAsItIs() {
        try (Arena arena = Arena.ofConfined()) {
            Tensor x = Tensor.zeros(arena, 2, 3);
            assertThat(x.segment().address() % 64).isZero();
            x.set(5, 1, 2);
            assertThat(x.segment().getAtIndex(ValueLayout.JAVA_FLOAT, 5)).isEqualTo(5);
            byte[] dirty = new byte[64];
            java.util.Arrays.fill(dirty, (byte) -1);
            Tensor zeros = Tensor.zeros(
                    (bytes, alignment) -> MemorySegment.ofArray(dirty).asSlice(0, bytes), 4);
            assertThat(zeros.toArray()).containsOnly(0);
        }
    }

    @Test
    void useAfterTheArenaIsClosedIsAnException() {
        Tensor x;
        Tensor y = Tensor.ones(3, 3);
        try (Arena arena = Arena.ofConfined()) {
            x = Tensor.ones(arena, 3, 3);
        }
        assertFreed("toArray", x::toArray);
        assertFreed("get", () -> x.get(0, 0));
        assertFreed("set", () -> x.set(1, 0, 0));
        assertFreed("item", () -> x.at(0, 0).item());
        assertFreed("add", () -> x.add(y));
        assertFreed("exp", x::exp);
        assertFreed("sum", x::sum);
        assertFreed("copy", x::copy);
        assertFreed("assign", () -> x.assign(1));
        assertFreed("assign", () -> y.assign(x));
        assertFreed("matmul", () -> y.matmul(x));
        assertFreed("matmul", () -> y.matmul(y, x));
        assertFreed("einsum", () -> Tensor.einsum("ik,kj->ij", x, y));
        assertFreed("toString", x::toString);
        assertThat(x.t().shape()).containsExactly(3, 3);
    }

    private static void assertFreed(String operation, ThrowableAssert.ThrowingCallable use) {
        assertThatThrownBy(use)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith(operation + ": the memory of the tensor of shape ")
                .hasMessageEndingWith(" was freed, as its arena is closed");
    }

    @Test
    void wrapsMemoryOfEveryKindWithoutCopying(@TempDir Path folder) throws IOException {
        float[] array = {1, 2, 3, 4, 5, 6};
        Tensor heap = Tensor.wrap(array, 2, 3);
        heap.at(1).assign(0);
        assertThat(array).containsExactly(1, 2, 3, 0, 0, 0);
        assertThat(Tensor.wrap(array).shape()).containsExactly(6);

        Tensor bytes = Tensor.wrap(MemorySegment.ofArray(new byte[13]).asSlice(1), 3);
        bytes.assign(Tensor.of(1, 2, 3));
        assertThat(bytes.add(1).toArray()).containsExactly(2, 3, 4);

        Path file = folder.resolve("floats");
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                Arena arena = Arena.ofConfined()) {
            Tensor mapped = Tensor.wrap(channel.map(FileChannel.MapMode.READ_WRITE, 0, 16, arena), 2, 2);
            mapped.assign(Tensor.eye(2));
        }
        assertThat(Files.size(file)).isEqualTo(16);
        try (FileChannel channel = FileChannel.open(file);
                Arena arena = Arena.ofConfined()) {
            Tensor mapped = Tensor.wrap(channel.map(FileChannel.MapMode.READ_ONLY, 0, 16, arena), 2, 2);
            assertThat(mapped.matmul(mapped).toArray()).containsExactly(1, 0, 0, 1);
            assertThatThrownBy(() -> mapped.set(1, 0, 0)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void wrapChecksThatTheMemoryHoldsTheLayout() {
        assertThatThrownBy(() -> Tensor.wrap(new float[5], 2, 3))
                .isInstanceOf(ShapeException.class)
                .hasMessage(
                        "wrap: [2, 3] strides [3, 1] offset 0 reaches elements 0 to 5, the memory of 20 bytes holds 5");
        Layout column = Layout.strided(new long[] {3}, new long[] {2}, 1);
        assertThat(Tensor.wrap(MemorySegment.ofArray(new float[] {0, 1, 2, 3, 4, 5}), column)
                        .toArray())
                .containsExactly(1, 3, 5);
        assertThatThrownBy(() -> Tensor.wrap(MemorySegment.ofArray(new float[5]), column))
                .isInstanceOf(ShapeException.class);
    }

    @Test
    void viewsShareAndCopiesDoNot() {
        Tensor x = Tensor.arange(12).view(3, 4);
        assertThat(x.isView()).isTrue();
        assertThat(Tensor.arange(12).isView()).isFalse();
        assertThat(x.t().sharesMemoryWith(x)).isTrue();
        assertThat(x.copy().sharesMemoryWith(x)).isFalse();
        assertThat(x.contiguous()).isSameAs(x);
        assertThat(x.t().contiguous().sharesMemoryWith(x)).isFalse();
        assertThat(x.reshape(4, 3).sharesMemoryWith(x)).isTrue();
        assertThat(x.t().reshape(12).sharesMemoryWith(x)).isFalse();
        assertThat(x.at(0).sharesMemoryWith(x.at(2))).isFalse();
        assertThat(x.at(":, 1:3").sharesMemoryWith(x.at(1))).isTrue();
        assertThat(x.to(DType.FLOAT32)).isSameAs(x);
        x.at("1:, ::2").assign(-1);
        assertThat(x.toArray()).containsExactly(0, 1, 2, 3, -1, 5, -1, 7, -1, 9, -1, 11);
    }

    @Test
    void assigningAnOverlappingSourceReadsItFirst() {
        Tensor x = Tensor.arange(6);
        x.at("1:").assign(x.at(":-1"));
        assertThat(x.toArray()).containsExactly(0, 0, 1, 2, 3, 4);
        x.assign(x.at("::-1"));
        assertThat(x.toArray()).containsExactly(4, 3, 2, 1, 0, 0);
        Tensor square = Tensor.arange(9).view(3, 3);
        square.assign(square.t());
        assertThat(square.toArray()).containsExactly(0, 3, 6, 1, 4, 7, 2, 5, 8);
        float[] array = {1, 2, 3, 4};
        Tensor.wrap(array, 3).assign(Tensor.wrap(MemorySegment.ofArray(array).asSlice(4), 3));
        assertThat(array).containsExactly(2, 3, 4, 4);
    }

    @Test
    void assignRefusesWhatHasNoMeaning() {
        Tensor x = Tensor.zeros(3);
        assertThatThrownBy(() -> x.expand(2, 3).assign(1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining(
                        "assign: the target [2, 3] strides [0, 1] offset 0 has several indices for one element");
        assertThatThrownBy(() -> x.assign(Tensor.zeros(2, 3)))
                .hasMessage("assign: cannot broadcast [2, 3] to [3]: it has more dimensions");
        assertThatThrownBy(() -> x.assign(Tensor.ofBooleans(true)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "assign: a tensor of dtype BOOL and shape [1] stands where FLOAT32 is needed; convert it with"
                                + " to(FLOAT32)");
    }

    @Test
    void dtypesAreNotMixedInSilence() {
        Tensor truths = Tensor.ofBooleans(true, false);
        Tensor numbers = Tensor.of(1, 2);
        assertThatThrownBy(() -> numbers.add(truths))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("add: dtypes FLOAT32 of shape [2] and BOOL of shape [2]; both must be FLOAT32, convert with"
                        + " to(FLOAT32)");
        assertThatThrownBy(() -> truths.sum()).hasMessageStartingWith("sum: ");
        assertThatThrownBy(() -> truths.exp()).hasMessageStartingWith("exp: ");
        assertThatThrownBy(() -> truths.eq(numbers)).hasMessageStartingWith("eq: ");
        assertThatThrownBy(() -> Tensor.where(numbers, numbers, numbers)).hasMessageStartingWith("where: ");
        assertThatThrownBy(() -> numbers.matmul(truths)).hasMessageStartingWith("matmul: ");
        assertThat(truths.eq(Tensor.ofBooleans(true, true)).toBooleanArray()).containsExactly(true, false);
        assertThat(truths.to(DType.FLOAT32).add(numbers).toArray()).containsExactly(2, 2);
        assertThat(Tensor.of(0, -1, Float.NaN).to(DType.BOOL).toBooleanArray()).containsExactly(false, true, true);
    }

    @Test
    void elements() {
        Tensor x = Tensor.arange(6).view(2, 3);
        assertThat(x.get(1, -1)).isEqualTo(5);
        x.set(9, -1, -1);
        assertThat(x.get(1, 2)).isEqualTo(9);
        assertThat(x.at(1, 2).item()).isEqualTo(9);
        assertThat(Tensor.ofBooleans(true).isTrue()).isTrue();
        assertThatThrownBy(x::item)
                .isInstanceOf(ShapeException.class)
                .hasMessage("item: shape [2, 3] has 6 elements, not one; use get(index) or toArray()");
        assertThatThrownBy(() -> x.get(0))
                .hasMessage("get or set: an index of 1 numbers, [0], for the 2 dimensions of shape [2, 3]");
        assertThatThrownBy(() -> x.at(0, 0, 0))
                .hasMessage("at[0, 0, 0]: 3 indices are too many for shape [2, 3] of 2 dimensions");
        assertThatThrownBy(() -> Tensor.zeros(1).expand(1L << 40).toArray())
                .hasMessageContaining("more than a Java array holds");
    }

    @Test
    void reductionsOfNothing() {
        Tensor nothing = Tensor.zeros(0, 3);
        assertThat(nothing.sum().item()).isZero();
        assertThat(nothing.sum(0).toArray()).containsExactly(0, 0, 0);
        assertThat(nothing.mean().item()).isNaN();
        assertThat(nothing.to(DType.BOOL).all().isTrue()).isTrue();
        assertThat(nothing.to(DType.BOOL).any().isTrue()).isFalse();
        assertThat(nothing.max(1).shape()).containsExactly(0);
        assertThatThrownBy(() -> nothing.max())
                .isInstanceOf(ShapeException.class)
                .hasMessage("max: dimension 0 of shape [0, 3] has no elements, so there is no max");
        assertThatThrownBy(() -> nothing.argmax(0)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> nothing.sum(2))
                .hasMessage("sum: dimension 2 is out of range for shape [0, 3]; -2 to 1 are allowed");
        assertThatThrownBy(() -> nothing.sum(0, -2)).hasMessage("sum: dimension 0 of shape [0, 3] is named twice");
    }

    @Test
    void reductionsKeepDimensionsWhereAsked() {
        Tensor x = Tensor.arange(24).view(2, 3, 4);
        assertThat(x.sum(true, 1).shape()).containsExactly(2, 1, 4);
        assertThat(x.sum(0, -1).toArray()).containsExactly(60, 92, 124);
        assertThat(x.mean(true).shape()).containsExactly(1, 1, 1);
        assertThat(x.max(true, 0, 2).toArray()).containsExactly(15, 19, 23);
        assertThat(x.gt(5).all(false, 2).shape()).containsExactly(2, 3);
        assertThat(x.argmax()).isEqualTo(23);
        assertThat(x.at("::-1").argmax()).isEqualTo(11);
    }

    @Test
    void nearIsAsymmetricLikeNumPy() {
        assertThat(Tensor.of(1, 2).near(Tensor.of(1.0009f, 2))).isTrue();
        assertThat(Tensor.of(1, 2).near(Tensor.of(1.002f, 2))).isFalse();
        assertThat(Tensor.of(0).near(Tensor.of(1e-5f))).isTrue();
        assertThat(Tensor.of(0).near(Tensor.of(2e-5f))).isFalse();
        assertThat(Tensor.of(Float.NaN).near(Tensor.of(Float.NaN))).isFalse();
        assertThat(Tensor.of(Float.POSITIVE_INFINITY).near(Tensor.of(Float.POSITIVE_INFINITY)))
                .isTrue();
        assertThat(Tensor.of(Float.POSITIVE_INFINITY).near(Tensor.of(Float.NEGATIVE_INFINITY)))
                .isFalse();
        assertThat(Tensor.ones(3, 3).near(Tensor.scalar(1))).isTrue();
    }

    @Test
    void matmulIntoMemoryThatIsHeld() {
        Tensor a = Tensor.arange(6).view(2, 3);
        Tensor out = Tensor.full(Float.NaN, 3, 3);
        assertThat(a.t().matmul(a, out)).isSameAs(out);
        assertThat(out.toArray()).containsExactly(9, 12, 15, 12, 17, 22, 15, 22, 29);
        Tensor square = Tensor.arange(4).view(2, 2);
        square.matmul(square, square);
        assertThat(square.toArray()).containsExactly(2, 3, 6, 11);
        assertThatThrownBy(() -> a.matmul(a.t(), Tensor.zeros(3, 3))).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> a.matmul(a.t(), Tensor.zeros(2).expand(2, 2))).isInstanceOf(ShapeException.class);
    }

    @Test
    void einsumOfOneOperandIsAViewWhereItCanBe() {
        Tensor x = Tensor.arange(9).view(3, 3);
        assertThat(Tensor.einsum("ij->ji", x).sharesMemoryWith(x)).isTrue();
        assertThat(Tensor.einsum("ij->ji", x).toArray()).isEqualTo(x.t().toArray());
        Tensor.einsum("ii->i", x).assign(-1);
        assertThat(x.toArray()).containsExactly(-1, 1, 2, 3, -1, 5, 6, 7, -1);
        assertThat(Tensor.einsum("ij->i", x).sharesMemoryWith(x)).isFalse();
        assertThat(Tensor.einsum("ii", x).item()).isEqualTo(-3);
        assertThatThrownBy(() -> Tensor.einsum("ik,kj->iz", x, x)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oddsAndEnds() {
        assertThatThrownBy(() -> Tensor.arange(35).reshape(5, 7).at(0, 99))
                .isInstanceOf(ShapeException.class)
                .hasMessage("at[0, 99]: index 99 is out of range for dimension 1 of size 7 in shape [5, 7]");
        assertThatThrownBy(() -> Tensor.arange(-0.5)).isInstanceOf(ShapeException.class);
        assertThatThrownBy(() -> Tensor.arange(0.5, 0.2, 1)).isInstanceOf(ShapeException.class);
        assertThat(Tensor.arange(0).numel()).isZero();
        assertThatThrownBy(() -> Tensor.scalar(1).expand(1L << 32, 3).argmax(1))
                .isInstanceOf(ShapeException.class)
                .hasMessageContaining("more than a Java array holds");
        assertThat(Tensor.scalar(1).expand(1L << 40).near(Tensor.scalar(2))).isFalse();
        assertThatThrownBy(() -> Tensor.ofBooleans(true).eq(1))
                .hasMessageStartingWith("eq: a tensor of dtype BOOL and shape [1] stands where FLOAT32 is needed");
        assertThat(Tensor.arange(4).at("-9223372036854775808::-1").numel()).isZero();
        Tensor truth = Tensor.ofBooleans(false);
        truth.segment().set(ValueLayout.JAVA_BYTE, 0, (byte) 5);
        assertThat(truth.item()).isEqualTo(1);
        assertThat(Tensor.ones(100, 200).at(":, ::2").sum().item()).isEqualTo(10_000);
    }
}
