package dev.gatun.einsum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.gemm.Backend;
import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import dev.gatun.memory.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results that can be checked by eye; {@link EinsumRandomTest} has the many. */
class EinsumTest {
    private static final Layout MATRIX = Layout.contiguous(2, 3);
    private static final Layout SQUARE = Layout.contiguous(2, 2);

    /** Operand 0 is 1, 2, 3, ... and operand 1 is 10, 20, 30, ..., both row by row. */
    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ij,jk->ik    | 2 2, 2 2       | 70 100 150 220
            ij,jk->ki    | 2 2, 2 2       | 70 150 100 220
            ij,kj        | 2 2, 2 2       | 50 110 110 250
            ij,ij->      | 2 2, 2 2       | 300
            ij,ij->ij    | 2 2, 2 2       | 10 40 90 160
            ij,ji->ij    | 2 2, 2 2       | 10 60 60 160
            ij,j         | 2 3, 3         | 140 320
            i,j          | 2, 3           | 10 20 30 20 40 60
            i,j->ji      | 2, 3           | 10 20 20 40 30 60
            i,i          | 3, 3           | 140
            ,ij          | , 2 2          | 10 20 30 40
            ,            | ,              | 10
            bij,bjk->bik | 2 1 2, 2 2 1   | 50 250
            bij,bjk->bik | 2 1 2, 1 2 1   | 50 110
            ii,i->i      | 2 2, 2         | 10 80
            ij,k->k      | 2 2, 2         | 100 200
            ij,jk->ik    | 2 1, 2 2       | 40 60 80 120
            ...j,j       | 2 1 2, 2       | 50 110
            ij->ji       | 2 3            | 1 4 2 5 3 6
            ii->i        | 3 3            | 1 5 9
            ii           | 3 3            | 15
            iii          | 2 2 2          | 9
            iii->i       | 2 2 2          | 1 8
            iji->ij      | 2 2 2          | 1 3 6 8
            ij->         | 2 3            | 21
            ij->j        | 2 3            | 5 7 9
            ij->i        | 2 3            | 6 15
            ->           | ``             | 1
            i,i->        | 0, 0           | 0
            ij,jk->ik    | 1 0, 0 2       | 0 0
            """)
    void knownResults(String subscripts, String shapes, String expected) {
        String[] parts = shapes.split(",", -1);
        MemorySegment[] memory = new MemorySegment[parts.length];
        Layout[] operands = new Layout[parts.length];
        for (int i = 0; i < parts.length; i++) {
            operands[i] = Layout.contiguous(longs(parts[i]));
            memory[i] = counting(operands[i].numel(), i == 0 ? 1 : 10);
        }
        assertThat(run(subscripts, memory, operands)).containsExactly(floats(expected));
    }

    @Test
    void permutationsAndDiagonalsAreViews() {
        assertThat(Einsum.view("ij->ji", MATRIX)).contains(MATRIX.transpose(0, 1));
        assertThat(Einsum.view("ij", MATRIX)).contains(MATRIX);
        assertThat(Einsum.view("ba", MATRIX)).contains(MATRIX.transpose(0, 1));
        assertThat(Einsum.view("ii->i", SQUARE)).contains(SQUARE.diagonal(0, 0, 1));
        assertThat(Einsum.view("...ij->j...i", Layout.contiguous(4, 2, 3)))
                .contains(Layout.contiguous(4, 2, 3).permute(2, 0, 1));
        assertThat(Einsum.view("ij->i", MATRIX)).isEqualTo(Optional.empty());
        assertThat(Einsum.view("i,j->ij", Layout.contiguous(2), Layout.contiguous(3)))
                .isEqualTo(Optional.empty());
    }

    @Test
    void infinitiesAndNaNsMeetAsInTheSum() {
        float infinity = Float.POSITIVE_INFINITY;
        MemorySegment a = MemorySegment.ofArray(new float[] {infinity, 1, 0, Float.NaN, 1, 2});
        MemorySegment b = MemorySegment.ofArray(new float[] {1, 1, -infinity});
        assertThat(run("ij,j->i", new MemorySegment[] {a, b}, new Layout[] {MATRIX, Layout.contiguous(3)}))
                .containsExactly(Float.NaN, Float.NaN); // the first for 0 times infinity
    }

    @Test
    void sumsOfNothingAreZeroHoweverManyThereAre() {
        long many = 1L << 40;
        Layout nothing = Layout.contiguous(2, 0, 1, 1).expand(2, 0, many, many);
        Layout[] operands = {nothing, nothing};
        MemorySegment[] memory = {MemorySegment.NULL, MemorySegment.NULL};
        assertThat(run("abcd,ebcd->ae", memory, operands)).containsExactly(0, 0, 0, 0);
        assertThat(run("abcd,ecdb->bae", memory, new Layout[] {nothing, nothing.permute(0, 2, 3, 1)}))
                .isEmpty();
    }

    @Test
    void refusesAnOutputOfAnotherShape() {
        MemorySegment a = counting(6, 1);
        assertThatThrownBy(() -> Einsum.run(
                        Backend.REFERENCE,
                        "ij->ji",
                        new MemorySegment[] {a},
                        new Layout[] {MATRIX},
                        counting(6, 1),
                        MATRIX))
                .isExactlyInstanceOf(ShapeException.class)
                .hasMessage("einsum \"ij->ji\": the result has shape [3, 2], out [2, 3]");
    }

    private static float[] run(String subscripts, MemorySegment[] memory, Layout[] operands) {
        Layout lout = Layout.contiguous(Einsum.shape(subscripts, operands));
        float[] out = new float[Math.toIntExact(lout.numel())];
        Arrays.fill(out, Float.NaN);
        Einsum.run(Backend.REFERENCE, subscripts, memory, operands, MemorySegment.ofArray(out), lout);
        return out;
    }

    private static MemorySegment counting(long n, int step) {
        float[] values = new float[Math.toIntExact(n)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i + 1) * step;
        }
        return Memory.allocate(n * Float.BYTES).copyFrom(MemorySegment.ofArray(values));
    }

    private static long[] longs(String text) {
        return Arrays.stream(text.strip().split(" ", -1))
                .filter(number -> !number.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static float[] floats(String text) {
        String[] numbers = text.split(" ", -1);
        float[] values = new float[numbers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.parseFloat(numbers[i]);
        }
        return values;
    }
}
