package dev.gatun.bindings;

import static dev.gatun.bindings.OpenBlas.Transpose.NO_TRANS;
import static dev.gatun.bindings.OpenBlas.Transpose.TRANS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What would reach beyond an operand is refused by name before BLAS sees it. */
class OperandsTest {

    private static MemorySegment floats(int n) {
        return MemorySegment.ofArray(new float[n]);
    }

    private static void gemm(int m, int n, int k, int a, int lda, int b, int ldb, int c, int ldc) {
        Operands.checkGemm(
                "sgemm", Float.BYTES, NO_TRANS, NO_TRANS, m, n, k, floats(a), lda, floats(b), ldb, floats(c), ldc);
    }

    @Test
    void acceptsExactlyWhatFits() {
        assertThatNoException().isThrownBy(() -> gemm(2, 3, 4, 8, 4, 12, 3, 6, 3));
        assertThatNoException().as("no slack behind the last row").isThrownBy(() -> gemm(2, 3, 4, 14, 10, 12, 3, 6, 3));
        assertThatNoException().as("nothing to read").isThrownBy(() -> gemm(2, 3, 0, 0, 1, 0, 3, 6, 3));
        assertThatNoException().as("nothing at all").isThrownBy(() -> gemm(0, 0, 0, 0, 1, 0, 1, 0, 1));
    }

