package dev.gatun.einsum;

import dev.gatun.layout.Layout;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Plans of the calls of late. A call whose subscripts, shapes and strides were seen finds its plan in some tens of
 * nanoseconds, without reading the subscripts again. As in a cache of hardware, a plan can be in one of a few places that
 * its hash decides, and a new one takes the place of the one that was put there longest ago: so the number of plans is
 * bounded, and nobody waits for anybody.
 */
public final class Plans {
    private static final int SETS = 128;
    private static final int WAYS = 4;

    /** The most plans that are kept. */
    static final int MOST = SETS * WAYS;

    private static final AtomicReferenceArray<@Nullable Plan> PLANS = new AtomicReferenceArray<>(MOST);

    /** Turns over the places of a set. */
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Plans() {}

    /**
     * The plan for a call, made at its first.
     *
     * @param subscripts for example {@code "ik,kj->ij"}; see NumPy's {@code einsum}
     * @param operands one layout for each term
     * @param out how the result is to lie, or null for the contiguous layout
     * @return the plan; it holds for other offsets, too
     * @throws IllegalArgumentException if the subscripts are malformed or name another number of operands
     * @throws dev.gatun.layout.ShapeException if a rank or two sizes do not fit, or {@code out} has another shape or has
     *     several indices for one element
     */
    public static Plan of(String subscripts, Layout[] operands, @Nullable Layout out) {
        Layout to = out == null || out.isContiguous() ? null : out;
        int set = (hash(subscripts, operands, to) & (SETS - 1)) * WAYS;
        for (int way = 0; way < WAYS; way++) {
            Plan plan = PLANS.getAcquire(set + way);
            if (plan != null && plan.isFor(subscripts, operands, to)) {
                return out == null ? plan : plan.checked(out);
            }
        }
        Plan plan = Plan.of(subscripts, operands, to);
        PLANS.setRelease(set + (NEXT.getAndIncrement() & (WAYS - 1)), plan);
        return out == null ? plan : plan.checked(out);
    }

    private static int hash(String subscripts, Layout[] operands, @Nullable Layout out) {
        long hash = subscripts.hashCode();
        for (Layout operand : operands) {
            hash = hash(hash, operand);
        }
        hash = out == null ? hash : hash(hash + 1, out);
        return (int) (hash >>> 40 ^ hash >>> 20);
    }

    private static long hash(long before, Layout layout) {
        long hash = before;
        for (int d = 0; d < layout.rank(); d++) {
            hash = (hash + layout.size(d)) * 0x9E3779B97F4A7C15L;
            hash = (hash ^ hash >>> 32) + layout.stride(d);
        }
        return hash * 0x9E3779B97F4A7C15L;
    }
}
