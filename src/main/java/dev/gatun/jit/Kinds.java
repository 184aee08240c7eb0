package dev.gatun.jit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

/**
 * One loop for each kind of memory. Java has a class for native memory, for a mapped file, and for arrays of each type; a loop that has
 * met several of them is compiled with tests or calls for each access, and with vectors that takes three to a hundred times as long.
 * So each kind gets a copy of the loop, which meets no other.
 *
 * <p>That alone is not enough: what C2 knows of the class comes from profiles inside the JDK's own methods, which all loops of
 * the process share. So the kind is a constant of the copy, and {@link #exactly} tells C2.
 *
 * @param <T> what loops are called through
 */
public final class Kinds<T> {
    /** The class of native memory that is no mapped file. */
    public static final Class<?> NATIVE = Arena.global().allocate(1).getClass();

    private final T loopOfNative;
    private final ClassValue<T> loops;

    /**
     * No loop is made for a kind but the native one before it is asked for.
     *
     * @param maker makes a loop for memory of a class
     */
    public Kinds(Function<Class<?>, T> maker) {
        loopOfNative = maker.apply(NATIVE);
        loops = new ClassValue<>() {
            @Override
            protected T computeValue(Class<?> kind) {
                return maker.apply(kind);
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

    /**
     * The memory again, whose class C2 knows from here on, if the kind is a constant. To be called in each method that has a
     * loop, as knowledge does not pass through calls that are not inlined.
     *
     * @param kind the class that it has
     * @param memory of that kind
     * @return the same
     */
    public static MemorySegment exactly(Class<?> kind, MemorySegment memory) {
        if (memory.getClass() != kind) {
            throw unexpected(kind, memory);
        }
        return memory;
    }

    /** Apart, so that C2 inlines what calls it even where that is rare: up to 35 bytes of code. */
    private static IllegalArgumentException unexpected(Class<?> kind, MemorySegment memory) {
        return new IllegalArgumentException(memory.getClass() + " instead of " + kind);
    }
}
