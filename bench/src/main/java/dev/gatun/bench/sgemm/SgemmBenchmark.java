package dev.gatun.bench.sgemm;

import com.sun.management.ThreadMXBean;
import dev.gatun.Tensor;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.UntilCompiled;
import dev.gatun.bench.yardstick.Yardsticks;
import dev.gatun.bindings.OpenBlas;
import dev.gatun.gemm.Backend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.BenchmarkParams;

/**
 * {@code C <- A B} by each {@link Contender}, into memory that is there. What a contender computes is checked in the JVM
 * in which it is timed: before, and again after, when the compiled code has run. The settings are for whoever starts JMH
 * by hand; {@code gatun bench sgemm} sets its own ({@link Effort}).
 */
// The average of an iteration, because most calls are too short to be timed alone: asking for the time costs 25 ns.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 50, timeUnit = TimeUnit.MILLISECONDS)
// The flags that the README gives to users.
@Fork(
        value = 3,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"})
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class SgemmBenchmark {
    private static final Logger LOADER = Logger.getLogger("dev.gatun.bindings");

    /** The sizes, {@code MxKxN}. */
    @Param("64x784x50")
    public String shape;

    /** Which operands lie transposed. */
    @Param("NN")
    public Transposes transposes;

    /** How many threads a product may use. */
    @Param("1")
    public int threads;

    /** How many calls the loop in C makes in one operation; JMH has to be told to divide by it. */
    @Param("1")
    public int calls;

    /** Seconds in which C2 should be done; what JMH's own iterations warm after that is the loop around the call. */
    @Param("5")
    public double mostWarmup;

    private Contender contender;
    private Shape sizes;
    private Matrices matrices;
    private Reference reference;
    private Tensor a;
    private Tensor b;
    private Tensor out;
    private @Nullable Yardsticks yardsticks;
    private MemorySegment sgemm = MemorySegment.NULL;

    /** For JMH. */
    public SgemmBenchmark() {}

    /** Brings the operands into native memory, makes sure that what is timed is right, and has it compiled. */
    @Setup
    public void setUp(BenchmarkParams running) {
        LOADER.setLevel(java.util.logging.Level.OFF); // what it has to say, the doctor does
        String method = running.getBenchmark();
        contender = Contender.of(method.substring(method.lastIndexOf('.') + 1));
        sizes = Shape.parse(shape);
        Operands operands = Operands.random(sizes);
        reference = Reference.sample(operands);
        // Freed with the process: worker threads may look at it until then.
        matrices = Matrices.of(operands, transposes, Arena.global());
        a = matrices.a();
        b = matrices.b();
        out = matrices.out();
        if (contender == Contender.OPENBLAS_C) {
            OpenBlas blas = OpenBlas.instance().orElseThrow(() -> new IllegalStateException("no OpenBLAS was loaded"));
            Yardsticks.Found found = Yardsticks.find();
            yardsticks = found.library().orElseThrow(() -> new IllegalStateException(found.reason()));
            sgemm = blas.sgemmAddress();
            blas.setThreads(threads);
        }
        check();
        // For C too: C2 is busy with the start of JMH, and takes time from what is timed where processors are few.
        UntilCompiled.ofThisJvm().run(this::call, mostWarmup);
    }

    private void call() {
        switch (contender) {
            case PACKED -> a.matmul(b, out, Backend.PACKED, threads);
            case OPENBLAS -> a.matmul(b, out, Backend.OPENBLAS, threads);
            case OPENBLAS_C -> callsFromC();
            case MATMUL -> a.matmul(b, out, Backend.AUTO, threads);
        }
    }

    /** Multiplies once and compares; gives the bytes that the multiplication allocated. */
    private long check() {
        matrices.forget();
        long before = Allocation.bytes();
        call();
        long allocated = Allocation.bytes() - before;
        Reference.Check check = reference.check(out.toArray());
        if (!check.near()) {
            throw new IllegalStateException(
                    "not near the reference: off by " + check.maxError() + " at " + check.where());
        }
        return allocated;
    }

    /**
     * What is allocated on the heap, by all threads: in an iteration, and by one call at the end. JMH's gc profiler, with
     * 4 kB of JMH's own in an iteration, cannot tell whether a call of milliseconds allocates nothing. Here it is 1 kB an
     * iteration, which is nothing among many calls; where they are few, the one call tells.
     */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Allocation {
        private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        /** Bytes of the calls of an iteration; named as {@link ForkTimer} looks for it. */
        public long inIteration;

        /** Bytes of the one call, in the last iteration. */
        public long inCall;

        private long before;

        /** For JMH. */
        public Allocation() {}

        /** Begins. */
        @Setup(Level.Iteration)
        public void begin() {
            before = bytes();
        }

        /** Ends. */
        @TearDown(Level.Iteration)
        public void end() {
            inIteration = bytes() - before;
        }

        /** Makes sure that the code that was timed is right, too. */
        @TearDown
        public void checkAgain(SgemmBenchmark benchmark) {
            inCall = benchmark.check();
        }

        private static long bytes() {
            return THREADS.getTotalThreadAllocatedBytes();
        }
    }

    /** Pure Java. */
    @Benchmark
    public Tensor packed(Allocation counted) {
        return a.matmul(b, out, Backend.PACKED, threads);
    }

    /** OpenBLAS through Panama, on Java's threads. */
    @Benchmark
    public Tensor openblas(Allocation counted) {
        return a.matmul(b, out, Backend.OPENBLAS, threads);
    }

    /** OpenBLAS called from C, on its own threads. */
    @Benchmark
    public long openblasC(Allocation counted) {
        return callsFromC();
    }

    private long callsFromC() {
        if (yardsticks == null) {
            throw new IllegalStateException();
        }
        return yardsticks.timeSgemm(
                sgemm,
                calls,
                transposes.left(),
                transposes.right(),
                matrices.lyingA(),
                matrices.lyingB(),
                matrices.lyingC(),
                sizes.m(),
                sizes.n(),
                sizes.k());
    }

    /** What a user calls. */
    @Benchmark
    public Tensor matmul(Allocation counted) {
        return a.matmul(b, out, Backend.AUTO, threads);
    }
}
