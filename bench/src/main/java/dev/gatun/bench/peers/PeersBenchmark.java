package dev.gatun.bench.peers;

import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.UntilCompiled;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
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

/**
 * A product by a {@link Peer}. What it computes is checked in the JVM in which it is timed: before, and again after. The
 * settings are for whoever starts JMH by hand; {@code gatun bench peers} sets its own.
 */
// The average of an iteration, because most calls are too short to be timed alone: asking for the time costs 25 ns.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 10, time = 50, timeUnit = TimeUnit.MILLISECONDS)
// The flags that the README gives to users; netlib needs the second, too.
@Fork(
        value = 3,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"})
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
public class PeersBenchmark {
    private static final Logger LOADER = Logger.getLogger("dev.gatun.bindings");

    /** By what, by its id. */
    @Param("matmul")
    public String contender;

    /** The sizes, {@code MxKxN}. */
    @Param("64x784x50")
    public String shape;

    /** How many threads a product may use. */
    @Param("1")
    public int threads;

    /** Seconds in which C2 should be done; what JMH's own iterations warm after that is the loop around the call. */
    @Param("5")
    public double mostWarmup;

    private Peer peer;
    private Reference reference;

    /** For JMH. */
    public PeersBenchmark() {}

    /** Makes sure that what is timed is right, and has it compiled. */
    @Setup
    public void setUp() {
        LOADER.setLevel(Level.OFF); // what it has to say, the doctor does
        Shape sizes = Shape.parse(shape);
        Operands operands = Operands.random(sizes);
        reference = Reference.sample(operands);
        peer = PeerFolder.find().peer(Contender.of(contender));
        peer.prepare(
                sizes.m(),
                sizes.k(),
                sizes.n(),
                operands.a().clone(),
                operands.b().clone(),
                threads);
        check();
        UntilCompiled.ofThisJvm().run(peer::multiply, mostWarmup);
    }

    /** Multiplies once and compares. */
    @TearDown
    public void check() {
        peer.multiply();
        float[] product = peer.product();
        Reference.Check check = reference.check(product);
        if (!check.near()) {
            throw new IllegalStateException(
                    "not near the reference: off by " + check.maxError() + " at " + check.where());
        }
        Arrays.fill(product, Float.NaN); // where it is no copy, the next product has to be written anew
    }

    /** The product. */
    @Benchmark
    public Object multiply() {
        return peer.multiply();
    }
}
