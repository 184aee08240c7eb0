package dev.gatun.einsum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Which part of the scratch memory each intermediate has, and for how long: parts that are given back are used again. */
final class ScratchPlan {
    /** Parts begin on cache lines: so many floats. */
    private static final long ALIGNMENT = 16;

    /** A part in use, in floats. */
    private record Part(long from, long to) {}

    /** In the order of their places. */
    private final List<Part> used = new ArrayList<>();

    private long size;

    /**
     * Takes the first gap that is large enough.
     *
     * @param elements how many floats
     * @return where the part begins
     */
    long take(long elements) {
        long from = 0;
        for (Part part : used) {
            if (part.from - from >= elements) {
                break;
            }
            from = Math.addExact(part.to, ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
        used.add(new Part(from, Math.addExact(from, elements)));
        used.sort(Comparator.comparingLong(Part::from));
        size = Math.max(size, from + elements);
        return from;
    }

    /** Gives back the part that begins there. */
    void giveBack(long from) {
        used.removeIf(part -> part.from == from);
    }

    /** How many floats are used at most at a time. */
    long size() {
        return size;
    }
}
