package dev.gatun.bench.gate.suite;

import dev.gatun.Tensor;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Shape;
import dev.gatun.gemm.Backend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** The benchmarks of the quick suite: one of each kind of code that a change can slow down, each of microseconds. */
enum QuickBenchmark {
    /** Packing, and a product that is not square. */
    SGEMM_PACKED_64X784X50("sgemm packed 64x784x50"),
    /** The micro kernel, in the caches. */
    SGEMM_PACKED_256("sgemm packed 256x256x256"),
    /** The same by OpenBLAS through Panama. */
    SGEMM_OPENBLAS_64X784X50("sgemm openblas 64x784x50"),
    /** OpenBLAS at its best. */
    SGEMM_OPENBLAS_256("sgemm openblas 256x256x256"),
    /** A loop over elements in the second cache. */
    ADD("add 16384"),
    /** A reduction. */
    SUM("sum 65536"),
    /** Finding the plan, and a batch of small products. */
    EINSUM("einsum bij,bjk->bik 8x32x32x32");

    private static final int ELEMENTS = 16384;
    private static final int SUMMED = 65536;
    private static final int BATCH = 8;
    private static final int SIDE = 32;
    private static final long CACHE_LINE = 64;

    /** Relatively; sums of float numbers that are not negative are much nearer, see {@link Reference#sample}. */
    private static final double TOLERANCE = 1e-4;

    private final String label;

    QuickBenchmark(String label) {
        this.label = label;
    }

    /** Its name in tables and files. */
    String label() {
        return label;
    }

    static QuickBenchmark of(String label) {
        return Arrays.stream(values())
                .filter(known -> known.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no benchmark " + label));
    }

    /** Makes the operands. */
    Work prepare(int threads) {
        return switch (this) {
            case SGEMM_PACKED_64X784X50 -> product("64x784x50", Backend.PACKED, threads);
            case SGEMM_PACKED_256 -> product("256x256x256", Backend.PACKED, threads);
            case SGEMM_OPENBLAS_64X784X50 -> product("64x784x50", Backend.OPENBLAS, threads);
            case SGEMM_OPENBLAS_256 -> product("256x256x256", Backend.OPENBLAS, threads);
            case ADD -> add();
            case SUM -> sum();
            case EINSUM -> einsum();
        };
    }

    /** An operation, with a result that the compiler cannot do without. */
    @FunctionalInterface
    interface Call {
        Object run();
    }

    /**
     * What is timed.
     *
     * @param call one operation
     * @param error how far the last result is from the exact one, relatively
     */
    record Work(Call call, DoubleSupplier error) {
        /** Makes sure that what is timed is right. */
        void check() {
            call.run();
            double off = error.getAsDouble();
            if (!(off <= TOLERANCE)) { // so NaN too
                throw new IllegalStateException("not near the reference: off by " + off);
            }
        }
    }

    private static Work product(String sizes, Backend backend, int threads) {
        Shape shape = Shape.parse(sizes);
        Operands operands = Operands.random(shape);
        Reference reference = Reference.sample(operands);
        Tensor a = inNativeMemory(operands.a(), shape.m(), shape.k());
        Tensor b = inNativeMemory(operands.b(), shape.k(), shape.n());
        Tensor out = inNativeMemory(new float[shape.m() * shape.n()], shape.m(), shape.n());
        return new Work(() -> a.matmul(b, out, backend, threads), () -> {
            Reference.Check check = reference.check(out.toArray());
            return check.near() ? 0 : Math.max(check.maxError(), 1);
        });
    }

    private static Work add() {
        float[] a = uniform(ELEMENTS, 1);
        float[] b = uniform(ELEMENTS, 2);
        float[] sum = new float[ELEMENTS];
        for (int i = 0; i < ELEMENTS; i++) {
            sum[i] = a[i] + b[i];
        }
        Tensor left = inNativeMemory(a, ELEMENTS);
        Tensor right = inNativeMemory(b, ELEMENTS);
        Tensor out = inNativeMemory(new float[ELEMENTS], ELEMENTS);
        return new Work(() -> left.add(right, out), () -> Arrays.equals(out.toArray(), sum) ? 0 : 1);
    }

    private static Work sum() {
        float[] values = uniform(SUMMED, 3);
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        double exact = sum;
        Tensor operand = inNativeMemory(values, SUMMED);
        return new Work(operand::sum, () -> Math.abs(operand.sum().item() - exact) / exact);
    }

    private static Work einsum() {
        float[] a = uniform(BATCH * SIDE * SIDE, 4);
        float[] b = uniform(BATCH * SIDE * SIDE, 5);
        double[] exact = batchedProduct(a, b);
        Tensor left = inNativeMemory(a, BATCH, SIDE, SIDE);
        Tensor right = inNativeMemory(b, BATCH, SIDE, SIDE);
        Tensor out = inNativeMemory(new float[exact.length], BATCH, SIDE, SIDE);
        return new Work(() -> Tensor.einsum(out, "bij,bjk->bik", left, right), () -> farthest(out.toArray(), exact));
    }

    private static double[] batchedProduct(float[] a, float[] b) {
        double[] exact = new double[BATCH * SIDE * SIDE];
        for (int batch = 0; batch < BATCH; batch++) {
            int at = batch * SIDE * SIDE;
            for (int i = 0; i < SIDE; i++) {
                for (int k = 0; k < SIDE; k++) {
                    for (int j = 0; j < SIDE; j++) {
                        exact[at + i * SIDE + k] += (double) a[at + i * SIDE + j] * b[at + j * SIDE + k];
                    }
                }
            }
        }
        return exact;
    }

    private static double farthest(float[] values, double[] exact) {
        double farthest = 0;
        for (int i = 0; i < exact.length; i++) {
            farthest = Math.max(farthest, Math.abs(values[i] - exact[i]) / exact[i]);
        }
        return farthest;
    }

    /** Freed with the process. */
    private static Tensor inNativeMemory(float[] values, long... shape) {
        MemorySegment memory = Arena.global().allocate((long) Float.BYTES * values.length, CACHE_LINE);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, values.length);
        return Tensor.wrap(memory, shape);
    }

    private static float[] uniform(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
