package dev.gatun.jit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Supplier;

/**
 * One loop for each kind of memory. Java has a class for native memory, for a mapped file, and for arrays of each type; a loop that has
 * met several of them is compiled with a call for each access, and with vectors that takes a hundred times as long.
 * So each kind gets a copy of the loop, which then meets no other.
 *
 * @param <T> what loops are called through
 */
public final class Kinds<T> {
    private static final Class<?> NATIVE = Arena.global().allocate(1).getClass();

    private final T loopOfNative;
    private final ClassValue<T> loops;

    /**
     * No loop is made for a kind but the native one before it is asked for.
     *
     * @param maker makes a loop
     */
    public Kinds(Supplier<T> maker) {
        loopOfNative = maker.get();
        loops = new ClassValue<>() {
            @Override
            protected T computeValue(Class<?> kind) {
                return maker.get();
            }
        };
    }

    /**
     * The loop that meets only memory of this kind.
     *
     * @param memory of the kind
     * @return always the same for a kind
     */
    public T of(MemorySegment memory) {
        return isNative(memory) ? loopOfNative : loops.get(memory.getClass());
    }

    /**
     * Whether the memory is native and no mapped file: the one kind that the fastest loops take.
     *
     * @param memory of any kind
     * @return true if so
     */
    public static boolean isNative(MemorySegment memory) {
        return memory.getClass() == NATIVE;
    }
}
