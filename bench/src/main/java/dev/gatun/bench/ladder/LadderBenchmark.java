package dev.gatun.bench.ladder;

import dev.gatun.Tensor;
import dev.gatun.Threads;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.UntilCompiled;
import dev.gatun.ladder.Stage;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The Java tiers of the ladder, each a public call that allocates its result and returns it, so that the compiler
 * cannot leave it out. The settings below are those of {@link Effort#FULL}, for whoever starts JMH by hand; the ladder
 * sets its own ({@link JmhTimer}).
 */
// The average of an iteration, because a call of 2 us is too short to be timed alone: asking for the time costs 25 ns.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 40, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 40, time = 50, timeUnit = TimeUnit.MILLISECONDS)
// The flags that the README gives to users.
@Fork(
        value = 5,
        jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"})
public class LadderBenchmark {
    private static final Logger LOADER = Logger.getLogger("dev.gatun.bindings");

    /** The file with the product of the JVM that was timed. */
    static final String PRODUCT = "java.f32";

    /** For JMH. */
    public LadderBenchmark() {}

    /** The operands. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH calls setUp before anything else
    public static class Input {
        /** The sizes, {@code MxKxN}. */
        @Param("5x784x10")
        public String shape;

        /** The folder with the operands that all languages get; empty for random ones. */
        @Param("")
        public String folder;

        /** How many threads a product may use. */
        @Param("1")
        public int threads;

        /** Seconds in which C2 should be done; what JMH's own iterations warm after that is the loop around the call. */
        @Param("10")
        public double mostWarmup;

        private Tensor a;
        private Tensor b;
        private Operands operands;

        /** For JMH. */
        public Input() {}

        /** Brings the operands into native memory. */
        @Setup
        public void setUp() {
            LOADER.setLevel(Level.OFF); // what it has to say, the command has said already
            Shape sizes = Shape.parse(shape);
            operands = folder.isEmpty() ? Operands.random(sizes) : Operands.read(Path.of(folder), sizes);
            JavaTiers.Tensors tensors = JavaTiers.Tensors.of(operands);
            a = tensors.a();
            b = tensors.b();
            Threads.limit(threads);
        }

        /** Leaves the product for the ladder to check, or checks it here where JMH was started by hand. */
        private void check(Tensor product) {
            if (!folder.isEmpty()) {
                Operands.writeFloats(Path.of(folder, PRODUCT), product.toArray());
                return;
            }
            Reference.Check check = Reference.of(operands).check(product.toArray());
            if (!check.near()) {
                throw new IllegalStateException("not near the reference: " + check);
            }
        }
    }

    /** The tier; JMH goes through all of the enum's constants where it is told none. */
    @State(Scope.Benchmark)
    @SuppressWarnings("NullAway.Init") // JMH sets it
    public static class Tier {
        /** The tier. */
        @Param
        public Stage stage;

        /** For JMH. */
        public Tier() {}

        /** Makes sure that what is timed is right. */
        @Setup
        public void check(Input input) {
            input.check(stage.matmul(input.a, input.b));
            UntilCompiled.ofThisJvm().run(() -> stage.matmul(input.a, input.b), input.mostWarmup);
        }
    }

    /** What a user calls. */
    @State(Scope.Benchmark)
    public static class Matmul {
        /** For JMH. */
        public Matmul() {}

        /** Makes sure that what is timed is right. */
        @Setup
        public void check(Input input) {
            input.check(input.a.matmul(input.b));
            UntilCompiled.ofThisJvm().run(() -> input.a.matmul(input.b), input.mostWarmup);
        }
    }

    /** A tier. */
    @Benchmark
    public Tensor stage(Input input, Tier tier) {
        return tier.stage.matmul(input.a, input.b);
    }

    /** What a user calls. */
    @Benchmark
    public Tensor matmul(Input input, Matmul checked) {
        return input.a.matmul(input.b);
    }
}
