package dev.gatun.bench.sgemm;

import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.UntilCompiled;
import dev.gatun.gemm.Backend;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The JVM that measures the grid: both backends at every product, through {@code Tensor.matmul} as the dispatcher calls
 * them, on one thread. It tells a line for each product in each pass, {@code 4x16x64 NN}, in the last one with a tab and
 * the time of OpenBLAS over that of PACKED; and {@link #END} at the end.
 *
 * <p>Other than in {@link SgemmBenchmark} all products share the JVM, and so profiles and compiled code: that is what a
 * program is like which multiplies more than one shape, and a JVM for each product would take an hour.
 */
final class CalibrationFork {
    static final String END = "end";

    private static final int BATCHES = 2;
    private static final double MOST_COMPILE = 10;

    /** How much slower PACKED must look in the first pass for it to be taken for interpreted. */
    private static final double INTERPRETED = 4;

    /** Seconds that it is then run for: what C2 needs to see of a kernel that few products have. */
    private static final double UNTIL_HOT = 0.3;

    private final CalibrationEffort effort;

    private CalibrationFork(CalibrationEffort effort) {
        this.effort = effort;
    }

    /**
     * Measures.
     *
     * @param arguments a seed for the order of the products, those of the effort, and the sizes of the grid
     */
    public static void main(String[] arguments) {
        List<String> words = List.of(arguments);
        CalibrationEffort effort = CalibrationEffort.ofArguments(words.subList(1, 4));
        List<Integer> sizes =
                words.subList(4, words.size()).stream().map(Integer::valueOf).toList();
        new CalibrationFork(effort).measure(sizes, new Random(Long.parseLong(arguments[0])));
        System.out.println(END);
    }

    private void measure(List<Integer> sizes, Random random) {
        List<Best> all =
                new ArrayList<>(GridPoint.all(sizes).stream().map(Best::new).toList());
        for (int pass = 1; pass <= effort.passes(); pass++) {
            // In any order but that of the sizes: a machine that is slow for a while must not look like a size that is.
            Collections.shuffle(all, random);
            for (Best best : all) {
                measure(best);
                if (pass == 1 && best.packed > INTERPRETED * best.openBlas) {
                    runUntilHot(best.point);
                }
                System.out.println(best.point + (pass < effort.passes() ? "" : "\t" + best.openBlas / best.packed));
            }
            if (pass < effort.passes()) {
                UntilCompiled.ofThisJvm().run(CalibrationFork::idle, MOST_COMPILE);
            }
        }
    }

    private static void idle() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The least nanoseconds of a call so far: what disturbs can only make a batch slower. */
    private static final class Best {
        private final GridPoint point;
        private double packed = Double.POSITIVE_INFINITY;
        private double openBlas = Double.POSITIVE_INFINITY;

        Best(GridPoint point) {
            this.point = point;
        }
    }

    private void measure(Best best) {
        try (Arena arena = Arena.ofConfined()) {
            Matrices matrices = Matrices.of(Operands.random(best.point.shape()), best.point.transposes(), arena);
            check(best.point, product(Backend.PACKED, matrices), product(Backend.OPENBLAS, matrices));
            long packedCalls = calls(Backend.PACKED, matrices);
            long openBlasCalls = calls(Backend.OPENBLAS, matrices);
            for (int batch = 0; batch < BATCHES; batch++) {
                best.packed = Math.min(best.packed, nanos(Backend.PACKED, matrices, packedCalls));
                best.openBlas = Math.min(best.openBlas, nanos(Backend.OPENBLAS, matrices, openBlasCalls));
            }
        }
    }

    private static void runUntilHot(GridPoint point) {
        try (Arena arena = Arena.ofConfined()) {
            Matrices matrices = Matrices.of(Operands.random(point.shape()), point.transposes(), arena);
            long end = System.nanoTime() + (long) (UNTIL_HOT * 1e9);
            while (System.nanoTime() < end) {
                nanos(Backend.PACKED, matrices, 1);
            }
        }
    }

    private static float[] product(Backend backend, Matrices matrices) {
        matrices.forget();
        nanos(backend, matrices, 1);
        return matrices.out().toArray();
    }

    /** Both are within k 2^-24 of the exact product, relatively: nothing here is negative. */
    private static void check(GridPoint point, float[] packed, float[] openBlas) {
        double tolerance = 2 * point.shape().k() * 0x1p-24;
        for (int i = 0; i < packed.length; i++) {
            double apart = Math.abs((double) packed[i] - openBlas[i]);
            if (!(apart <= tolerance * Math.max(packed[i], openBlas[i]))) { // so NaN too
                throw new IllegalStateException("PACKED and OPENBLAS disagree at " + point + ", element " + i + ": "
                        + packed[i] + " and " + openBlas[i]);
            }
        }
    }

    /** Warms up, and tells how many calls make a batch. */
    private long calls(Backend backend, Matrices matrices) {
        long calls = 1;
        double spent = 0;
        double nanos;
        do {
            nanos = nanos(backend, matrices, calls);
            spent += calls * nanos / 1e9;
            calls *= 2;
        } while (spent < effort.warmup());
        return Math.max(1, Math.round(effort.batch() * 1e9 / nanos));
    }

    private static double nanos(Backend backend, Matrices matrices, long calls) {
        long start = System.nanoTime();
        for (long call = 0; call < calls; call++) {
            matrices.a().matmul(matrices.b(), matrices.out(), backend, 1);
        }
        return Math.max(1, System.nanoTime() - start) / (double) calls;
    }
}
