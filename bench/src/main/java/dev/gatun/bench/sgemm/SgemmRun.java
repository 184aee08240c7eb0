package dev.gatun.bench.sgemm;

import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Interrupt;
import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.sgemm.ForkTimer.Fork;
import dev.gatun.bench.sgemm.Sgemm.Place;
import dev.gatun.bench.yardstick.Limits;
import dev.gatun.bench.yardstick.Yardsticks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Measures products by all contenders, in rounds: in each, every product by every contender in turn, each in a JVM of its
 * own. So the contenders of a product are measured within seconds of each other, and what disturbs the machine for a
 * minute disturbs one of the numbers of which the median is taken.
 */
public final class SgemmRun {
    private static final String INTERRUPTED = "interrupted before its turn";

    private final Effort effort;
    private final int threads;
    private final ForkedJvm jvm;
    private final JvmFacts facts;
    private final Yardsticks.Found yardsticks;
    private final ForkTimer timer;

    SgemmRun(Effort effort, int threads, ForkedJvm jvm, JvmFacts facts, Yardsticks.Found yardsticks, ForkTimer timer) {
        this.effort = effort;
        this.threads = threads;
        this.jvm = jvm;
        this.facts = facts;
        this.yardsticks = yardsticks;
        this.timer = timer;
    }

    /**
     * A run with what this machine has, timed by JMH.
     *
     * @throws dev.gatun.bench.host.Failure if no JVM starts in the way given
     */
    public static SgemmRun onThisMachine(Effort effort, int threads, ForkedJvm jvm) {
        return new SgemmRun(effort, threads, jvm, jvm.probe(), Yardsticks.find(), ForkTimer.jmh(effort, threads, jvm));
    }

    /** About how many seconds it takes. */
    public double seconds(List<Product> products) {
        double round = 0;
        for (Product product : products) {
            for (Contender contender : Contender.values()) {
                round += missing(contender).isPresent() ? 0 : effort.seconds(product, contender);
            }
        }
        return effort.rounds() * round;
    }

    /** Why a contender cannot be had here. */
    private Optional<String> missing(Contender contender) {
        if (contender.needsOpenBlas() && !facts.hasOpenBlas()) {
            return Optional.of("no OpenBLAS was loaded: bench/gatun doctor says why");
        }
        return contender == Contender.OPENBLAS_C && yardsticks.library().isEmpty()
                ? Optional.of(yardsticks.reason())
                : Optional.empty();
    }

    /**
     * Measures.
     *
     * @param progress makes what shows the progress, given the number of JVMs
     */
    public Sgemm measure(List<Product> products, IntFunction<Progress> progress) {
        return measure(products, 0, progress);
    }

    /**
     * Measures a part of a longer run.
     *
     * @param firstRound how many rounds there were before: each begins with another contender
     * @param progress makes what shows the progress, given the number of JVMs
     */
    public Sgemm measure(List<Product> products, int firstRound, IntFunction<Progress> progress) {
        List<List<Entry>> entries = products.stream()
                .map(product -> Arrays.stream(Contender.values())
                        .map(contender -> new Entry(product, contender))
                        .toList())
                .toList();
        long timed =
                entries.stream().flatMap(List::stream).filter(Entry::isThere).count();
        Limits limits = Limits.UNKNOWN;
        try (Progress shown = progress.apply(Math.toIntExact(effort.rounds() * timed))) {
            for (int round = 0; round < effort.rounds(); round++) {
                limits = limits.or(Limits.measure(yardsticks));
                for (List<Entry> ofProduct : entries) {
                    // Each round begins with another contender: what comes first finds another machine than what comes
                    // after it.
                    List<Entry> turned = new ArrayList<>(ofProduct);
                    Collections.rotate(turned, -(firstRound + round));
                    turned.stream().filter(Entry::isThere).forEach(entry -> entry.add(shown));
                }
            }
        }
        List<Row> rows = entries.stream().flatMap(List::stream).map(Entry::row).toList();
        return new Sgemm(effort, threads, new Place(Machine.read(), limits, jvm, facts), rows);
    }

    /** What is known of a contender at a product so far. */
    private final class Entry {
        private final Product product;
        private final Contender contender;
        private final Optional<String> missing;
        private final List<Fork> forks = new ArrayList<>();
        private String trouble = "";

        Entry(Product product, Contender contender) {
            this.product = product;
            this.contender = contender;
            this.missing = missing(contender);
        }

        boolean isThere() {
            return missing.isEmpty();
        }

        void add(Progress progress) {
            progress.row(product + " " + contender.id());
            if (!trouble.isEmpty() || Interrupt.isRequested()) {
                return; // what failed once is a finding, and the others are still worth measuring
            }
            try {
                forks.add(timer.time(product, contender, progress));
            } catch (Trouble e) {
                // What was ended by an interrupt did not fail.
                trouble = Interrupt.isRequested() ? "" : String.valueOf(e.getMessage());
            }
        }

        Row row() {
            if (!trouble.isEmpty()) {
                return Row.failed(product, contender, trouble);
            }
            return forks.isEmpty()
                    ? Row.missing(product, contender, missing.orElse(INTERRUPTED))
                    : Row.ok(product, contender, forks);
        }
    }
}
