package dev.gatun.bindings;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.bindings.OpenBlas.Transpose;
import dev.gatun.bindings.openblas.cblas_h;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bound function against plain loops in double precision. */
class OpenBlasTest {

    /** What lies between rows and behind the last one: it must never be read into a result nor be written. */
    private static final float GUARD = Float.NaN;

    private static OpenBlas blas;

    private final Arena arena = Arena.ofConfined();
    private final Random random = new Random(20261123);

    @BeforeAll
    static void load() {
        blas = Natives.openBlas();
    }

    @AfterEach
    void close() {
        arena.close();
    }

    /** A product: its form, and by how much each leading dimension exceeds a row. */
    record Product(Transpose transA, Transpose transB, int m, int n, int k, int slack) {}

    static Stream<Product> products() {
        List<Product> products = new ArrayList<>();
        int[][] sizes = {
            {1, 1, 1}, {2, 3, 4}, {5, 10, 784}, {7, 1, 13}, {1, 17, 5}, {16, 16, 16}, {33, 31, 37}, {3, 4, 0}
        };
        for (int[] size : sizes) {
            for (Transpose transA : Transpose.values()) {
                for (Transpose transB : Transpose.values()) {
                    products.add(new Product(transA, transB, size[0], size[1], size[2], 0));
                    products.add(new Product(transA, transB, size[0], size[1], size[2], 3));
                }
            }
        }
        return products.stream();
    }

    @ParameterizedTest
    @MethodSource("products")
    void multipliesInSinglePrecision(Product p) {
        Matrix a = stored(p.transA, p.m, p.k, p.slack);
        Matrix b = stored(p.transB, p.k, p.n, p.slack);
        Matrix c = matrix(p.m, p.n, p.slack);
        double[][] expected = product(p, 1.5, a, b, -0.5, c);
        MemorySegment out = c.floats(arena);
        blas.sgemm(
                p.transA,
                p.transB,
                p.m,
                p.n,
                p.k,
                1.5f,
                a.floats(arena),
                a.ld,
                b.floats(arena),
                b.ld,
                -0.5f,
                out,
                c.ld);
        c.assertFloats(out, expected, 1e-5 * (p.k + 2));
    }

    @ParameterizedTest
    @MethodSource("products")
    void multipliesHeapArraysInCriticalCalls(Product p) {
        Matrix a = stored(p.transA, p.m, p.k, p.slack);
        Matrix b = stored(p.transB, p.k, p.n, p.slack);
        Matrix c = matrix(p.m, p.n, p.slack);
        double[][] expected = product(p, 1, a, b, 2, c);
        MemorySegment out = MemorySegment.ofArray(c.floats());
        blas.sgemmCritical(
                p.transA,
                p.transB,
                p.m,
                p.n,
                p.k,
                1,
                MemorySegment.ofArray(a.floats()),
                a.ld,
                b.floats(arena), // one native among them
                b.ld,
                2,
                out,
                c.ld);
        c.assertFloats(out, expected, 1e-5 * (p.k + 2));
    }

    @ParameterizedTest
    @MethodSource("products")
    void multipliesInDoublePrecision(Product p) {
        Matrix a = stored(p.transA, p.m, p.k, p.slack);
        Matrix b = stored(p.transB, p.k, p.n, p.slack);
        Matrix c = matrix(p.m, p.n, p.slack);
        double[][] expected = product(p, 1.5, a, b, -0.5, c);
        MemorySegment out = arena.allocateFrom(JAVA_DOUBLE, c.data);
        blas.dgemm(
                p.transA,
                p.transB,
                p.m,
                p.n,
                p.k,
                1.5,
                arena.allocateFrom(JAVA_DOUBLE, a.data),
                a.ld,
                arena.allocateFrom(JAVA_DOUBLE, b.data),
                b.ld,
                -0.5,
                out,
                c.ld);
        double[] got = out.toArray(JAVA_DOUBLE);
        for (int i = 0; i < p.m; i++) {
            for (int j = 0; j < p.n; j++) {
                assertThat(got[i * c.ld + j]).isCloseTo(expected[i][j], within(1e-13 * (p.k + 2)));
            }
        }
    }

    @Test
    void doesNotReadAnOutputThatBetaDiscards() {
        MemorySegment a = arena.allocateFrom(JAVA_FLOAT, 1, 2, 3, 4);
        MemorySegment c = arena.allocateFrom(JAVA_FLOAT, GUARD, GUARD, GUARD, GUARD);
        blas.sgemm(Transpose.NO_TRANS, Transpose.NO_TRANS, 2, 2, 2, 1, a, 2, a, 2, 0, c, 2);
        assertThat(c.toArray(JAVA_FLOAT)).containsExactly(7, 10, 15, 22);
    }

