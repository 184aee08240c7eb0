package dev.gatun.elementwise;

import dev.gatun.memory.Memory;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Buffers of a thread, for one operation after the other. Made anew for each, they would be filled with zeros and lie in memory that
 * no cache holds, which takes longer than a small operation does. No operation runs within another on the same thread, and what
 * a buffer holds means nothing to the next.
 */
final class Scratch {
    /** So many accumulators are there for every thread: half of a page. */
    static final int ACCUMULATORS = 256;

    /** So many sums of columns at most: 64 KiB, a part of the second-level cache. */
    static final int COLUMNS = 8192;

    private static final ThreadLocal<Scratch> OWN = ThreadLocal.withInitial(Scratch::new);

    private float[] first = {};
    private float[] second = {};
    private double[] doubles = {};
    private byte[] truths = {};
    private @Nullable MemorySegment accumulators;
    private @Nullable MemorySegment columns;

    private Scratch() {}

    /** Those of this thread. */
    static Scratch own() {
        return OWN.get();
    }

    /** A buffer for this many floats or more. */
    float[] first(int length) {
        if (first.length < length) {
            first = new float[length];
        }
        return first;
    }

    /** Another one. */
    float[] second(int length) {
        if (second.length < length) {
            second = new float[length];
        }
        return second;
    }

    /** A buffer for this many doubles or more; a few thousand at most, as it stays. */
    double[] doubles(int length) {
        if (doubles.length < length) {
            doubles = new double[length];
        }
        return doubles;
    }

    /** A buffer for this many truth values or more. */
    byte[] truths(int length) {
        if (truths.length < length) {
            truths = new byte[length];
        }
        return truths;
    }

    /** Native memory for {@link #ACCUMULATORS} doubles. */
    MemorySegment accumulators() {
        if (accumulators == null) {
            accumulators = Memory.allocate((long) ACCUMULATORS * Double.BYTES);
        }
        return accumulators;
    }

    /**
     * Native memory for this many doubles or more, {@link #COLUMNS} at most, for this thread alone. It begins with a cache line, as an
     * array does by chance: where each vector of sums lies in two, they take twice as long.
     */
    MemorySegment columns(int count) {
        long bytes = (long) Math.max(count, ACCUMULATORS) * Double.BYTES;
        if (columns == null || columns.byteSize() < bytes) {
            columns = Memory.allocate(bytes);
        }
        return columns;
    }
}
