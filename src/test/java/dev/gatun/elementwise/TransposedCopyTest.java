package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.elementwise.RandomOperand.Kind;
import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tiles of both kinds against a copy element by element; what is around the target stays as it was. */
class TransposedCopyTest {
    private static final int CASES = 400;

    /** Tiles on vectors take native memory only. */
    private static Kind kind(TileCopy tiles, SplittableRandom random) {
        return tiles instanceof VectorTileCopy ? Kind.NATIVE : Kind.any(random);
    }

    static Stream<TileCopy> tiles() {
        return Stream.of(new ScalarTileCopy(), new VectorTileCopy());
    }

    @ParameterizedTest
    @MethodSource("tiles")
    void copiesEveryElementAndNoOther(TileCopy tiles) {
        int copied = 0;
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long[] shape = {random.nextInt(1, 5), random.nextInt(8, 90), random.nextInt(8, 60)};
            RandomOperand source = RandomOperand.of(random, kind(tiles, random), shape, true);
            RandomOperand target =
                    RandomOperand.of(random, kind(tiles, random), new long[] {shape[2], shape[0], shape[1]}, false);
            target = new RandomOperand(target.memory(), target.layout().permute(1, 2, 0));
            float[] expected = target.everything();
            for (long i = 0; i < source.layout().numel(); i++) {
                expected[(int) target.element(i)] = source.get(i);
            }
            if (TransposedCopy.run(tiles, source.memory(), source.layout(), target.memory(), target.layout())) {
                copied++;
                assertThat(target.everything()).as("seed %d", seed).isEqualTo(expected);
            }
        }
        assertThat(copied).isGreaterThan(CASES / 10);
    }

    /** Whole tiles, one element more and less, and rows a power of 2 apart. */
    @ParameterizedTest
    @MethodSource("tiles")
    void edges(TileCopy tiles) {
        SplittableRandom random = new SplittableRandom(1);
        for (int rows : new int[] {8, 15, 16, 31, 32, 33, 64, 65}) {
            for (int cols : new int[] {8, 9, 16, 17, 64, 71, 255, 256, 257, 260, 264, 300}) {
                RandomOperand a = RandomOperand.of(random, kind(tiles, random), new long[] {rows, 512}, false);
                RandomOperand source = new RandomOperand(
                        a.memory(), Layout.contiguous(rows, 512).narrow(1, 0, cols));
                Layout columns = Layout.contiguous(cols, rows).transpose(0, 1);
                RandomOperand out = RandomOperand.of(random, kind(tiles, random), new long[] {cols, rows + 1}, false);
                RandomOperand target = new RandomOperand(out.memory(), columns);
                float[] expected = target.everything();
                for (long i = 0; i < (long) rows * cols; i++) {
                    expected[(int) target.element(i)] = source.get(i);
                }
                boolean taken =
                        TransposedCopy.run(tiles, source.memory(), source.layout(), target.memory(), target.layout());
                assertThat(taken).isTrue();
                assertThat(target.everything()).as("%d x %d", rows, cols).isEqualTo(expected);
            }
        }
    }

    @Test
    void leavesOtherCopiesToTheLoops() {
        Layout rows = Layout.contiguous(40, 40);
        float[] nothing = {};
        assertThat(TransposedCopy.run(MemorySegment.ofArray(nothing), rows, MemorySegment.ofArray(nothing), rows))
                .isFalse();
    }
}
