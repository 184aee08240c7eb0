package dev.gatun.memory;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Memory in pages of 2 MiB, on Linux: {@code mmap} and {@code madvise(MADV_HUGEPAGE)}, which is what NumPy does too.
 * The kernel may or may not follow the advice; where a call is missing or fails, {@link Pages} takes ordinary memory.
 *
 * <p>It pays where memory is new: on the machine of docs/adr/0007-memory.md the first touch of 120 MB takes 17 instead
 * of 54 ms. Streams through it are up to a tenth faster, as are accesses that jump.
 */
final class HugePages {
    /** A huge page in bytes, and the alignment of what is mapped here. */
    static final long SIZE = 2 << 20;

    /** Linking the three calls takes some 0.1 s when nothing else was linked before: what 300 MB of new pages take. */
    private static final long WORTH_LINKING = 64 << 20;

    private static final boolean WANTED = !"false".equals(System.getProperty("gatun.memory.hugepages"));

    private static final int PROT_READ_WRITE = 1 | 2;
    private static final int MAP_PRIVATE_ANONYMOUS = 0x02 | 0x20;
    private static final int MADV_HUGEPAGE = 14;
    private static final long MAP_FAILED = -1;

    private HugePages() {}

    /** Whether a block should be mapped here. */
    static boolean pay(long bytes, long held) {
        return WANTED && bytes >= SIZE && bytes + held >= WORTH_LINKING && Calls.LINKED != null;
    }

    /**
     * Maps memory that starts at a multiple of {@link #SIZE}.
     *
     * @param bytes a multiple of the ordinary page size
     * @return zeros under the global scope, or null where the kernel gives none
     */
    static @Nullable MemorySegment map(long bytes) {
        Calls calls = Calls.LINKED;
        if (calls == null) {
            return null;
        }
        long mapped = calls.mmap(bytes + SIZE);
        if (mapped == MAP_FAILED) {
            return null;
        }
        long start = (mapped + SIZE - 1) & -SIZE;
        calls.munmap(mapped, start - mapped);
        calls.munmap(start + bytes, mapped + SIZE - start);
        calls.madvise(start, bytes);
        return Lifetimes.at(start, bytes);
    }

    /** Unmaps what {@link #map} gave. */
    static void unmap(MemorySegment memory) {
        Calls calls = Calls.LINKED;
        if (calls != null) {
            calls.munmap(memory.address(), memory.byteSize());
        }
    }

    /** The calls of the C library, linked when first needed. */
    private record Calls(MethodHandle mmap, MethodHandle munmap, MethodHandle madvise) {
        private static final @Nullable Calls LINKED = link();

        private static @Nullable Calls link() {
            String processor = System.getProperty("os.arch");
            if (!"Linux".equals(System.getProperty("os.name"))
                    || !("amd64".equals(processor) || "aarch64".equals(processor))) {
                return null; // the numbers above are those of Linux on these processors
            }
            try {
                Optional<MethodHandle> mmap = Lifetimes.link(
                        "mmap",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG));
                Optional<MethodHandle> munmap = Lifetimes.link(
                        "munmap",
                        FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
                Optional<MethodHandle> madvise = Lifetimes.link(
                        "madvise",
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_LONG,
                                ValueLayout.JAVA_INT));
                return mmap.isPresent() && munmap.isPresent() && madvise.isPresent()
                        ? new Calls(mmap.get(), munmap.get(), madvise.get())
                        : null;
            } catch (IllegalStateException | UnsupportedOperationException e) {
                return null; // native access is denied, or this JVM links nothing: there are ordinary pages
            }
        }

        long mmap(long bytes) {
            try {
                return (long) mmap.invokeExact(0L, bytes, PROT_READ_WRITE, MAP_PRIVATE_ANONYMOUS, -1, 0L);
            } catch (Throwable e) {
                throw new AssertionError(e); // a call into C throws nothing
            }
        }

        void munmap(long address, long bytes) {
            if (bytes == 0) {
                return;
            }
            int status;
            try {
                status = (int) munmap.invokeExact(address, bytes);
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
            if (status != 0) {
                throw new AssertionError("munmap of " + bytes + " bytes that are Gatun's own failed");
            }
        }

        /** Advice only: where the kernel knows no huge pages, the memory is as good with ordinary ones. */
        void madvise(long address, long bytes) {
            try {
                int status = (int) madvise.invokeExact(address, bytes, MADV_HUGEPAGE);
                assert status == 0 || status == -1;
            } catch (Throwable e) {
                throw new AssertionError(e);
            }
        }
    }
}
