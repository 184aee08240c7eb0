package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.gatun.layout.Layout;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every kernel on awkward sizes in awkward memory, on one thread and several. {@link VectorWidthTest} runs parts of it again
 * in JVMs with narrower vectors or none.
 */
class KernelSweepTest {
    /**
     * 0, 1, primes, and the neighbours of tiles, vectors and of the depths 256 and 384 of packed panels. They are 31, a
     * prime, for {@link #pairs}.
     */
    private static final int[] SIZES = {
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 14, 15, 16, 17, 31, 32, 33, 47, 48, 49, 63, 64, 65, 97, 127, 128, 129,
        257, 385
    };

    /** m, n, k where packing would cost more than the product, or where one dimension gives the vectors nothing to do. */
    private static final int[][] THIN = {
        {5, 10, 784}, {1, 1, 1}, {1, 1, 1000}, {1, 1000, 1}, {1000, 1, 1}, {1, 257, 385}, {1, 385, 257}, {257, 1, 385},
        {385, 1, 257}, {127, 129, 1}, {129, 127, 2}, {63, 65, 3}, {3, 2, 2000}, {2, 3, 2000}, {8, 8, 1025}, {1, 7, 500},
        {7, 1, 500}, {2, 600, 5}, {600, 2, 5}, {4, 50, 784}, {64, 50, 97}, {14, 33, 129}, {513, 9, 17}, {9, 513, 17},
        {8, 16, 512}, {9, 5, 600}, {13, 4, 513}, {7, 33, 777}, {33, 31, 512}, {33, 50, 520}, {70, 1030, 1}, {65, 7, 4},
        {300, 50, 300}, {40, 1042, 40},
    };

    /** m, n, k that several threads are worth: squares, a matrix and a vector, long sums, tall, wide. */
    private static final int[][] LARGE = {
        {257, 259, 385},
        {1, 1031, 1025},
        {1025, 1, 1031},
        {900, 1000, 1},
        {3, 2, 50_001},
        {1, 1, 300_001},
        {500, 600, 2},
        {129, 33, 1025},
        {1025, 65, 129},
        {17, 2051, 130},
        {32, 32, 2048}
    };

    private static final float[] ALPHAS = {1, 1, 1, 0, -2.5f, -2.5f};

    private static final float[] BETAS = {0, 0, 1, 0.5f};

    /** What other JVMs run: each nth of the pairs, and all else but the large ones. */
    static int sweep(int every) {
        return pairs(every) + thin() + specials(100);
    }

    @Test
    void everyPairOfSizes() {
        assertThat(pairs(1)).isEqualTo(31 * 31);
    }

    @Test
    void thinShapes() {
        assertThat(thin()).isEqualTo(THIN.length * 8);
    }

    @Test
    void infinitiesAndNaNsSpreadAsIeeeSays() {
        assertThat(specials(400)).isEqualTo(400);
    }

    @Test
    void largeShapesOnThreads() {
        RandomGenerator random = new SplittableRandom(4);
        for (int[] shape : LARGE) {
            for (int transposes = 0; transposes < 4; transposes++) {
                try (Awkward awkward = new Awkward(random)) {
                    GemmCase product = dense(awkward, 1, shape, transposes, transposes == 3 ? 1 : 0);
                    for (Backend backend : GemmCase.BACKENDS) {
                        for (int threads = 1; threads <= 3 && backend != Backend.REFERENCE; threads++) {
                            product.check(backend, threads);
                        }
                    }
                }
            }
        }
    }

    /** Batches whose products share an operand, or whose left operands are one tall matrix, or neither. */
    @ParameterizedTest
    @EnumSource
    void batchesOnThreads(Backend backend) {
        assumeTrue(GemmCase.BACKENDS.contains(backend), "no OpenBLAS here");
        RandomGenerator random = new SplittableRandom(5);
        for (int[] shape : new int[][] {{4, 4, 4}, {1, 9, 33}, {33, 17, 65}, {64, 64, 64}, {130, 1, 70}}) {
            int m = shape[0];
            int n = shape[1];
            int k = shape[2];
            for (int sharing = 0; sharing < 4; sharing++) {
                for (int threads = 1; threads <= 3; threads++) {
                    try (Awkward awkward = new Awkward(random)) {
                        // Seven matrices below each other; a shared operand is its first.
                        Strided a = awkward.operand(Layout.contiguous(7L * m, k));
                        Strided b = awkward.operand(Layout.contiguous(7L * k, n));
                        Strided c = awkward.output(Layout.contiguous(7L * m, n), false);
                        Layout left = batch(m, k, (sharing & 1) == 1);
                        Layout right = batch(k, n, (sharing & 2) == 2);
                        Layout out = batch(m, n, false);
                        Matmul.run(backend, threads, a.memory(), left, b.memory(), right, c.memory(), out);
                        for (int i = 0; i < 7; i++) {
                            DoubleReference.of(a.memory(), left.select(0, i), b.memory(), right.select(0, i))
                                    .assertNear(
                                            left + " by " + right + ", product " + i + " on " + threads + " threads",
                                            c.memory(),
                                            out.select(0, i));
                        }
                    }
                }
            }
        }
    }

