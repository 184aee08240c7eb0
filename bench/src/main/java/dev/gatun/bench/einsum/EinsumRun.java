package dev.gatun.bench.einsum;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/** Measures contractions by all contenders: in Java by JMH, in a JVM of its own each time, in Python by timeit in one child. */
public final class EinsumRun {
    private final Effort effort;
    private final int threads;
    private final ForkedJvm jvm;
    private final JvmFacts facts;
    private final Interpreters interpreters;
    private final CaseTimer<EinsumCase, Contender> java;

    EinsumRun(
            Effort effort,
            int threads,
            ForkedJvm jvm,
            JvmFacts facts,
            Interpreters interpreters,
            CaseTimer<EinsumCase, Contender> java) {
        this.effort = effort;
        this.threads = threads;
        this.jvm = jvm;
        this.facts = facts;
        this.interpreters = interpreters;
        this.java = java;
    }

    /**
     * A run with what this machine has, timed by JMH and by timeit.
     *
     * @throws dev.gatun.bench.host.Failure if no JVM starts in the way given
     */
    public static EinsumRun onThisMachine(Effort effort, int threads, ForkedJvm jvm, Interpreters interpreters) {
        return new EinsumRun(effort, threads, jvm, jvm.probe(), interpreters, jmh(effort, threads, jvm));
    }

    static CaseTimer<EinsumCase, Contender> jmh(Effort effort, int threads, ForkedJvm jvm) {
        return (of, contender, progress) -> Timing.of(Jmh.run(
                                EinsumBenchmark.class,
                                contender.id(),
                                effort.schedule(of),
                                jvm,
                                options -> options.param("id", of.id())
                                        .param("threads", Integer.toString(threads))
                                        .param("mostWarmup", Double.toString(effort.mostCompile())),
                                progress)
                        .nanos())
                .median();
    }

    /** About how many seconds it takes. */
    public double seconds(List<EinsumCase> cases) {
        double seconds = 0;
        for (EinsumCase of : cases) {
            for (Contender contender : Contender.values()) {
                seconds += lack(of, contender).isEmpty() ? effort.seconds(of, contender) : 0;
            }
        }
        return seconds;
    }

    private Optional<String> lack(EinsumCase of, Contender contender) {
        return contender.takes(of) ? contender.lack(interpreters) : Optional.of("it is no product of two matrices");
    }

    /**
     * Measures.
     *
     * @param progress makes what shows the progress, given how many times something is timed
     */
    public Results measure(List<EinsumCase> cases, IntFunction<Progress> progress) {
        Contest<EinsumCase, Contender> contest = new Contest<>(cases, List.of(Contender.values()), this::lack);
        try (Progress shown = progress.apply(effort.rounds() * contest.turns());
                PythonTimer python = new PythonTimer(
                        interpreters,
                        Script.EINSUM,
                        threads,
                        effort.measurement(),
                        Effort.BOUND,
                        folder -> write(cases, folder))) {
            contest.run(
                    effort.rounds(),
                    (of, contender, told) -> contender.library().isPresent()
                            ? time(python, of, contender)
                            : java.time(of, contender, told),
                    shown);
            Place place = Place.here(jvm, facts, interpreters, python.blas());
            return new Results(effort, threads, place, new Comparison<>(contest.rows()));
        }
    }

    private static double time(PythonTimer python, EinsumCase of, Contender contender) throws Trouble {
        return python.time(
                contender.id() + " " + of.id(),
                (folder, said) ->
                        EinsumReference.of(of).check(Operands.readFloats(folder.resolve("result.f32"), of.results())));
    }

    /** The cases and their operands, for Python. */
    private static void write(List<EinsumCase> cases, Path folder) {
        ObjectNode root = Json.object();
        ArrayNode list = root.putArray("cases");
        for (EinsumCase of : cases) {
            ObjectNode node = list.addObject()
                    .put("id", of.id())
                    .put("subscripts", of.subscripts())
                    .put("contiguous", of.contiguous());
            ArrayNode shapes = node.putArray("shapes");
            of.shapes().forEach(shape -> shape.forEach(shapes.addArray()::add));
            List<float[]> operands = of.operands();
            for (int i = 0; i < operands.size(); i++) {
                Operands.writeFloats(folder.resolve(of.id() + "." + i + ".f32"), operands.get(i));
            }
        }
        try {
            Files.writeString(folder.resolve("cases.json"), list.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
