package dev.gatun.bench.calls;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gatun.bench.yardstick.Yardsticks;
import dev.gatun.bindings.OpenBlas;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Handles in static final fields, as they have to be for C2 to see through them. Each class links when it is first used. */
@SuppressWarnings("restricted") // signatures are those of the headers
final class Downcalls {
    private static final FunctionDescriptor TO_NEXT = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG);

    private static final FunctionDescriptor TO_SGEMM = FunctionDescriptor.ofVoid(
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_INT,
            JAVA_FLOAT,
            ADDRESS,
            JAVA_INT,
            ADDRESS,
            JAVA_INT,
            JAVA_FLOAT,
            ADDRESS,
            JAVA_INT);

    private static final int ROW_MAJOR = 101;
    private static final int NO_TRANS = 111;

    private Downcalls() {}

    /** The yardsticks, whose library has {@code gatun_next}. */
    static Yardsticks yardsticks() {
        Yardsticks.Found found = Yardsticks.find();
        return found.library().orElseThrow(() -> new IllegalStateException(found.reason()));
    }

    /** OpenBLAS, whose library has {@code cblas_sgemm}. */
    static OpenBlas openBlas() {
        return OpenBlas.instance().orElseThrow(() -> new IllegalStateException("no OpenBLAS was loaded"));
    }

    private static MethodHandle link(MemorySegment address, FunctionDescriptor signature, Linker.Option... options) {
        return Linker.nativeLinker().downcallHandle(address, signature, options);
    }

    private static IllegalStateException impossible(Throwable e) {
        return new IllegalStateException("a C function cannot throw", e);
    }

    /** {@code gatun_next}. */
    static final class Next {
        private static final MethodHandle PLAIN = link(yardsticks().next(), TO_NEXT);
        private static final MethodHandle CRITICAL = link(yardsticks().next(), TO_NEXT, Linker.Option.critical(false));

        private Next() {}

        static long plain(long n) {
            try {
                return (long) PLAIN.invokeExact(n);
            } catch (Throwable e) {
                throw impossible(e);
            }
        }

        static long critical(long n) {
            try {
                return (long) CRITICAL.invokeExact(n);
            } catch (Throwable e) {
                throw impossible(e);
            }
        }
    }

    /** {@code cblas_sgemm}, of square matrices. */
    static final class Sgemm {
        private static final MethodHandle PLAIN = link(openBlas().sgemmAddress(), TO_SGEMM);
        private static final MethodHandle CRITICAL =
                link(openBlas().sgemmAddress(), TO_SGEMM, Linker.Option.critical(true));

        private Sgemm() {}

        static void plain(int n, MemorySegment a, MemorySegment b, MemorySegment c) {
            try {
                PLAIN.invokeExact(ROW_MAJOR, NO_TRANS, NO_TRANS, n, n, n, 1f, a, n, b, n, 0f, c, n);
            } catch (Throwable e) {
                throw impossible(e);
            }
        }

        static void critical(int n, MemorySegment a, MemorySegment b, MemorySegment c) {
            try {
                CRITICAL.invokeExact(ROW_MAJOR, NO_TRANS, NO_TRANS, n, n, n, 1f, a, n, b, n, 0f, c, n);
            } catch (Throwable e) {
                throw impossible(e);
            }
        }
    }
}
