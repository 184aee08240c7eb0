package dev.gatun.gemm;

import dev.gatun.layout.Layout;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Native memory between pages that nobody may touch: who reads or writes one element beside it ends the JVM. For Linux,
 * by {@code mmap} and {@code mprotect}; never unmapped.
 */
final class GuardPages {
    /** Pages have 4 to 64 KiB, by machine. */
    private static final long GUARD = 64 << 10;

    private static final int NONE = 0;
    private static final int READ_AND_WRITE = 1 | 2;
    private static final int PRIVATE_AND_ANONYMOUS = 0x02 | 0x20;

    private final MemorySegment inside;

    private GuardPages(MemorySegment inside) {
        this.inside = inside;
    }

    /** At least so many bytes. */
    @SuppressWarnings("restricted") // the C library's functions by the signatures of their headers
    static GuardPages of(long bytes) {
        Linker linker = Linker.nativeLinker();
        MethodHandle mmap = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("mmap"),
                FunctionDescriptor.of(
                        ValueLayout.ADDRESS,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG));
        MethodHandle mprotect = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("mprotect"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT));
        long usable = (bytes + GUARD - 1) / GUARD * GUARD;
        try {
            MemorySegment start = (MemorySegment)
                    mmap.invokeExact(MemorySegment.NULL, usable + 2 * GUARD, NONE, PRIVATE_AND_ANONYMOUS, -1, 0L);
            MemorySegment inside =
                    MemorySegment.ofAddress(start.address() + GUARD).reinterpret(usable);
            if (start.address() == -1 || (int) mprotect.invokeExact(inside, usable, READ_AND_WRITE) != 0) {
                throw new IllegalStateException("no protected pages");
            }
            return new GuardPages(inside);
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** A matrix whose last element is the last before a protected page, or whose first is the first behind one. */
    Strided place(Layout layout, boolean atEnd) {
        long bytes = layout.end() * Float.BYTES;
        return new Strided(inside.asSlice(atEnd ? inside.byteSize() - bytes : 0, bytes), layout);
    }

    /** All of it and what is behind: for the test of the trap itself. */
    @SuppressWarnings("restricted")
    MemorySegment withGuards() {
        return MemorySegment.ofAddress(inside.address() - GUARD).reinterpret(inside.byteSize() + 2 * GUARD);
    }

    long first() {
        return GUARD;
    }

    long end() {
        return GUARD + inside.byteSize();
    }
}
