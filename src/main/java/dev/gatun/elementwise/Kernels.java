package dev.gatun.elementwise;

import dev.gatun.jit.Kinds;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The loops of one operation: on vectors for each kind of memory, and a plain one for operands of different kinds, which
 * must not share a loop with vectors, see {@link Kinds}.
 */
final class Kernels<K> {
    private final @Nullable Kinds<K> vectors;
    private final K plain;

    /**
     * The loops.
     *
     * @param vectors makes loops on vectors for memory of a class; null where the operation or the JVM has none
     * @param plain the plain loop
     */
    Kernels(@Nullable Function<Class<?>, K> vectors, K plain) {
        this.vectors = vectors == null ? null : new Kinds<>(vectors);
        this.plain = plain;
    }

    /** The loop for two operands. */
    K of(MemorySegment x, MemorySegment y) {
        return vectors != null && x.getClass() == y.getClass() ? vectors.of(x) : plain;
    }

    /** The loop for three operands. */
    K of(MemorySegment x, MemorySegment y, MemorySegment z) {
        return vectors != null && x.getClass() == y.getClass() && x.getClass() == z.getClass() ? vectors.of(x) : plain;
    }
}
