package dev.gatun.bench.elementwise;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.measure.CaseTimer;
import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.Contest;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.Jmh;
import dev.gatun.bench.measure.Json;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Place;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.PythonTimer;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.python.Script;
import dev.gatun.layout.DType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.LongStream;

/**
 * Measures operations by all contenders: in Java by JMH, in a JVM of its own each time, in Python by timeit in one child, and
 * beside what streams the triad, in this process.
 */
public final class ElementwiseRun {
    /**
     * For small cases: where an operation takes hardly longer than the objects that it makes, G1 makes the heap larger for ten
     * seconds and more, and each page of that, and of the results that lie dead meanwhile, is a fresh one once.
     */
    private static final List<String> FIXED_HEAP = List.of("-Xms512m", "-Xmx512m");

    private final Effort effort;
    private final int threads;
    private final ForkedJvm jvm;
    private final JvmFacts facts;
    private final Interpreters interpreters;
    private final CaseTimer<ElementwiseCase, Contender> java;
    private final Triad triad;

    ElementwiseRun(
            Effort effort,
            int threads,
            ForkedJvm jvm,
            JvmFacts facts,
            Interpreters interpreters,
            CaseTimer<ElementwiseCase, Contender> java,
            Triad triad) {
        this.effort = effort;
        this.threads = threads;
        this.jvm = jvm;
        this.facts = facts;
        this.interpreters = interpreters;
        this.java = java;
        this.triad = triad;
    }

    /**
     * A run with what this machine has.
     *
     * @throws dev.gatun.bench.host.Failure if no JVM starts in the way given
     */
    public static ElementwiseRun onThisMachine(Effort effort, int threads, ForkedJvm jvm, Interpreters interpreters) {
        return new ElementwiseRun(
                effort,
                threads,
                jvm,
                jvm.probe(),
                interpreters,
                jmh(effort, threads, jvm),
                Triad.onThisMachine(threads, effort.measurement()));
    }

    static CaseTimer<ElementwiseCase, Contender> jmh(Effort effort, int threads, ForkedJvm jvm) {
        return (of, contender, progress) -> Timing.of(Jmh.run(
                                ElementwiseBenchmark.class,
                                contender.id(),
                                effort.schedule(of, contender),
                                of.small() ? jvm.with(FIXED_HEAP) : jvm,
                                options -> options.param("id", of.id())
                                        .param("threads", Integer.toString(threads))
                                        .param("mostWarmup", Double.toString(effort.mostCompile()))
                                        .param("mostReuse", Double.toString(effort.mostReuse())),
                                progress)
                        .nanos())
                .median();
    }

    /** About how many seconds it takes. */
    public double seconds(List<ElementwiseCase> cases) {
        double seconds = 0;
        for (ElementwiseCase of : cases) {
            for (Contender contender : Contender.values()) {
                seconds += lack(of, contender).isEmpty() ? effort.seconds(of, contender) : 0;
            }
        }
        return seconds;
    }

    private Optional<String> lack(ElementwiseCase of, Contender contender) {
        if (!contender.takes(of)) {
            return Optional.of(contender == Contender.TRIAD ? "it does not stream" : "Gatun has no out for it");
        }
        return contender == Contender.TRIAD ? triad.lack() : contender.lack(interpreters);
    }

    /**
     * Measures.
     *
     * @param progress makes what shows the progress, given how many times something is timed
     */
    public Results measure(List<ElementwiseCase> cases, IntFunction<Progress> progress) {
        Contest<ElementwiseCase, Contender> contest = new Contest<>(cases, List.of(Contender.values()), this::lack);
        try (Progress shown = progress.apply(effort.rounds() * contest.turns());
                PythonTimer python = new PythonTimer(
                        interpreters, Script.ELEMENTWISE, threads, effort.measurement(), Effort.BOUND, folder -> {})) {
            contest.run(
                    effort.rounds(),
                    (of, contender, told) -> switch (contender) {
                        case FRESH, WORKSPACE, OUT -> java.time(of, contender, told);
                        case NUMPY, NUMPY_OUT, TORCH, TORCH_OUT -> time(python, of, contender);
                        case TRIAD -> of.moved() / triad.gbps(of.memory());
                    },
                    shown);
            Place place = Place.here(jvm, facts, interpreters, python.blas());
            return new Results(effort, threads, place, new Comparison<>(contest.rows()));
        }
    }

    private static double time(PythonTimer python, ElementwiseCase of, Contender contender) throws Trouble {
        ElementwiseReference reference = ElementwiseReference.of(of);
        return python.time(
                request(of, contender, reference).toString(), (folder, said) -> check(reference, folder, said));
    }

    private static String check(ElementwiseReference reference, Path folder, JsonNode said) {
        double[] values = Operands.readDoubles(folder.resolve("result.f64"));
        return reference.check(said.path("count").asLong(), values);
    }

    /** What elementwise.py understands. */
    private static ObjectNode request(ElementwiseCase of, Contender contender, ElementwiseReference reference) {
        ObjectNode request = Json.object()
                .put("library", contender.library().orElseThrow().name().toLowerCase(Locale.ROOT))
                .put("statement", PythonCalls.of(of, contender))
                .put("positive", of.operation().positive());
        ArrayNode operands = request.putArray("operands");
        for (Operand operand : of.operation().operands()) {
            ObjectNode node = operands.addObject().put("name", operand.name().toLowerCase(Locale.ROOT));
            put(node, operand.shape(of.rows(), of.columns()));
            node.put("seed", operand.numbers(true).seed()).put("mask", operand == Operand.MASK);
        }
        if (contender.intoOut()) {
            ObjectNode out = request.putObject("out").put("mask", of.operation().dtype() == DType.BOOL);
            put(out, of.result());
        }
        ArrayNode places = request.putArray("places");
        for (int place : reference.places()) {
            places.add(place);
        }
        return request;
    }

    private static void put(ObjectNode node, long[] shape) {
        LongStream.of(shape).forEach(node.putArray("shape")::add);
    }
}
