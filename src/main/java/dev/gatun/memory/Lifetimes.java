package dev.gatun.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The same memory under another lifetime: the one class of this package with calls that Java restricts, which are
 * reinterpreting segments and linking C functions.
 */
@SuppressWarnings("restricted")
public final class Lifetimes {
    /** A thread that owns no arena. */
    private static final Thread NOBODY = Thread.ofPlatform().unstarted(() -> {});

    private Lifetimes() {}

    /** Memory under an arena of its own; what is done at that arena's end must see to the memory itself. */
    static MemorySegment lease(MemorySegment memory, Arena arena, Consumer<MemorySegment> atEnd) {
        return lease(memory, memory.byteSize(), arena, atEnd);
    }

    /** The first bytes of memory under an arena of its own. */
    static MemorySegment lease(MemorySegment memory, long bytes, Arena arena, Consumer<MemorySegment> atEnd) {
        try {
            return memory.reinterpret(bytes, arena, atEnd);
        } catch (IllegalCallerException e) {
            throw denied(e);
        }
    }

    /** Memory that the operating system has mapped, until it is unmapped. */
    static MemorySegment at(long address, long bytes) {
        try {
            return MemorySegment.ofAddress(address).reinterpret(bytes);
        } catch (IllegalCallerException e) {
            throw denied(e);
        }
    }

    /** A function of the C library that the JVM itself is linked to, where there is one of that name. */
    static Optional<MethodHandle> link(String name, FunctionDescriptor type) {
        try {
            Linker linker = Linker.nativeLinker();
            return linker.defaultLookup().find(name).map(address -> linker.downcallHandle(address, type));
        } catch (IllegalCallerException e) {
            throw denied(e);
        }
    }

    /**
     * Memory as any thread can use it, for workers while the caller waits for them: a confined arena's segment, which
     * only its owner may touch, without its arena. The owner, who alone could close the arena, must be in the call
     * until no worker uses the memory any more. Other segments are returned as they are.
     *
     * @param memory of any kind; if it is confined, the caller owns it
     * @return the same bytes
     * @throws WrongThreadException if the memory is confined to another thread
     * @throws IllegalStateException if the memory was freed
     */
    public static MemorySegment forWorkers(MemorySegment memory) {
        if (memory.isAccessibleBy(NOBODY)) {
            return memory;
        }
        if (memory.byteSize() > 0) {
            memory.get(ValueLayout.JAVA_BYTE, 0); // throws if it is confined to another thread, or was freed
        }
        MemorySegment same = at(memory.address(), memory.byteSize());
        return memory.isReadOnly() ? same.asReadOnly() : same;
    }

    private static IllegalStateException denied(IllegalCallerException cause) {
        return new IllegalStateException(
                "Gatun's memory needs native access, which this JVM denies: start it with"
                        + " --enable-native-access=ALL-UNNAMED, or on the module path with"
                        + " --enable-native-access=dev.gatun,dev.gatun.bindings",
                cause);
    }
}
