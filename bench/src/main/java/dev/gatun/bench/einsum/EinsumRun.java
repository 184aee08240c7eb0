package dev.gatun.bench.einsum;

import dev.gatun.bench.einsum.Results.Place;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.python.Interpreter;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.python.Lack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Measures contractions by all contenders, in rounds: in each, every case by every contender in turn. So the contenders of a
 * case are measured within seconds of each other, and what disturbs the machine for a minute disturbs one of the numbers of
 * which the median is taken.
 */
public final class EinsumRun {
    private final Effort effort;
    private final int threads;
    private final ForkedJvm jvm;
    private final JvmFacts facts;
    private final Interpreters interpreters;
    private final Timer java;

    EinsumRun(Effort effort, int threads, ForkedJvm jvm, JvmFacts facts, Interpreters interpreters, Timer java) {
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
        return new EinsumRun(effort, threads, jvm, jvm.probe(), interpreters, Timer.jmh(effort, threads, jvm));
    }

    /** About how many seconds it takes. */
    public double seconds(List<EinsumCase> cases) {
        double seconds = 0;
        for (EinsumCase of : cases) {
            for (Contender contender : Contender.values()) {
                boolean there = contender.takes(of) && missing(contender).isEmpty();
                seconds += there ? effort.seconds(of, contender) : 0;
            }
        }
        return seconds;
    }

    private Optional<String> missing(Contender contender) {
        return contender.library().flatMap(needs -> Lack.of(interpreters, needs));
    }

    /**
     * Measures.
     *
     * @param progress makes what shows the progress, given how many times something is timed
     */
    public Results measure(List<EinsumCase> cases, IntFunction<Progress> progress) {
        List<List<Entry>> entries = cases.stream()
                .map(of -> Arrays.stream(Contender.values())
                        .map(contender -> new Entry(of, contender))
                        .toList())
                .toList();
        long timed =
                entries.stream().flatMap(List::stream).filter(Entry::isThere).count();
        Optional<Interpreter> python = interpreters.best();
        List<String> blas = new ArrayList<>();
        try (Progress shown = progress.apply(Math.toIntExact(effort.rounds() * timed))) {
            if (python.isPresent()) {
                try (PythonTimer timer = new PythonTimer(python.get(), threads, effort, cases)) {
                    rounds(entries, (of, contender, told) -> timer.time(of, contender), shown);
                    blas.addAll(timer.blas());
                }
            } else {
                rounds(entries, java, shown);
            }
        }
        List<Row> rows = entries.stream().flatMap(List::stream).map(Entry::row).toList();
        String described = python.map(Interpreter::describe).orElse("no Python");
        return new Results(effort, threads, new Place(Machine.read(), jvm, facts, described, blas), rows);
    }

    private void rounds(List<List<Entry>> entries, Timer ofPython, Progress shown) {
        for (int round = 0; round < effort.rounds(); round++) {
            for (List<Entry> ofCase : entries) {
                // Each round begins with another contender: what comes first finds another machine than what comes
                // after.
                List<Entry> turned = new ArrayList<>(ofCase);
                Collections.rotate(turned, -round);
                for (Entry entry : turned) {
                    entry.add(entry.contender.library().isPresent() ? ofPython : java, shown);
                }
            }
        }
    }

    /** What is known of a contender at a case so far. */
    private final class Entry {
        private final EinsumCase of;
        private final Contender contender;
        private final Optional<String> missing;
        private final List<Double> nanos = new ArrayList<>();
        private String trouble = "";

        Entry(EinsumCase of, Contender contender) {
            this.of = of;
            this.contender = contender;
            this.missing = contender.takes(of) ? missing(contender) : Optional.of("it is no product of two matrices");
        }

        boolean isThere() {
            return missing.isEmpty();
        }

        void add(Timer timer, Progress progress) {
            if (!isThere()) {
                return;
            }
            progress.row(of.id() + " " + contender.id());
            if (!trouble.isEmpty()) {
                return; // what failed once is a finding, and the others are still worth measuring
            }
            try {
                nanos.add(timer.time(of, contender, progress));
            } catch (Trouble e) {
                trouble = String.valueOf(e.getMessage());
            }
        }

        Row row() {
            return missing.map(reason -> Row.missing(of, contender, reason))
                    .orElseGet(() ->
                            trouble.isEmpty() ? Row.ok(of, contender, nanos) : Row.failed(of, contender, trouble));
        }
    }
}
