package dev.gatun.memory;

import java.util.function.LongUnaryOperator;

/**
 * How much may be lent before the garbage collector is asked.
 *
 * <p>Left alone it runs when the young generation of the heap is full, and as tensors are small objects, gigabytes of
 * dead results would pile up until then, each page of them faulted in anew. So what is lent is counted, and at a bound
 * the collector is asked to run, as the JDK itself does for direct buffers. What is alive after that doubles the bound.
 * A collection takes as long as the live heap is large; where collections take more than a twelfth of the time, the bound
 * rises too, up to a quarter of the limit. But the pages by which it rises must be paid for once, and on some machines that
 * is dear: so each such collection raises it by as many fresh pages as could be had in the time that it took. As with skis
 * that are bought when the rent has come to their price, no more is spent on pages than was on collections, and it is spent
 * bit by bit, so that no operation has to wait for many pages at once.
 */
final class Bound {
    /** To begin with, in bytes: more fresh pages than that take longer than a collection. */
    private static final long USUAL = 64L << 20;

    /** Collections may take one part in so many of the time. */
    private static final int SHARE_OF_TIME = 12;

    /** The last one counts one part in so many in what collections usually take. */
    private static final int RECENT = 8;

    /** Where the time since the last one is so many times what it may be, the bound is too high. */
    private static final int SELDOM = 16;

    private final Limit limit;
    private final LongUnaryOperator freshBytes;

    /** At which collections take little of the time; 0 before the first one. */
    private volatile long affordable;

    /** Nanoseconds that a collection usually takes, and those from the end of one to the end of the next. */
    private double usual;

    private double usualPeriod;

    /**
     * The bound of a pool.
     *
     * @param freshBytes how many bytes of fresh memory can be had in so many nanoseconds
     */
    Bound(Limit limit, LongUnaryOperator freshBytes) {
        this.limit = limit;
        this.freshBytes = freshBytes;
    }

    /** What may be lent, however little is alive. */
    long bytes() {
        return Math.clamp(affordable, least(), most());
    }

    private long least() {
        return Math.min(USUAL, Math.max(limit.bytes() / 8, 1));
    }

    private long most() {
        return Math.max(limit.bytes() / 4, least());
    }

    /**
     * A collection took so long, of so long a time since the end of the last one. Not for several threads at once.
     *
     * @param nanos nanoseconds that it took
     * @param period nanoseconds
     */
    void adapt(long nanos, long period) {
        long now = bytes();
        long seldom = SELDOM * SHARE_OF_TIME * nanos;
        // Together with those before it: among some of young objects, a full one takes longer than its share.
        usual += (nanos - usual) / RECENT;
        usualPeriod += (Math.min(period, seldom) - usualPeriod) / RECENT;
        if (SHARE_OF_TIME * usual > usualPeriod) {
            long rise = Math.min(freshBytes.applyAsLong(nanos), now);
            affordable = Math.min(now + rise, most());
        } else if (period > seldom) {
            affordable = Math.max(now / 2, least());
        }
    }
}
