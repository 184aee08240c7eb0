package dev.gatun.bench.einsum;

import dev.gatun.Tensor;
import dev.gatun.Threads;
import dev.gatun.bench.measure.UntilCompiled;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
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
 * A contraction by each {@link Contender} in Java. What it computes is checked in the JVM in which it is timed: before, and
 * again after, when the compiled code has run. The settings are for whoever starts JMH by hand; {@code gatun bench einsum}
 * sets its own ({@link Effort}).
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
public class EinsumBenchmark {
    private static final Logger LOADER = Logger.getLogger("dev.gatun.bindings");
    private static final long CACHE_LINE = 64;

    /** Which case, by its id. */
    @Param("lesson")
    public String id;

    /** How many threads a contraction may use. */
    @Param("1")
    public int threads;

    /** Seconds in which C2 should be done; what JMH's own iterations warm after that is the loop around the call. */
    @Param("5")
    public double mostWarmup;

    private EinsumCase measured;
    private String subscripts;
    private Tensor[] operands;
    private Tensor right;
    private Tensor out;
    private EinsumReference reference;
    private String method;

    /** For JMH. */
    public EinsumBenchmark() {}

    /** Brings the operands into native memory, makes sure that what is timed is right, and has it compiled. */
    @Setup
    public void setUp(BenchmarkParams running) {
        LOADER.setLevel(java.util.logging.Level.OFF); // what it has to say, the doctor does
        Threads.limit(threads);
        String name = running.getBenchmark();
        method = name.substring(name.lastIndexOf('.') + 1);
        measured = EinsumCase.of(id);
        subscripts = measured.subscripts();
        List<float[]> values = measured.operands();
        operands = new Tensor[values.size()];
        for (int i = 0; i < operands.length; i++) {
            // Freed with the process: worker threads may look at it until then.
            MemorySegment memory = Arena.global().allocate((long) Float.BYTES * values.get(i).length, CACHE_LINE);
            MemorySegment.copy(values.get(i), 0, memory, ValueLayout.JAVA_FLOAT, 0, values.get(i).length);
            operands[i] = Tensor.wrap(memory, measured.shape(i));
        }
        right = operands[operands.length - 1];
        if (measured.matmul() == EinsumCase.Matmul.RIGHT_TRANSPOSED) {
            right = right.transpose(-1, -2);
        }
        long[] shape = measured.output()
                .chars()
                .mapToLong(label -> measured.size((char) label))
                .toArray();
        out = Tensor.wrap(Arena.global().allocate((long) Float.BYTES * measured.results(), CACHE_LINE), shape);
        reference = EinsumReference.of(measured);
        check();
        UntilCompiled.ofThisJvm().run(this::call, mostWarmup);
    }

    private Tensor call() {
        return switch (method) {
            case "einsum" -> einsum();
            case "fresh" -> fresh();
            case "matmul" -> matmul();
            default -> throw new IllegalStateException(method);
        };
    }

    /** Makes sure that the code that was timed is right, too. */
    @TearDown
    public void check() {
        out.assign(Float.NaN);
        String wrong = reference.check(call().toArray());
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(wrong);
        }
    }

    /** Into memory that is there. */
    @Benchmark
    public Tensor einsum() {
        return Tensor.einsum(out, subscripts, operands);
    }

    /** Into a fresh result. */
    @Benchmark
    public Tensor fresh() {
        Tensor result = Tensor.einsum(subscripts, operands);
        return measured.contiguous() ? result.contiguous() : result;
    }

    /** The product, written as one. */
    @Benchmark
    public Tensor matmul() {
        return operands[0].matmul(right, out);
    }
}