    @Test
    void namesTheOperandThatIsTooSmall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gemm(2, 3, 4, 7, 4, 12, 3, 6, 3))
                .withMessage("sgemm: a is 2 x 4 with leading dimension 4:"
                        + " that reaches over 8 elements of 4 bytes, its segment holds 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gemm(2, 3, 4, 8, 4, 11, 3, 6, 3))
                .withMessageContaining("b is 4 x 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gemm(2, 3, 4, 8, 4, 12, 3, 6, 4))
                .withMessageContaining("c is 2 x 3 with leading dimension 4: that reaches over 7");
    }

    @Test
    void countsATransposedOperandAsItIsStored() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.checkGemm(
                        "sgemm", 4, TRANS, NO_TRANS, 2, 3, 4, floats(8), 1, floats(12), 3, floats(6), 3))
                .withMessageContaining("a is 4 x 2 with leading dimension 1: it must be at least 2");
    }

    @Test
    void countsBytesOfTheElementType() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.checkMatrix("dgemm", "a", Double.BYTES, floats(8), 2, 4, 4))
                .withMessageContaining("8 elements of 8 bytes, its segment holds 4");
    }

    @Test
    void refusesNegativeSizesAndShortRows() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gemm(-1, 3, 4, 8, 4, 12, 3, 6, 3))
                .withMessageContaining("a is -1 x 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gemm(2, 3, 4, 8, 4, 12, 2, 6, 3))
                .withMessageContaining("b is 4 x 3 with leading dimension 2: it must be at least 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> gemm(2, 3, 4, 8, 4, 12, 3, 6, 0))
                .withMessageContaining("c");
    }

    @Test
    void doesNotOverflow() {
        int max = Integer.MAX_VALUE;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.checkMatrix("sgemm", "a", 4, floats(8), max, max, max))
                .withMessageContaining("that reaches over 4611686014132420609 elements");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.checkVector("sdot", "x", 4, floats(8), max, Integer.MIN_VALUE))
                .withMessageContaining("that reaches over 4611686014132420609 elements");
        MemorySegment one = floats(8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.checkGemmBatch(
                        "batch", 4, NO_TRANS, NO_TRANS, max, max, max, one, max, max, one, max, max, one, max, max,
                        max))
                .withMessageContaining("reaches over");
    }

    @Test
    void checksVectorsWithTheirIncrement() {
        assertThatNoException().isThrownBy(() -> Operands.checkVector("sdot", "x", 4, floats(7), 3, -3));
        assertThatNoException().isThrownBy(() -> Operands.checkVector("sdot", "x", 4, floats(0), 0, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.checkVector("sdot", "x", 4, floats(6), 3, -3))
                .withMessageContaining("x has 3 elements with increment -3: that reaches over 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.checkVector("sdot", "x", 4, floats(6), 3, 0))
                .withMessageContaining("increment 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Operands.checkVector("sdot", "x", 4, floats(6), -3, 1))
                .withMessageContaining("negative");
    }

    @Test
    void checksBatches() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch(4, 4, -1, 2))
                .withMessageContaining("c is 2 x 2 with leading dimension 2, 2 times at stride -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch(4, 8, 3, 2))
                .withMessageContaining("the stride of c is 3");
        assertThatIllegalArgumentException().isThrownBy(() -> batch(4, 7, 4, 2)).withMessageContaining("c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch(4, 8, 4, -1))
                .withMessageContaining("count");
        assertThatNoException().isThrownBy(() -> batch(4, 8, 4, 2));
        assertThatNoException().isThrownBy(() -> batch(0, 0, 4, 0));
    }

    private static void batch(int ab, int c, int strideC, int count) {
        Operands.checkGemmBatch(
                "batch",
                4,
                NO_TRANS,
                NO_TRANS,
                2,
                2,
                2,
                floats(ab),
                2,
                0,
                floats(ab),
                2,
                0,
                floats(c),
                2,
                strideC,
                count);
    }

    @Test
    void refusesAReadOnlyOutput() {
        OpenBlas blas = Natives.openBlas();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocateFrom(JAVA_FLOAT, 1, 2, 3, 4);
            MemorySegment fixed = x.asReadOnly();
            assertThatNoException().isThrownBy(() -> blas.sdot(4, fixed, 1, fixed, 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> blas.sgemm(NO_TRANS, NO_TRANS, 2, 2, 2, 1, fixed, 2, fixed, 2, 0, fixed, 2))
                    .withMessageContaining("c is written to");
            assertThatIllegalArgumentException().isThrownBy(() -> blas.saxpy(4, 1, x, 1, fixed, 1));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> blas.sgemv(NO_TRANS, 2, 2, 1, x, 2, x, 1, 0, fixed, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> blas.sger(2, 2, 1, x, 1, x, 1, fixed, 2));
        }
    }

    @Test
    void throwsOnAClosedArena() {
        OpenBlas blas = Natives.openBlas();
        MemorySegment x;
        try (Arena arena = Arena.ofConfined()) {
            x = arena.allocateFrom(JAVA_FLOAT, 1, 2, 3, 4);
        }
        assertThatIllegalStateException().isThrownBy(() -> blas.sdot(4, x, 1, x, 1));
        assertThatIllegalStateException()
                .isThrownBy(() -> blas.sgemm(NO_TRANS, NO_TRANS, 2, 2, 2, 1, x, 2, x, 2, 0, x, 2));
        assertThatIllegalStateException()
                .isThrownBy(() -> blas.sgemmCritical(NO_TRANS, NO_TRANS, 2, 2, 2, 1, x, 2, x, 2, 0, x, 2));
    }

    @Test
    void throwsOnAnotherThreadsMemory() throws Exception {
        OpenBlas blas = Natives.openBlas();
        try (Arena arena = Arena.ofConfined();
                var other = Executors.newSingleThreadExecutor()) {
            MemorySegment x = arena.allocateFrom(JAVA_FLOAT, 1, 2, 3, 4);
            other.submit(() -> assertThatExceptionOfType(WrongThreadException.class)
                            .isThrownBy(() -> blas.sdot(4, x, 1, x, 1)))
                    .get();
        }
    }

    @Test
    void refusesHeapMemoryOutsideCriticalCalls() {
        OpenBlas blas = Natives.openBlas();
        MemorySegment x = floats(4);
        assertThatIllegalArgumentException().isThrownBy(() -> blas.sdot(4, x, 1, x, 1));
    }
}
