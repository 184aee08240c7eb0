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
class PlanTest {
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
            i,j,k->      | 2, 2, 2        | 2700
            ij,jk,kl->il | 2 2, 2 2, 2 2  | 3700 5400 8100 11800
            i,i,i,i->i   | 2, 2, 2, 2     | 1000 16000
            ij,j,i->     | 2 2, 2, 2      | 2700
            ,,i->i       | , , 2          | 100 200
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
        assertThat(view("ij->ji", MATRIX)).contains(MATRIX.transpose(0, 1));
        assertThat(view("ij", MATRIX)).contains(MATRIX);
        assertThat(view("ba", MATRIX)).contains(MATRIX.transpose(0, 1));
        assertThat(view("ii->i", SQUARE)).contains(SQUARE.diagonal(0, 0, 1));
        assertThat(view("iij->ji", Layout.contiguous(2, 2, 3)))
                .contains(Layout.contiguous(2, 2, 3).diagonal(0, 0, 1));
        assertThat(view("...ij->j...i", Layout.contiguous(4, 2, 3)))
                .contains(Layout.contiguous(4, 2, 3).permute(2, 0, 1));
        Layout reversed = MATRIX.slice(1, Layout.OPEN, Layout.OPEN, -1);
        assertThat(view("ij->ji", reversed)).contains(reversed.transpose(0, 1));
        assertThat(view("ij->ji", Layout.contiguous(1, 3)))
                .contains(Layout.contiguous(1, 3).transpose(0, 1));
        assertThat(view("ij->i", MATRIX)).isEmpty();
        assertThat(view("i,j->ij", Layout.contiguous(2), Layout.contiguous(3))).isEmpty();
    }

    private static Optional<Layout> view(String subscripts, Layout... operands) {
        return Plan.of(subscripts, operands, null).view(operands[0]);
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
        for (int call = 0; call < 2; call++) { // planned, and found
            assertThatThrownBy(() -> Plans.of("ij->ji", new Layout[] {MATRIX}, MATRIX))
                    .isExactlyInstanceOf(ShapeException.class)
                    .hasMessage("einsum \"ij->ji\": the result has shape [3, 2], out [2, 3]");
        }
        assertThatThrownBy(() -> Plans.of(
                        "ij->ji", new Layout[] {MATRIX}, Layout.contiguous(1, 2).expand(3, 2)))
                .isExactlyInstanceOf(ShapeException.class)
                .hasMessageContaining("several indices for one element");
    }

    private static float[] run(String subscripts, MemorySegment[] memory, Layout[] operands) {
        Plan plan = Plan.of(subscripts, operands, null);
        float[] out = new float[Math.toIntExact(plan.out().numel())];
        Arrays.fill(out, Float.NaN);
        plan.run(Backend.REFERENCE, memory, operands, MemorySegment.ofArray(out), plan.out());
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
