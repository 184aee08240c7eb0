package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.bindings.OpenBlas;
import dev.gatun.gemm.Views.Kind;
import dev.gatun.gemm.Views.Place;
import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each test runs with each backend; those of OpenBLAS are skipped where it is not there. */
class GemmTest {
    /** Zero, one, primes, and sizes around those of register tiles and vectors. */
    private static final int[] SIZES = {0, 1, 2, 3, 5, 7, 8, 13, 16, 17, 31, 33, 64, 65, 100};

    private static final float[] FACTORS = {0, 1, -1, 0.5f, 3};

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void allSizesInAllTransposes(Backend backend) {
        assumePresent(backend);
        RandomGenerator random = new Random(1);
        for (int m : SIZES) {
            for (int n : SIZES) {
                for (int k : SIZES) {
                    try (Arena arena = Arena.ofConfined()) {
                        for (int transposes = 0; transposes < 4; transposes++) {
                            Kind left = (transposes & 1) == 0 ? Kind.PLAIN : Kind.TRANSPOSED;
                            Kind right = (transposes & 2) == 0 ? Kind.PLAIN : Kind.TRANSPOSED;
                            Strided a = Views.random(random, arena, Place.NATIVE, left.layout(m, k));
                            Strided b = Views.random(random, arena, Place.NATIVE, right.layout(k, n));
                            Strided c = Views.blank(arena, Place.NATIVE, Kind.PLAIN.layout(m, n));
                            check(backend, 1, a, b, 0, c, m + " x " + k + " x " + n + " " + left + " " + right);
                        }
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void anyViewsInAnyMemoryWithAnyFactors(Backend backend) {
        assumePresent(backend);
        RandomGenerator random = new Random(2);
        for (int round = 0; round < 2000; round++) {
            try (Arena arena = Arena.ofConfined()) {
                int m = pick(random, SIZES);
                int n = pick(random, SIZES);
                int k = pick(random, SIZES);
                Kind left = pick(random, Kind.values());
                Kind right = pick(random, Kind.values());
                Kind out = pick(random, Kind.WRITABLE);
                Place[] places = Place.values();
                Strided a = Views.random(random, arena, pick(random, places), left.layout(m, k));
                Strided b = Views.random(random, arena, pick(random, places), right.layout(k, n));
                float alpha = FACTORS[random.nextInt(FACTORS.length)];
                float beta = FACTORS[random.nextInt(FACTORS.length)];
                Place place = pick(random, places);
                Strided c = beta == 0
                        ? Views.blank(arena, place, out.layout(m, n))
                        : Views.random(random, arena, place, out.layout(m, n));
                String what = "round " + round + ", " + m + " x " + k + " x " + n + ", " + left + " by " + right
                        + " into " + out + " in " + place + ", alpha " + alpha + ", beta " + beta;
                check(backend, alpha, a, b, beta, c, what);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void longProductsFromTheHeap(Backend backend) {
        assumePresent(backend);
        RandomGenerator random = new Random(3);
        try (Arena arena = Arena.ofConfined()) {
            for (Kind kind : Kind.WRITABLE) {
                Strided a = Views.random(random, arena, Place.FLOATS, kind.layout(130, 70));
                Strided b = Views.random(random, arena, Place.MAPPED, kind.layout(70, 90));
                Strided c = Views.random(random, arena, Place.FLOATS, kind.layout(130, 90));
                assertThat(130L * 70 * 90).isGreaterThan(OpenBlasGemm.SHORT);
                check(backend, 2, a, b, -1, c, kind.toString());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void infinitiesAndNaNsSpreadAsIeeeSays(Backend backend) {
        assumePresent(backend);
        RandomGenerator random = new Random(4);
        float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -0f};
        for (int round = 0; round < 500; round++) {
            try (Arena arena = Arena.ofConfined()) {
                int m = 1 + random.nextInt(40);
                int n = 1 + random.nextInt(40);
                int k = 1 + random.nextInt(40);
                Strided a = Views.random(
                        random, arena, Place.NATIVE, pick(random, Kind.WRITABLE).layout(m, k));
                Strided b = Views.random(
                        random, arena, Place.NATIVE, pick(random, Kind.WRITABLE).layout(k, n));
                Strided c = Views.blank(arena, Place.NATIVE, Kind.SLICED.layout(m, n));
                for (int i = 0; i < 3; i++) {
                    Views.set(a, random.nextInt(m), random.nextInt(k), special[random.nextInt(special.length)]);
                    Views.set(b, random.nextInt(k), random.nextInt(n), special[random.nextInt(special.length)]);
                }
                check(backend, 1, a, b, 0, c, "round " + round);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void alphaZeroReadsNoOperandAndBetaZeroNoResult(Backend backend) {
        assumePresent(backend);
        Strided nan = Views.blank(Arena.ofAuto(), Place.NATIVE, Layout.contiguous(3, 3));
        Strided c = Views.random(new Random(5), Arena.ofAuto(), Place.NATIVE, Layout.contiguous(3, 3));
        float before = Views.get(c, 1, 2);
        run(backend, 0, nan, nan, 2, c);
        assertThat(Views.get(c, 1, 2)).isEqualTo(2 * before);
        run(backend, 0, nan, nan, 0, c);
        assertThat(Views.get(c, 1, 2)).isZero();
        Strided d = Views.blank(Arena.ofAuto(), Place.NATIVE, Layout.contiguous(3, 3));
        run(backend, 0, nan, nan, 0, d);
        assertThat(Views.get(d, 2, 2)).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void outputsThatShareMemoryWithOperands(Backend backend) {
        assumePresent(backend);
        RandomGenerator random = new Random(6);
        for (float beta : new float[] {0, 1, -2}) {
            for (Place place : Place.values()) {
                for (int n : new int[] {1, 8, 33, 70}) {
                    try (Arena arena = Arena.ofConfined()) {
                        Layout square = Layout.contiguous(n, n);
                        Strided a = Views.random(random, arena, place, square);
                        Strided b = Views.random(random, arena, place, square);
                        String what = place + " " + n + " beta " + beta;
                        check(backend, 1, a, b, beta, a, "in place of A, " + what);
                        check(backend, 1, a, b, beta, b, "in place of B, " + what);
                        check(backend, 1, a, a, beta, a, "a square in its own place, " + what);
                        Strided turned = new Strided(a.memory(), square.transpose(0, 1));
                        check(backend, 1, a, b, beta, turned, "into the transpose of A, " + what);

                        Strided pair = Views.random(random, arena, place, Layout.contiguous(n + 1, n));
                        Strided upper = new Strided(pair.memory(), square);
                        Strided lower = new Strided(pair.memory(), square.shifted(n));
                        check(backend, 1, upper, b, beta, lower, "one row on, " + what);
                        check(backend, 1, b, lower, beta, upper, "one row back, " + what);

                        Layout wide = Layout.contiguous(n, 2L * n);
                        Strided columns = Views.random(random, arena, place, wide);
                        Strided even = new Strided(columns.memory(), wide.slice(1, 0, Layout.OPEN, 2));
                        Strided odd = new Strided(columns.memory(), wide.slice(1, 1, Layout.OPEN, 2));
                        check(backend, 1, even, b, beta, odd, "interleaved, " + what);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void sharedMemoryBehindDifferentSegments(Backend backend) {
        assumePresent(backend);
        RandomGenerator random = new Random(7);
        Layout square = Layout.contiguous(6, 6);
        float[] array = new float[60];
        Strided b = Views.random(random, Arena.ofAuto(), Place.NATIVE, square);
        MemorySegment file = Place.MAPPED.block(Arena.ofAuto(), 60);
        MemorySegment[][] sameMemory = {
            {MemorySegment.ofArray(array), MemorySegment.ofArray(array).asSlice(16)},
            {MemorySegment.ofArray(array).asReadOnly(), MemorySegment.ofArray(array)},
            {file.asSlice(0, 160), file.asSlice(32, 160)},
            {file.asReadOnly(), file},
        };
        for (MemorySegment[] same : sameMemory) {
            Strided c = new Strided(same[1], square);
            for (int i = 0; i < 36; i++) {
                Views.set(c, i / 6, i % 6, random.nextFloat());
            }
            check(backend, 1, new Strided(same[0], square), b, 0, c, "left");
            check(backend, 1, b, new Strided(same[0], square), 1, c, "right");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void closedAndForeignArenas(Backend backend) throws InterruptedException {
        assumePresent(backend);
        for (int n : new int[] {4, 100}) { // a short call and a long one
            Layout square = Layout.contiguous(n, n);
            Strided[] open = new Strided[3];
            for (int i = 0; i < 3; i++) {
                open[i] = Views.random(new Random(8), Arena.ofAuto(), Place.NATIVE, square);
            }
            for (int i = 0; i < 3; i++) {
                Strided[] one = open.clone();
                try (Arena arena = Arena.ofConfined()) {
                    one[i] = Views.random(new Random(8), arena, Place.NATIVE, square);
                    Throwable[] thrown = new Throwable[1];
                    Thread other = new Thread(() -> {
                        try {
                            run(backend, 1, one[0], one[1], 0, one[2]);
                        } catch (RuntimeException e) {
                            thrown[0] = e;
                        }
                    });
                    other.start();
                    other.join();
                    assertThat(thrown[0]).isInstanceOf(WrongThreadException.class);
                }
                assertThatIllegalStateException().isThrownBy(() -> run(backend, 1, one[0], one[1], 0, one[2]));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void wrongOperandsAreRefusedBeforeAnythingIsWritten(Backend backend) {
        assumePresent(backend);
        MemorySegment memory = MemorySegment.ofArray(new float[12]);
        Layout square = Layout.contiguous(3, 3);
        Strided a = new Strided(memory, square);
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> run(backend, 1, a, new Strided(memory, Layout.contiguous(2, 3)), 0, a))
                .withMessage("gemm: shapes [3, 3] and [2, 3] do not multiply into [3, 3]; "
                        + "[m, k] and [k, n] do into [m, n]");
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> run(backend, 1, a, new Strided(memory, Layout.contiguous(3)), 0, a))
                .withMessageContaining("[3, 3] and [3] do not multiply");
        assertThatExceptionOfType(IndexOutOfBoundsException.class)
                .isThrownBy(() -> run(backend, 1, a, new Strided(memory, square.shifted(4)), 0, a))
                .withMessageContaining("right operand")
                .withMessageContaining("reaches elements 4 to 12, its memory has 12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(backend, 1, a, a, 0, new Strided(memory.asReadOnly(), square)))
                .withMessage("gemm: the memory of the output is read-only");
        assertThatExceptionOfType(ShapeException.class)
                .isThrownBy(() -> run(
                        backend,
                        1,
                        a,
                        a,
                        0,
                        new Strided(memory, Layout.contiguous(1, 3).expand(3, 3))))
                .withMessageContaining("several indices for one element");
        assertThat(memory.toArray(Views.FLOAT)).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void readOnlyOperandsAreRead(Backend backend) {
        assumePresent(backend);
        for (Place place : Place.values()) {
            Strided a = Views.random(new Random(9), Arena.ofAuto(), place, Layout.contiguous(9, 9));
            Strided readOnly = new Strided(a.memory().asReadOnly(), a.layout());
            Strided c = Views.blank(Arena.ofAuto(), place, Layout.contiguous(9, 9));
            check(backend, 1, readOnly, readOnly, 0, c, place.toString());
        }
    }

    // ---------------------------------------------------------------------------------------------- beyond 2^31

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    @EnabledOnOs(OS.LINUX) // where a sparse file costs nothing
    void rowsFurtherApartThanAnIntCounts(Backend backend) {
        assumePresent(backend);
        long stride = (1L << 31) + 5;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = Views.mapped(arena, (stride + 30) * Float.BYTES);
            Layout far = Layout.strided(new long[] {2, 3}, new long[] {stride, 1}, 0);
            Strided a = new Strided(memory, far);
            Strided c = new Strided(memory, far.shifted(20));
            for (long i = 0; i < 6; i++) {
                Views.set(a, i / 3, i % 3, (float) (i + 1));
            }
            Strided b = Views.random(new Random(10), arena, Place.NATIVE, Layout.contiguous(3, 3));
            DoubleReference expected = DoubleReference.of(a.memory(), a.layout(), b.memory(), b.layout());
            run(backend, 1, a, b, 0, c);
            expected.assertNear("far rows", c.memory(), c.layout());
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENBLAS", "REFERENCE"})
    void dimensionsLongerThanAnIntCounts(Backend backend) {
        assumePresent(backend);
        long huge = (1L << 31) + 1;
        MemorySegment one = MemorySegment.ofArray(new float[] {7});
        MemorySegment c = MemorySegment.ofArray(new float[] {3});
        Layout cell = Layout.contiguous(1, 1);
        // No rows, no columns, or a factor of 0: the length is counted, and nothing is walked over.
        Gemm.run(backend, 1, one, cell.expand(huge, 1), one, Layout.contiguous(1, 0), 0, c, Layout.contiguous(huge, 0));
        Gemm.run(backend, 1, one, Layout.contiguous(0, 1), one, cell.expand(1, huge), 0, c, Layout.contiguous(0, huge));
        Gemm.run(backend, 0, one, cell.expand(1, huge), one, cell.expand(huge, 1), 2, c, cell);
        assertThat(c.get(Views.FLOAT, 0)).isEqualTo(6);
    }

    @Test
    void aSumLongerThanABlock() {
        assumePresent(Backend.OPENBLAS);
        long k = OpenBlasGemm.BLOCK + 3;
        MemorySegment half = MemorySegment.ofArray(new float[] {0.5f});
        MemorySegment c = MemorySegment.ofArray(new float[] {Float.NaN});
        Layout cell = Layout.contiguous(1, 1);
        Gemm.run(Backend.OPENBLAS, 1, half, cell.expand(1, k), half, cell.expand(k, 1), 0, c, cell);
        assertThat((double) c.get(Views.FLOAT, 0)).isBetween(k * 0.25 - 1, k * 0.25 + 1);
    }

    @Test
    void blocksMakeTheSameProduct() {
        assumePresent(Backend.OPENBLAS);
        RandomGenerator random = new Random(11);
        for (Kind kind : Kind.WRITABLE) {
            for (int block : new int[] {1, 7, 13, 20}) {
                for (float beta : new float[] {0, 1, -0.5f}) {
                    Arena arena = Arena.ofAuto();
                    Strided a = Views.random(random, arena, Place.NATIVE, kind.layout(13, 20));
                    Strided b = Views.random(random, arena, Place.FLOATS, kind.layout(20, 15));
                    Strided c = beta == 0
                            ? Views.blank(arena, Place.NATIVE, kind.layout(13, 15))
                            : Views.random(random, arena, Place.NATIVE, kind.layout(13, 15));
                    DoubleReference expected = reference(3, a, b, beta, c);
                    byte[] before = Views.bytes(c);
                    split(block, a, b, beta, c);
                    expected.assertNear(kind + " in blocks of " + block, c.memory(), c.layout());
                    assertThat(Views.surroundings(c, before)).isEqualTo(before);
                }
            }
        }
    }

    private static void split(int block, Strided a, Strided b, float beta, Strided c) {
        Layout la = a.layout();
        Layout lb = b.layout();
        Layout lc = c.layout();
        OpenBlasGemm.split(
                block,
                lc.size(0),
                lc.size(1),
                la.size(1),
                3,
                a.memory(),
                la.offset(),
                la.stride(0),
                la.stride(1),
                b.memory(),
                lb.offset(),
                lb.stride(0),
                lb.stride(1),
                beta,
                c.memory(),
                lc.offset(),
                lc.stride(0),
                lc.stride(1));
    }

    @Test
    void arraysArePinnedWhereTheJdkKeepsThemSafely() {
        assertThat(OpenBlasGemm.mayPin(Runtime.Version.parse("25"))).isFalse();
        assertThat(OpenBlasGemm.mayPin(Runtime.Version.parse("25.0.2+10"))).isFalse();
        assertThat(OpenBlasGemm.mayPin(Runtime.Version.parse("25.0.3+9-LTS"))).isTrue();
        assertThat(OpenBlasGemm.mayPin(Runtime.Version.parse("26"))).isTrue();
    }

    // ---------------------------------------------------------------------------------------------- helpers

    static void assumePresent(Backend backend) {
        assumeTrue(backend != Backend.OPENBLAS || OpenBlas.instance().isPresent(), "no OpenBLAS here");
    }

    private static void run(Backend backend, float alpha, Strided a, Strided b, float beta, Strided c) {
        Gemm.run(backend, alpha, a.memory(), a.layout(), b.memory(), b.layout(), beta, c.memory(), c.layout());
    }

    /** Runs, compares with the reference, and looks whether anything around C was touched. */
    private static void check(Backend backend, float alpha, Strided a, Strided b, float beta, Strided c, String what) {
        DoubleReference expected = reference(alpha, a, b, beta, c);
        byte[] before = Views.bytes(c);
        run(backend, alpha, a, b, beta, c);
        expected.assertNear(what, c.memory(), c.layout());
        assertThat(Arrays.equals(Views.surroundings(c, before), before))
                .as("nothing around the output was written: %s", what)
                .isTrue();
    }

    private static DoubleReference reference(float alpha, Strided a, Strided b, float beta, Strided c) {
        return DoubleReference.of(alpha, a.memory(), a.layout(), b.memory(), b.layout(), beta, c.memory(), c.layout());
    }

    private static int pick(RandomGenerator random, int[] values) {
        return values[random.nextInt(values.length)];
    }

    private static <T> T pick(RandomGenerator random, T[] values) {
        return values[random.nextInt(values.length)];
    }

    /** One element seen as 2^26 of them: packed in blocks, not as 256 MiB. */
    @Test
    void aBroadcastOperandIsPackedInBlocks() {
        int n = 1 << 13;
        MemorySegment one = MemorySegment.ofArray(new float[] {2});
        MemorySegment ones = MemorySegment.ofArray(new float[n]);
        for (int i = 0; i < n; i++) {
            ones.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
        }
        MemorySegment result = MemorySegment.ofArray(new float[n]);
        Layout matrix = Layout.contiguous(1, 1).expand(n, n);
        Gemm.run(Backend.AUTO, 1, one, matrix, ones, Layout.contiguous(n, 1), 0, result, Layout.contiguous(n, 1));
        for (int i = 0; i < n; i++) {
            assertThat(result.getAtIndex(ValueLayout.JAVA_FLOAT, i)).isEqualTo(2f * n);
        }
    }
}
