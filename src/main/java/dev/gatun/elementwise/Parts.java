package dev.gatun.elementwise;

import dev.gatun.layout.Layout;
import dev.gatun.memory.Lifetimes;
import dev.gatun.parallel.Workers;
import java.lang.foreign.MemorySegment;

/** An operation over several operands of one shape, cut into parts along one dimension for several threads. */
final class Parts {
    /** Elements from which on threads pay, and of a part at least: some 10 us of arithmetic at the speed of memory. */
    private static final long LEAST = 1 << 16;

    /** The same where an element takes several times as long. */
    private static final long LEAST_COSTLY = 1 << 14;

    /** Parts for each thread, so that one that was late or slow does fewer. */
    private static final int PARTS_A_THREAD = 4;

    /** Elements of a page, of FLOAT32: where runs are cut, so that vectors do not go across cache lines. */
    static final long PAGE = 1024;

    /**
     * Parts begin so many elements of the first operand, or a multiple, after its first, where they can: 64 bytes of the smallest dtype.
     * Vectors that lie across two cache lines would take up to twice as long.
     */
    private static final int ALIGNED = 64;

    private Parts() {}

    /** What is done with the operands' parts. */
    @FunctionalInterface
    interface Body {
        void run(MemorySegment[] memory, Layout[] layouts);
    }

    /** The same with the number of the part. */
    @FunctionalInterface
    interface NumberedBody {
        void run(int part, MemorySegment[] memory, Layout[] layouts);
    }

    /** Whether cutting pays. */
    static boolean pays(long elements, boolean costly) {
        return elements >= 2 * least(costly) && Workers.count() > 1;
    }

    private static long least(boolean costly) {
        return costly ? LEAST_COSTLY : LEAST;
    }

    /**
     * Runs an operation whose results do not depend on how it is cut.
     *
     * @param costly whether an element takes several times as long as the memory does
     * @param memory of the operands
     * @param layouts of the operands; the first, which is written, decides where to cut: no two parts write an element
     * @param body what is done with each part
     */
    static void run(boolean costly, MemorySegment[] memory, Layout[] layouts, Body body) {
        int threads = Workers.count();
        int dim = outermost(layouts[0], threads);
        long most = Math.max(1, layouts[0].numel() / least(costly));
        int parts = (int) Math.min(Math.min(layouts[0].size(dim), most), (long) threads * PARTS_A_THREAD);
        run(parts, dim, memory, layouts, body);
    }

    /** As many parts as the caller says, along a dimension of its choice. */
    static void run(int parts, int dim, MemorySegment[] memory, Layout[] layouts, Body body) {
        run(parts, dim, memory, layouts, (part, m, l) -> body.run(m, l));
    }

    /** The same for a body that asks which part it is given. */
    static void run(int parts, int dim, MemorySegment[] memory, Layout[] layouts, NumberedBody body) {
        MemorySegment[] shared = new MemorySegment[memory.length];
        for (int i = 0; i < memory.length; i++) {
            shared[i] = Lifetimes.forWorkers(memory[i]);
        }
        long size = layouts[0].size(dim);
        long grain = grain(layouts[0].stride(dim), size / parts);
        Workers.run(Workers.count(), parts, part -> {
            long from = cut(size, grain, part, parts);
            long to = cut(size, grain, part + 1, parts);
            body.run(part, shared, cut(layouts, dim, from, to));
        });
    }

    /** Where a part begins, at the nearest multiple of a unit, of which a part has one at least; the one after the last at the end. */
    static long cut(long size, long unit, long part, long parts) {
        return part == parts ? size : (part * size / parts + unit / 2) / unit * unit;
    }

    /** The indices that cuts are multiples of: those that make whole cache lines, if a part has several times as many. */
    private static long grain(long stride, long indices) {
        long grain = ALIGNED / Math.min(ALIGNED, Math.max(1, Long.lowestOneBit(stride)));
        return 4 * grain <= indices ? grain : 1;
    }

    /** The operands from one index of a dimension to another. */
    private static Layout[] cut(Layout[] layouts, int dim, long from, long to) {
        Layout[] cut = new Layout[layouts.length];
        for (int i = 0; i < cut.length; i++) {
            cut[i] = layouts[i].narrow(dim, from, to - from);
        }
        return cut;
    }

    /** The dimension of the largest step among those that have enough indices, else the one that has most. */
    private static int outermost(Layout layout, int threads) {
        int best = 0;
        for (int d = 1; d < layout.rank(); d++) {
            boolean enough = layout.size(d) >= threads;
            boolean bestEnough = layout.size(best) >= threads;
            if (enough != bestEnough
                    ? enough
                    : enough
                            ? Math.abs(layout.stride(d)) > Math.abs(layout.stride(best))
                            : layout.size(d) > layout.size(best)) {
                best = d;
            }
        }
        return best;
    }
}