    private static Layout batch(int rows, int cols, boolean shared) {
        return shared ? Layout.contiguous(1, rows, cols).expand(7, rows, cols) : Layout.contiguous(7, rows, cols);
    }

    /**
     * Each m with each n, each n with each k and each k with each m, once: a Latin square.
     *
     * @return how many products
     */
    private static int pairs(int every) {
        RandomGenerator random = new SplittableRandom(1);
        int count = 0;
        for (int i = 0; i < SIZES.length; i++) {
            for (int j = 0; j < SIZES.length; j++) {
                if ((i * SIZES.length + j) % every == 0) {
                    int[] shape = {SIZES[i], SIZES[j], SIZES[(i + 5 * j) % SIZES.length]};
                    awkward(random, shape, count);
                    count++;
                }
            }
        }
        return count;
    }

    /** All transposes of plain operands, and as many awkward ones. */
    private static int thin() {
        RandomGenerator random = new SplittableRandom(2);
        int count = 0;
        for (int[] shape : THIN) {
            for (int transposes = 0; transposes < 4; transposes++) {
                try (Awkward awkward = new Awkward(random)) {
                    check(dense(awkward, 1, shape, transposes, transposes == 3 ? 0.5f : 0), count);
                }
                awkward(random, shape, count);
                count += 2;
            }
        }
        return count;
    }

    private static int specials(int rounds) {
        RandomGenerator random = new SplittableRandom(3);
        float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0, -0f};
        for (int round = 0; round < rounds; round++) {
            int m = 1 + random.nextInt(round % 4 == 0 ? 3 : 40);
            int n = 1 + random.nextInt(round % 4 == 1 ? 3 : 40);
            int k = 1 + random.nextInt(round % 8 == 2 ? 400 : 40);
            try (Awkward awkward = new Awkward(random)) {
                Strided a = awkward.operand(awkward.layout(m, k, true));
                Strided b = awkward.operand(awkward.layout(k, n, true));
                float beta = pick(random, BETAS);
                Strided c = awkward.output(awkward.layout(m, n, false), beta != 0);
                for (int i = 0; i < 3; i++) {
                    Views.set(a, random.nextInt(m), random.nextInt(k), pick(random, special));
                    Views.set(b, random.nextInt(k), random.nextInt(n), pick(random, special));
                }
                if (beta != 0) {
                    Views.set(c, random.nextInt(m), random.nextInt(n), pick(random, special));
                }
                check(new GemmCase(pick(random, ALPHAS), a, b, beta, c), round);
            }
        }
        return rounds;
    }

    private static GemmCase dense(Awkward awkward, float alpha, int[] shape, int transposes, float beta) {
        Strided a = awkward.operand(Awkward.dense((transposes & 1) == 1, shape[0], shape[2]));
        Strided b = awkward.operand(Awkward.dense((transposes & 2) == 2, shape[2], shape[1]));
        Strided c = awkward.output(Layout.contiguous(shape[0], shape[1]), beta != 0);
        return new GemmCase(alpha, a, b, beta, c);
    }

    private static void awkward(RandomGenerator random, int[] shape, int round) {
        try (Awkward awkward = new Awkward(random)) {
            Strided a = awkward.operand(awkward.layout(shape[0], shape[2], true));
            Strided b = awkward.operand(awkward.layout(shape[2], shape[1], true));
            float beta = pick(random, BETAS);
            Strided c = awkward.output(awkward.layout(shape[0], shape[1], false), beta != 0);
            check(new GemmCase(pick(random, ALPHAS), a, b, beta, c), round);
        }
    }

    /** Packed with one thread and with several, the others with 1, 2 or 3; the slow loops not each time. */
    private static void check(GemmCase product, int round) {
        for (Backend backend : GemmCase.BACKENDS) {
            switch (backend) {
                case PACKED -> {
                    product.check(backend, 1);
                    product.check(backend, 2 + round % 2);
                }
                case REFERENCE -> {
                    if (round % 5 == 0) {
                        product.check(backend, 2);
                    }
                }
                default -> product.check(backend, 1 + round % 3);
            }
        }
    }

    private static float pick(RandomGenerator random, float[] values) {
        return values[random.nextInt(values.length)];
    }
}
