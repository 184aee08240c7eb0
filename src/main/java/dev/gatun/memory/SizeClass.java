package dev.gatun.memory;

/**
 * The sizes that blocks have, so that one that was given back fits other requests than its own: 64 KiB, and above it
 * eight to each power of two. At most an eighth of a block is left over.
 */
final class SizeClass {
    /** The smallest block in bytes; smaller requests share slabs. */
    static final long LEAST = 64 << 10;

    /** The largest block in bytes: what a process can address today. */
    static final long MOST = 1L << 47;

    private SizeClass() {}

    /**
     * The size of the block for a request.
     *
     * @param bytes 0 to {@link #MOST}
     * @return the least size that holds them, a multiple of 8 KiB
     */
    static long of(long bytes) {
        if (bytes <= LEAST) {
            return LEAST;
        }
        long step = Long.highestOneBit(bytes - 1) / 8;
        return (bytes + step - 1) & -step;
    }

    /**
     * The largest block that a request may be given where none of its own size is idle: a quarter larger.
     *
     * @param size of {@link #of}
     * @return bytes
     */
    static long mostFor(long size) {
        return size + size / 4;
    }
}
