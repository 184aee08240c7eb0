package dev.gatun.bench.yardstick;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.gatun.bench.host.Home;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The functions of {@code native/src/main/c/gatun_yardsticks.h}, which says what each does. Matrices are row-major and
 * contiguous, in native memory: A [m, k], B [k, n], C [m, n].
 */
@SuppressWarnings("restricted") // signatures are those of the header
public final class Yardsticks {
    private static final int NO_TRANS = 111;
    private static final int TRANS = 112;

    private final Path path;
    private final MethodHandle cpuIsa;
    private final MethodHandle fmaPeakGflops;
    private final MethodHandle triadGbps;
    private final MethodHandle timeTripleLoop;
    private final MethodHandle timeSgemm;
    private final MethodHandle timeNext;
    private final MemorySegment next;

    private Yardsticks(Path path) {
        this.path = path;
        // The library stays for as long as the process does: its code may be running on any thread.
        Binder binder = new Binder(SymbolLookup.libraryLookup(path, Arena.global()));
        cpuIsa = binder.function("gatun_cpu_isa", ADDRESS);
        fmaPeakGflops = binder.function("gatun_fma_peak_gflops", JAVA_DOUBLE, JAVA_DOUBLE);
        triadGbps = binder.function("gatun_triad_gbps", JAVA_DOUBLE, JAVA_LONG, JAVA_DOUBLE);
        timeTripleLoop = binder.function(
                "gatun_time_triple_loop",
                JAVA_LONG,
                JAVA_LONG,
                ADDRESS,
                ADDRESS,
                ADDRESS,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT);
        timeSgemm = binder.function(
                "gatun_time_sgemm",
                JAVA_LONG,
                ADDRESS,
                JAVA_LONG,
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
        timeNext = binder.function("gatun_time_next", JAVA_LONG, JAVA_LONG);
        next = binder.address("gatun_next");
    }

    /**
     * What became of the library.
     *
     * @param library the library, if it was built and opens
     * @param reason why not, and how to get it
     */
    public record Found(Optional<Yardsticks> library, String reason) {}

    /** Opens the library of this checkout. */
    public static Found find() {
        return Home.find()
                .map(Yardsticks::in)
                .orElseGet(
                        () -> new Found(Optional.empty(), "the yardsticks of native/ belong to a checkout of Gatun"));
    }

    static Found in(Path home) {
        Path library = home.resolve("native/target").resolve(System.mapLibraryName("gatun_yardsticks"));
        if (!Files.exists(library)) {
            return new Found(
                    Optional.empty(),
                    "the yardsticks of native/ were not built, for want of a C compiler: apt-get install gcc libc6-dev,"
                            + " and start bench/gatun again");
        }
        try {
            return new Found(Optional.of(new Yardsticks(library)), "");
        } catch (IllegalArgumentException | UnsatisfiedLinkError e) {
            return new Found(
                    Optional.empty(),
                    library + " cannot be used (" + e.getMessage() + "): mvn -q -pl native clean package");
        }
    }

    /** The file that was opened. */
    public Path path() {
        return path;
    }

    /** The vector unit that is driven: {@code avx512f}, {@code avx2}, {@code x86-64} or {@code neon}. */
    public String cpuIsa() {
        try {
            MemorySegment name = (MemorySegment) cpuIsa.invokeExact();
            return name.reinterpret(64).getString(0);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** The single-precision peak of one core in GFLOP/s. */
    public double fmaPeakGflops(double seconds) {
        try {
            return (double) fmaPeakGflops.invokeExact(seconds);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** The memory bandwidth of one core in GB/s, or a negative number where it cannot be measured. */
    public double triadGbps(long elements, double seconds) {
        try {
            return (double) triadGbps.invokeExact(elements, seconds);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Nanoseconds of so many calls of the three loops, timed in C. */
    public long timeTripleLoop(long calls, MemorySegment a, MemorySegment b, MemorySegment c, int m, int n, int k) {
        try {
            return (long) timeTripleLoop.invokeExact(calls, a, b, c, m, n, k);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Nanoseconds of so many calls of a cblas_sgemm that computes C <- A B, called from C and timed there. */
    public long timeSgemm(
            MemorySegment sgemm, long calls, MemorySegment a, MemorySegment b, MemorySegment c, int m, int n, int k) {
        return timeSgemm(sgemm, calls, false, false, a, b, c, m, n, k);
    }

    /** The same of operands of which A may lie as [k, m], and B as [n, k]. */
    public long timeSgemm(
            MemorySegment sgemm,
            long calls,
            boolean transA,
            boolean transB,
            MemorySegment a,
            MemorySegment b,
            MemorySegment c,
            int m,
            int n,
            int k) {
        try {
            return (long) timeSgemm.invokeExact(
                    sgemm,
                    calls,
                    transA ? TRANS : NO_TRANS,
                    transB ? TRANS : NO_TRANS,
                    m,
                    n,
                    k,
                    1f,
                    a,
                    transA ? m : k,
                    b,
                    transB ? k : n,
                    0f,
                    c,
                    n);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /**
     * Nanoseconds of so many calls of {@link #next} from C, each on what the one before gave; negative if they did not
     * count.
     */
    public long timeNext(long calls) {
        try {
            return (long) timeNext.invokeExact(calls);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Where {@code int64_t gatun_next(int64_t n)} is, which gives n + 1: for whoever calls it from Java. */
    public MemorySegment next() {
        return next;
    }

    private static IllegalStateException impossible(Throwable e) {
        return new IllegalStateException("a C function cannot throw", e);
    }

    /** Looks functions up and links them; a name that is not there is named. */
    private record Binder(SymbolLookup symbols) {
        MemorySegment address(String name) {
            return symbols.find(name).orElseThrow(() -> new IllegalArgumentException("it has no function " + name));
        }

        MethodHandle function(String name, MemoryLayout result, MemoryLayout... parameters) {
            return Linker.nativeLinker().downcallHandle(address(name), FunctionDescriptor.of(result, parameters));
        }
    }
}