    @Test
    void multipliesBatches() {
        Product p = new Product(Transpose.NO_TRANS, Transpose.TRANS, 3, 4, 5, 1);
        int count = 6;
        Matrix a = stored(p.transA, p.m, p.k, p.slack);
        List<Matrix> bs = new ArrayList<>();
        List<Matrix> cs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            bs.add(stored(p.transB, p.k, p.n, p.slack));
            cs.add(matrix(p.m, p.n, p.slack));
        }
        int strideB = bs.get(0).data.length;
        int strideC = cs.get(0).data.length + 2;
        MemorySegment b = arena.allocate((long) strideB * count * Float.BYTES, Float.BYTES);
        MemorySegment c = arena.allocate((long) strideC * count * Float.BYTES, Float.BYTES);
        for (int i = 0; i < count; i++) {
            MemorySegment.copy(bs.get(i).floats(), 0, b, JAVA_FLOAT, (long) i * strideB * Float.BYTES, strideB);
            MemorySegment.copy(cs.get(i).floats(), 0, c, JAVA_FLOAT, (long) i * strideC * Float.BYTES, strideC - 2);
        }
        // One A for all, as a stride of 0 says.
        blas.sgemmBatchStrided(
                p.transA,
                p.transB,
                p.m,
                p.n,
                p.k,
                1,
                a.floats(arena),
                a.ld,
                0,
                b,
                bs.get(0).ld,
                strideB,
                0.5f,
                c,
                cs.get(0).ld,
                strideC,
                count);
        for (int i = 0; i < count; i++) {
            double[][] expected = product(p, 1, a, bs.get(i), 0.5, cs.get(i));
            cs.get(i).assertFloats(c.asSlice((long) i * strideC * Float.BYTES), expected, 1e-4);
        }
    }

    /** The library's own batch call on products that are not small; the facade avoids it where it is broken. */
    @Test
    void bindsTheBatchCall() {
        int n = 256;
        Matrix a = matrix(n, n, 0);
        Matrix b = matrix(n, n, 0);
        MemorySegment out = arena.allocate(2L * n * n * Float.BYTES, Float.BYTES);
        MemorySegment one = arena.allocate((long) n * n * Float.BYTES, Float.BYTES);
        MemorySegment left = a.floats(arena);
        MemorySegment right = b.floats(arena);
        blas.sgemm(Transpose.NO_TRANS, Transpose.TRANS, n, n, n, 2, left, n, right, n, 0, one, n);
        cblas_h.cblas_sgemm_batch_strided(
                cblas_h.CblasRowMajor(),
                cblas_h.CblasNoTrans(),
                cblas_h.CblasTrans(),
                n,
                n,
                n,
                2,
                left,
                n,
                0,
                right,
                n,
                0,
                0,
                out,
                n,
                n * n,
                2);
        for (int i = 0; i < 2; i++) {
            assertThat(out.asSlice((long) i * n * n * Float.BYTES, one.byteSize())
                            .mismatch(one))
                    .isEqualTo(-1);
        }
    }

    @Test
    void knowsWhichBatchCallsAreBroken() {
        SymbolLookup has = name -> Optional.of(MemorySegment.NULL);
        assertThat(NativeLibrary.canBatch(has, "OpenBLAS 0.3.31 DYNAMIC_ARCH NO_AFFINITY"))
                .isFalse();
        assertThat(NativeLibrary.canBatch(has, "OpenBLAS 0.3.34.dev DYNAMIC_ARCH"))
                .isFalse();
        assertThat(NativeLibrary.canBatch(has, "OpenBLAS 0.3.35 DYNAMIC_ARCH")).isTrue();
        assertThat(NativeLibrary.canBatch(has, "OpenBLAS 1.0 DYNAMIC_ARCH")).isTrue();
        assertThat(NativeLibrary.canBatch(has, "OpenBLAS 0.3.31 NO_AFFINITY Zen"))
                .isTrue();
        assertThat(NativeLibrary.canBatch(name -> Optional.empty(), "OpenBLAS 0.3.35 Zen"))
                .isFalse();
    }

    @Test
    void multipliesNoBatches() {
        MemorySegment empty = arena.allocate(0);
        blas.sgemmBatchStrided(
                Transpose.NO_TRANS, Transpose.NO_TRANS, 2, 2, 2, 1, empty, 2, 4, empty, 2, 4, 0, empty, 2, 4, 0);
    }

    @Test
    void multipliesMatrixAndVector() {
        for (Transpose trans : Transpose.values()) {
            for (int incX : new int[] {1, 3, -2}) {
                Matrix a = matrix(6, 9, 2);
                boolean plain = trans == Transpose.NO_TRANS;
                double[] x = values((plain ? 9 : 6) * Math.abs(incX));
                double[] y = values((plain ? 6 : 9) * 2);
                MemorySegment out = floats(y);
                blas.sgemv(trans, 6, 9, 2, a.floats(arena), a.ld, floats(x), incX, -1, out, 2);
                for (int i = 0; i < (plain ? 6 : 9); i++) {
                    double sum = -y[i * 2];
                    for (int j = 0; j < (plain ? 9 : 6); j++) {
                        sum += 2 * (plain ? a.at(i, j) : a.at(j, i)) * x[index(j, plain ? 9 : 6, incX)];
                    }
                    assertThat(out.getAtIndex(JAVA_FLOAT, i * 2L)).isCloseTo((float) sum, within(1e-4f));
                }
            }
        }
    }

    @Test
    void addsOuterProduct() {
        Matrix a = matrix(4, 7, 3);
        double[] x = values(4 * 2);
        double[] y = values(7);
        double[][] expected = new double[4][7];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 7; j++) {
                expected[i][j] = a.at(i, j) + 0.5 * x[index(i, 4, -2)] * y[j];
            }
        }
        MemorySegment out = a.floats(arena);
        blas.sger(4, 7, 0.5f, floats(x), -2, floats(y), 1, out, a.ld);
        a.assertFloats(out, expected, 1e-5);
    }

    @Test
    void worksOnVectors() {
        int n = 37;
        double[] x = values(n * 2);
        double[] y = values(n);
        double dot = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            dot += x[i * 2] * y[i];
            squares += x[i * 2] * x[i * 2];
        }
        MemorySegment out = floats(y);
        assertThat(blas.sdot(n, floats(x), 2, out, 1)).isCloseTo((float) dot, within(1e-5f));
        assertThat(blas.snrm2(n, floats(x), 2)).isCloseTo((float) Math.sqrt(squares), within(1e-5f));
        blas.saxpy(n, -3, floats(x), 2, out, 1);
        for (int i = 0; i < n; i++) {
            assertThat(out.getAtIndex(JAVA_FLOAT, i)).isCloseTo((float) (y[i] - 3 * x[i * 2]), within(1e-5f));
        }
        assertThat(blas.sdot(0, out, 1, out, 1)).isZero();
        assertThat(blas.snrm2(0, out, 1)).isZero();
    }

    @Test
    void saysWhatItIs() {
        assertThat(blas.version()).isEqualTo("0.3.31");
        assertThat(blas.config()).startsWith("OpenBLAS 0.3.31 ").contains(blas.coreName());
        assertThat(blas.path()).isAbsolute().isRegularFile();
        assertThat(blas.processors()).isPositive();
        assertThat(blas.parallel()).isBetween(0, 2);
        assertThat(blas.sgemmAddress().address()).isNotZero();
        assertThat(OpenBlas.instance()).containsSame(blas);
        assertThat(OpenBlas.report().chosen().orElseThrow().path()).contains(blas.path());
    }

    @Test
    void usesOneThreadUnlessToldOtherwise() {
        assertThat(blas.threads()).isEqualTo(1);
        try {
            blas.setThreads(2);
            assertThat(blas.threads()).isEqualTo(2);
        } finally {
            blas.setThreads(1);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> blas.setThreads(0))
                .withMessageContaining("at least 1");
    }

    /** Doubles that floats hold exactly, row major. */
    private static final class Matrix {
        final int rows;
        final int cols;
        final int ld;
        final double[] data;

        Matrix(int rows, int cols, int ld, double[] data) {
            this.rows = rows;
            this.cols = cols;
            this.ld = ld;
            this.data = data;
        }

        double at(int i, int j) {
            return data[i * ld + j];
        }

        /** With NaN in what is no element. */
        float[] floats() {
            float[] floats = new float[data.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = i % ld < cols ? (float) data[i] : GUARD;
            }
            return floats;
        }

        MemorySegment floats(Arena arena) {
            return arena.allocateFrom(JAVA_FLOAT, floats());
        }

        void assertFloats(MemorySegment got, double[][] expected, double tolerance) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < ld; j++) {
                    float element = got.getAtIndex(JAVA_FLOAT, (long) i * ld + j);
                    if (j < cols) {
                        assertThat((double) element).isCloseTo(expected[i][j], within(tolerance));
                    } else {
                        assertThat(element).as("behind row %d", i).isNaN();
                    }
                }
            }
        }
    }

    /** A matrix that op() turns into rows x cols. */
    private Matrix stored(Transpose trans, int rows, int cols, int slack) {
        return trans == Transpose.NO_TRANS ? matrix(rows, cols, slack) : matrix(cols, rows, slack);
    }

    private Matrix matrix(int rows, int cols, int slack) {
        int ld = Math.max(1, cols + slack);
        return new Matrix(rows, cols, ld, values(rows * ld));
    }

    private double[] values(int n) {
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = random.nextFloat() * 2 - 1;
        }
        return values;
    }

    private MemorySegment floats(double[] values) {
        return new Matrix(1, values.length, values.length, values).floats(arena);
    }

    /** Where BLAS finds element i of n. */
    private static int index(int i, int n, int inc) {
        return inc > 0 ? i * inc : (n - 1 - i) * -inc;
    }

    private static double[][] product(Product p, double alpha, Matrix a, Matrix b, double beta, Matrix c) {
        double[][] result = new double[p.m][p.n];
        for (int i = 0; i < p.m; i++) {
            for (int j = 0; j < p.n; j++) {
                double sum = 0;
                for (int x = 0; x < p.k; x++) {
                    sum += (p.transA == Transpose.NO_TRANS ? a.at(i, x) : a.at(x, i))
                            * (p.transB == Transpose.NO_TRANS ? b.at(x, j) : b.at(j, x));
                }
                result[i][j] = alpha * sum + beta * c.at(i, j);
            }
        }
        return result;
    }
}
