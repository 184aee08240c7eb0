package dev.gatun.gemm;

import dev.gatun.jit.Simd;

/**
 * The block sizes of the packed product and their reasons; BLIS's names. Measured on Zen 4 (32 KiB L1, 1 MiB L2), where
 * they are flat optima: docs/adr/0005.
 */
final class Blocking {
    /** Whether the loops on vectors can be used, and gain anything. */
    static final boolean VECTORS = Simd.AVAILABLE && VectorShapes.hasFma();

    /** Elements of a vector: 16, 8 or 4. Without vectors, what the scalar twin does well with. */
    static final int LANES = lanes();

    /**
     * MR, rows of a tile. With NR of two vectors there are 2 MR sums in registers, and beside them two vectors of B and one
     * broadcast element of A. Of AVX-512's and NEON's 32 registers 12 rows would need 27 and be 1 % faster, but C2 then takes half
     * as long again to compile the kernel, and at times leaves a few of its vectors on the heap. Of AVX2's 16, one row more
     * than 5 makes C2 spill a sum, which halves the speed. At least 8 sums keep two FMA units busy through their latency of
     * 4 cycles.
     */
    static final int MR = LANES == 16 || isArm() ? 8 : 5;

    /** The most rows a micro kernel can have. */
    static final int MAX_ROWS = 8;

    /** NR, columns of a tile: two vectors. A third needs more loads a step than it saves broadcasts. */
    static final int NR = 2 * LANES;

    /**
     * KC, length of a packed sum. A micro panel of B, KC x NR, is read for each micro panel of A. With 8 rows it can come
     * from L2 at a quarter of what that delivers; with 5 it has to stay in L1, beside the panel of A.
     */
    static final int KC = LANES == 16 ? 384 : 256;

    /** MC, rows of A packed at a time: MC x KC is 216 KiB (120 with AVX2), in L2 with a panel of B and what passes through of C. */
    static final int MC = MR * (MR == 8 ? 18 : 24);

    /** NC, columns of B packed at a time: KC x NC is 3 MiB (2 with AVX2), in L3; it is read once for each block of A. */
    static final int NC = 2048;

    /** From one row of a micro panel to the next: 25 cache lines (17 with AVX2), so that the rows spread evenly over the sets of L1. */
    static final int LD = KC + 16;

    /** The longest sum where B is read as it lies and small. */
    static final int LONG_KC = 832;

    /** From one row to the next in a micro panel for {@link #LONG_KC}: 53 cache lines, for the same reason. */
    static final int LONG_LD = LONG_KC + 16;

    /** Sums up to this length are stored in C by the micro kernel itself. */
    static final int DIRECT_STORE = 160;

    /** Whether stores under a mask are instructions as fast as others: AVX-512 has them, AMD's AVX2 in name only. */
    static final boolean MASKED_STORES = VECTORS && LANES == 16;

    private Blocking() {}

    private static int lanes() {
        return VECTORS ? Math.clamp(VectorShapes.preferredLanes(), 4, 16) : 16;
    }

    private static boolean isArm() {
        return System.getProperty("os.arch").equals("aarch64");
    }

    /**
     * Columns of the next tile, where so many are left. Of AVX-512's two vectors the second would be half empty for 17 to 24:
     * these are a tile of 16 and a narrow one.
     */
    static int cols(long left) {
        return LANES == 16 && left > 16 && left <= 24 ? 16 : (int) Math.min(NR, left);
    }

    /** Vectors that hold so many columns, of a tile at the right edge. */
    static int vectors(int cols) {
        return cols > lanes(cols) ? 2 : 1;
    }

    /** Elements of the vectors that hold so many columns. On AVX-512 two halves load faster than one whole. */
    static int lanes(int cols) {
        return LANES == 16 && cols <= 16 ? 8 : LANES;
    }

    /** Width of the narrowest tile that holds so many columns. */
    static int width(int cols) {
        return vectors(cols) * lanes(cols);
    }
}
