package dev.gatun.bench.elementwise;

import dev.gatun.Tensor;
import dev.gatun.Threads;
import dev.gatun.Workspace;
import dev.gatun.bench.measure.UntilCompiled;
import dev.gatun.bench.measure.UntilReused;
import dev.gatun.layout.DType;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
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
 * An elementwise operation or a reduction by Gatun. What it computes is checked in the JVM in which it is timed: before, and
 * again after, when the compiled code has run. The settings are for whoever starts JMH by hand; {@code gatun bench
 * elementwise} sets its own ({@link Effort}).
 */
// The average of an iteration, because most calls are too short to be timed alone: asking for the time costs 25 ns.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 10, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 100, timeUnit = TimeUnit.MILLISECONDS)
// The flags that the README gives to users.
@Fork(
        value = 3,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"})
@State(Scope.Benchmark)
// JMH calls setUp before anything else; a workspace is open for what is called meanwhile.
@SuppressWarnings({"NullAway.Init", "try"})
public class ElementwiseBenchmark {
    /** Which case, by its id. */
    @Param("add-1000x1000")
    public String id;

    /** How many threads an operation may use. */
    @Param("1")
    public int threads;

    /** Seconds in which C2 should be done; what JMH's own iterations warm after that is the loop around the call. */
    @Param("5")
    public double mostWarmup;

    /** Seconds after which memory should be used again. */
    @Param("5")
    public double mostReuse;

    private boolean inWorkspace;
    private Function<Inputs, Object> written;
    private Inputs inputs;
    private ElementwiseReference reference;

    /** For JMH. */
    public ElementwiseBenchmark() {}

    /** Makes the operands, makes sure that what is timed is right, and has it compiled. */
    @Setup
    public void setUp(BenchmarkParams running) {
        Threads.limit(threads);
        ElementwiseCase of = ElementwiseCase.of(id);
        boolean intoOut = is(Contender.OUT, running);
        inWorkspace = is(Contender.WORKSPACE, running);
        written = intoOut
                ? JavaCalls.out(of.operation()).orElseThrow(() -> new IllegalStateException("no out for " + id))
                : JavaCalls.fresh(of.operation());
        inputs = new Inputs(of, intoOut);
        reference = ElementwiseReference.of(of);
        check();
        UntilCompiled.ofThisJvm().run(this::call, mostWarmup);
        UntilReused.ofThisJvm().run(this::call, is(Contender.FRESH, running) ? of.bytesOfResults() : 0, mostReuse);
    }

    private static boolean is(Contender contender, BenchmarkParams running) {
        return running.getBenchmark().endsWith("." + contender.id());
    }

    /** Not inlined, so that JMH's loop calls the very code that {@link UntilCompiled} has seen compiled. */
    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private Object call() {
        if (inWorkspace) {
            try (Workspace workspace = Workspace.open()) {
                return written.apply(inputs);
            }
        }
        return written.apply(inputs);
    }

    /** Makes sure that the code that was timed is right, too. */
    @TearDown
    public void check() {
        inputs.forget();
        String wrong;
        if (inWorkspace) {
            try (Workspace workspace = Workspace.open()) {
                wrong = check(reference, written.apply(inputs));
            }
        } else {
            wrong = check(reference, call());
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException(wrong);
        }
    }

    static String check(ElementwiseReference reference, Object result) {
        if (!(result instanceof Tensor tensor)) {
            return reference.check(1, new double[] {((Number) result).doubleValue()});
        }
        if (!tensor.isContiguous()) {
            return "it is not contiguous";
        }
        Tensor flat = (tensor.dtype() == DType.BOOL ? tensor.to(DType.FLOAT32) : tensor).view(tensor.numel());
        int[] places = reference.places();
        double[] values = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            values[i] = places[i] < flat.numel() ? flat.get(places[i]) : Double.NaN;
        }
        return reference.check(flat.numel(), values);
    }

    /** Into memory that is there. */
    @Benchmark
    public Object out() {
        return call();
    }

    /** Into a fresh result, in a workspace that is closed after the call. */
    @Benchmark
    public Object workspace() {
        return call();
    }

    /** Into a fresh result. */
    @Benchmark
    public Object fresh() {
        return call();
    }
}
