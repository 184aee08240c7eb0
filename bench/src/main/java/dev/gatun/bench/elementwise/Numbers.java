package dev.gatun.bench.elementwise;

/**
 * Random numbers by their place, the same in every process, from integer operations alone: the hash {@code lowbias32} of
 * Chris Wellons (https://nullprogram.com/blog/2018/07/31/). 30 million take less than a tenth of a second, so that every
 * process makes its own and no file of 120 MB has to be written. {@code elementwise.py} makes the same.
 *
 * @param seed which sequence
 * @param positive whether they are in [0, 1), so that sums of them cannot cancel, or in [-1, 1)
 */
record Numbers(int seed, boolean positive) {
    /** The fraction of 2^32 that is the golden ratio: sequences of different seeds begin far from each other. */
    private static final int APART = 0x9E3779B9;

    float at(int place) {
        int x = place + seed * APART;
        x ^= x >>> 16;
        x *= 0x7FEB352D;
        x ^= x >>> 15;
        x *= 0x846CA68B;
        x ^= x >>> 16;
        // 24 bits: every step is exact in float.
        return positive ? (x >>> 8) * 0x1p-24f : (x >>> 8) * 0x1p-23f - 1;
    }

    /** So many of them, from a place on. */
    void fill(float[] values, int from, int count) {
        for (int i = 0; i < count; i++) {
            values[i] = at(from + i);
        }
    }
}
