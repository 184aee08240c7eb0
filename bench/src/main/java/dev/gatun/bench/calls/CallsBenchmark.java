package dev.gatun.bench.calls;

import dev.gatun.Tensor;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.UntilCompiled;
import dev.gatun.bench.yardstick.Yardsticks;
import dev.gatun.bindings.OpenBlas;
import dev.gatun.bindings.OpenBlas.Transpose;
import dev.gatun.gemm.Backend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * A {@link Callee} called by each {@link Caller}: a method each, since a choice would cost as much as what is measured. What
 * is called gives the right result, or nothing is timed. The settings are for whoever starts JMH by hand;
 * {@code gatun bench calls} sets its own.
 */
// The average of an iteration, because asking for the time costs more than a call.
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
public class CallsBenchmark {
    private static final Logger LOADER = Logger.getLogger("dev.gatun.bindings");
    private static final long CACHE_LINE = 64;

    /** What is called, by its id. */
    @Param("sgemm-4")
    public String callee;

    /** How many calls a loop in C makes in one operation; JMH has to be told to divide by it. */
    @Param("1")
    public int calls;

    /** Seconds in which C2 should be done; what JMH's own iterations warm after that is the loop around the call. */
    @Param("5")
    public double mostWarmup;

    private long n;
    private Yardsticks yardsticks;
    private OpenBlas openBlas;
    private MemorySegment sgemm;
    private int size;
    private MemorySegment a;
    private MemorySegment b;
    private MemorySegment c;
    private Tensor left;
    private Tensor right;
    private Tensor out;
    private @Nullable Reference reference;
    private Runnable call;

    /** For JMH. */
    public CallsBenchmark() {}

    /** Makes the operands, makes sure that what is timed is right, and has it compiled. */
    @Setup
    public void setUp(BenchmarkParams running) {
        LOADER.setLevel(Level.OFF); // what it has to say, the doctor does
        Callee.of(callee).sgemm().ifPresent(this::makeOperands);
        String name = running.getBenchmark();
        call = call(name.substring(name.lastIndexOf('.') + 1));
        if (name.endsWith("InC") || name.endsWith("inC")) {
            yardsticks = Downcalls.yardsticks();
        }
        check();
        // For C too: C2 is busy with the start of JMH, and takes time from what is timed where processors are few.
        UntilCompiled.ofThisJvm().run(call, mostWarmup);
    }

    private Runnable call(String method) {
        return switch (method) {
            case "nextInC" -> this::nextInC;
            case "nextPanama" -> this::nextPanama;
            case "nextPanamaCritical" -> this::nextPanamaCritical;
            case "inC" -> this::inC;
            case "panama" -> this::panama;
            case "panamaCritical" -> this::panamaCritical;
            case "openblas" -> this::openblas;
            case "openblasCritical" -> this::openblasCritical;
            case "matmul" -> this::matmul;
            default -> throw new IllegalStateException(method);
        };
    }

    private void makeOperands(Shape shape) {
        size = shape.n();
        Operands operands = Operands.random(shape);
        reference = Reference.sample(operands);
        Arena arena = Arena.global();
        a = copy(operands.a(), arena);
        b = copy(operands.b(), arena);
        c = arena.allocate((long) Float.BYTES * size * size, CACHE_LINE);
        left = Tensor.wrap(a, size, size);
        right = Tensor.wrap(b, size, size);
        out = Tensor.wrap(c, size, size);
        openBlas = Downcalls.openBlas(); // one thread, as Gatun calls it
        sgemm = openBlas.sgemmAddress();
    }

    private static MemorySegment copy(float[] values, Arena arena) {
        MemorySegment memory = arena.allocate((long) Float.BYTES * values.length, CACHE_LINE);
        MemorySegment.copy(values, 0, memory, ValueLayout.JAVA_FLOAT, 0, values.length);
        return memory;
    }

    /** Calls once and looks at what came of it; in the end again, when the compiled code has run. */
    @TearDown
    public void check() {
        if (reference == null) {
            n = 41;
            call.run();
            if (n != 41 + calls) {
                throw new IllegalStateException("gatun_next counted from 41 to " + n + " in " + calls + " calls");
            }
            return;
        }
        out.assign(Float.NaN);
        call.run();
        Reference.Check check = reference.check(out.toArray());
        if (!check.near()) {
            throw new IllegalStateException(
                    "not near the reference: off by " + check.maxError() + " at " + check.where());
        }
    }

    /** Adds ones in C. */
    @Benchmark
    public long nextInC() {
        long nanos = yardsticks.timeNext(calls);
        n += nanos < 0 ? 0 : calls; // what it counted, it compared itself
        return nanos;
    }

    /** Adds one through Panama. */
    @Benchmark
    public long nextPanama() {
        n = Downcalls.Next.plain(n);
        return n;
    }

    /** Adds one through Panama, critically. */
    @Benchmark
    public long nextPanamaCritical() {
        n = Downcalls.Next.critical(n);
        return n;
    }

    /** Multiplies in C. */
    @Benchmark
    public long inC() {
        return yardsticks.timeSgemm(sgemm, calls, a, b, c, size, size, size);
    }

    /** Multiplies through Panama. */
    @Benchmark
    public void panama() {
        Downcalls.Sgemm.plain(size, a, b, c);
    }

    /** Multiplies through Panama, critically. */
    @Benchmark
    public void panamaCritical() {
        Downcalls.Sgemm.critical(size, a, b, c);
    }

    /** Multiplies through the bindings. */
    @Benchmark
    public void openblas() {
        openBlas.sgemm(Transpose.NO_TRANS, Transpose.NO_TRANS, size, size, size, 1, a, size, b, size, 0, c, size);
    }

    /** Multiplies through the bindings, critically. */
    @Benchmark
    public void openblasCritical() {
        openBlas.sgemmCritical(
                Transpose.NO_TRANS, Transpose.NO_TRANS, size, size, size, 1, a, size, b, size, 0, c, size);
    }

    /** Multiplies as a user writes it. */
    @Benchmark
    public Tensor matmul() {
        return left.matmul(right, out, Backend.OPENBLAS, 1);
    }
}
