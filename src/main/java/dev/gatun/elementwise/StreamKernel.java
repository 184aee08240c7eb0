package dev.gatun.elementwise;

import java.lang.foreign.MemorySegment;

/** {@code c = a op b} for many elements, which go through memory. */
@FunctionalInterface
interface StreamKernel {
    /** For n elements that lie one after another, from c0, a0 and b0 on; no fewer than a vector has. */
    void run(int n, MemorySegment c, long c0, MemorySegment a, long a0, MemorySegment b, long b0);
}
