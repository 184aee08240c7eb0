package dev.gatun.bench.peers;

import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.CaseTimer;
import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.Contest;
import dev.gatun.bench.measure.EnvironmentProfiler;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.Jmh;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Pace;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.PythonTimer;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.python.Interpreter;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.python.Script;
import dev.gatun.bench.yardstick.Limits;
import dev.gatun.bench.yardstick.Yardsticks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Measures products by Gatun and its peers, every contender in turn: Java in JVMs of its own, Python in one child. */
public final class PeersRun {
    /** What a peer is taken to reach, in GFLOP/s, to plan with; and what a call costs besides. */
    private static final double PLANNED_GFLOPS = 20;

    private static final double PLANNED_CALL = 1e-6;

    private final Pace pace;
    private final int threads;
    private final ForkedJvm jvm;
    private final JvmFacts facts;
    private final Yardsticks.Found yardsticks;
    private final Interpreters interpreters;
    private final Map<Contender, String> names;
    private final Map<Contender, String> lacks;
    private final CaseTimer<Multiplication, Contender> java;

    PeersRun(
            Pace pace,
            int threads,
            ForkedJvm jvm,
            JvmFacts facts,
            Yardsticks.Found yardsticks,
            Interpreters interpreters,
            Map<Contender, String> names,
            Map<Contender, String> lacks,
            CaseTimer<Multiplication, Contender> java) {
        this.pace = pace;
        this.threads = threads;
        this.jvm = jvm;
        this.facts = facts;
        this.yardsticks = yardsticks;
        this.interpreters = interpreters;
        this.names = names;
        this.lacks = lacks;
        this.java = java;
    }

    /**
     * A run with what this machine has.
     *
     * @throws Failure if no JVM starts in the way given, or there is nothing to hold matmul against
     */
    public static PeersRun onThisMachine(Pace pace, int threads, ForkedJvm jvm, Interpreters interpreters) {
        JvmFacts facts = jvm.probe();
        Map<Contender, String> names = new EnumMap<>(Contender.class);
        Map<Contender, String> lacks = new EnumMap<>(Contender.class);
        PeerFolder folder = PeerFolder.find();
        for (Contender contender : Contender.values()) {
            Optional<String> lack = contender.lack(interpreters).or(() -> folder.lack(contender));
            if (lack.isPresent()) {
                lacks.put(contender, lack.get());
            } else if (contender.className().isPresent()) {
                PeerProbe probe = PeerProbe.of(contender, jvm, threads);
                (probe.runs() ? names : lacks).put(contender, probe.found());
            } else {
                names.put(contender, describe(contender, interpreters.best().orElseThrow()));
            }
        }
        if (names.keySet().stream().allMatch(contender -> contender == Contender.MATMUL)) {
            throw new Failure("there is nothing to hold matmul against: " + lacks.get(Contender.NUMPY) + "; "
                    + lacks.get(Contender.EJML));
        }
        return new PeersRun(
                pace, threads, jvm, facts, Yardsticks.find(), interpreters, names, lacks, jmh(pace, threads, jvm));
    }

    /** Whether the peers in Java were built. */
    public static boolean areBuilt() {
        return PeerFolder.find().lack(Contender.EJML).isEmpty();
    }

    private static String describe(Contender contender, Interpreter python) {
        return contender == Contender.NUMPY
                ? "NumPy " + python.numpy().version().orElse("?") + ", numpy.matmul(a, b, out=c)"
                : "PyTorch " + python.torch().version().orElse("?") + " in Python, torch.matmul(a, b, out=c)";
    }

    static CaseTimer<Multiplication, Contender> jmh(Pace pace, int threads, ForkedJvm jvm) {
        return (of, contender, progress) -> Timing.of(Jmh.run(
                                PeersBenchmark.class,
                                "multiply",
                                pace.schedule(seconds(of)),
                                jvm,
                                options -> options.param("contender", contender.id())
                                        .param("shape", of.shape().toString())
                                        .param("threads", Integer.toString(threads))
                                        .param("mostWarmup", Double.toString(pace.mostCompile()))
                                        .addProfiler(EnvironmentProfiler.class, ThreadVariables.of(threads)),
                                progress)
                        .nanos())
                .median();
    }

    private static double seconds(Multiplication of) {
        return PLANNED_CALL + of.shape().flops() / (PLANNED_GFLOPS * 1e9);
    }

    /** About how many seconds it takes. */
    public double seconds(List<Multiplication> products) {
        double round = 0;
        for (Multiplication of : products) {
            for (Contender contender : names.keySet()) {
                round += contender.library().isPresent()
                        ? pace.secondsInPython(seconds(of))
                        : pace.secondsInJava(seconds(of));
            }
        }
        return pace.rounds() * round;
    }

    /**
     * Measures.
     *
     * @param progress makes what shows the progress, given how many times something is timed
     */
    public Peers measure(List<Multiplication> products, IntFunction<Progress> progress) {
        Contest<Multiplication, Contender> contest = new Contest<>(
                products, List.of(Contender.values()), (of, contender) -> Optional.ofNullable(lacks.get(contender)));
        Limits limits = Limits.measure(yardsticks);
        try (Progress shown = progress.apply(pace.rounds() * contest.turns());
                PythonTimer python = new PythonTimer(
                        interpreters,
                        Script.SGEMM,
                        threads,
                        pace.measurement(),
                        Pace.BOUND,
                        folder -> write(products, folder))) {
            contest.run(
                    pace.rounds(),
                    (of, contender, told) -> contender.library().isPresent()
                            ? time(python, of, contender)
                            : java.time(of, contender, told),
                    shown);
            Peers.Place place = new Peers.Place(
                    Machine.read(),
                    limits,
                    jvm,
                    facts,
                    interpreters.best().map(Interpreter::describe).orElse("no Python"),
                    python.blas());
            return new Peers(pace, threads, place, names, new Comparison<>(contest.rows()));
        }
    }

    private static double time(PythonTimer python, Multiplication of, Contender contender) throws Trouble {
        Shape shape = of.shape();
        return python.time(contender.id() + " " + shape.m() + " " + shape.k() + " " + shape.n(), (folder, said) -> {
            float[] product = Operands.readFloats(folder.resolve("result.f32"), shape.m() * shape.n());
            Reference.Check check = Reference.sample(Operands.random(shape)).check(product);
            return check.near() ? "" : "not near the reference: off by " + check.maxError() + " at " + check.where();
        });
    }

    /** The operands of each product, for Python: {@code MxKxN/a.f32} and {@code MxKxN/b.f32}. */
    private static void write(List<Multiplication> products, Path folder) {
        for (Multiplication of : products) {
            try {
                Operands.random(of.shape()).write(Files.createDirectories(folder.resolve(of.id())));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
