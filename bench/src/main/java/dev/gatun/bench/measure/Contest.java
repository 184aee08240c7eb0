package dev.gatun.bench.measure;

import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Interrupt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Measures cases by all contenders, in rounds: in each, every case by every contender in turn. So the contenders of a case
 * are measured within seconds of each other, and what disturbs the machine for a minute disturbs one of the numbers of which
 * the median is taken.
 */
public final class Contest<C extends Case, K extends Competitor> {
    private static final String INTERRUPTED = "interrupted before its turn";

    private final List<List<Entry>> entries;

    /**
     * Lines them up.
     *
     * @param lack why a contender cannot be measured at a case; empty if it can
     */
    public Contest(List<C> cases, List<K> contenders, BiFunction<C, K, Optional<String>> lack) {
        entries = cases.stream()
                .map(of -> contenders.stream()
                        .map(contender -> new Entry(of, contender, lack.apply(of, contender)))
                        .toList())
                .toList();
    }

    /** How many times something is timed in a round. */
    public int turns() {
        return Math.toIntExact(entries.stream()
                .flatMap(List::stream)
                .filter(entry -> entry.lack.isEmpty())
                .count());
    }

    /** Measures all of it. */
    public void run(int rounds, CaseTimer<C, K> timer, Progress shown) {
        for (int round = 0; round < rounds; round++) {
            for (List<Entry> ofCase : entries) {
                // Each round begins with another contender: what comes first finds another machine than what comes
                // after.
                List<Entry> turned = new ArrayList<>(ofCase);
                Collections.rotate(turned, -round);
                turned.forEach(entry -> entry.add(timer, shown));
            }
        }
    }

    /** What became of each contender at each case, case by case, contenders in their order. */
    public List<Row<C, K>> rows() {
        return entries.stream().flatMap(List::stream).map(Entry::row).toList();
    }

    /** What is known of a contender at a case so far. */
    private final class Entry {
        private final C of;
        private final K contender;
        private final Optional<String> lack;
        private final List<Double> nanos = new ArrayList<>();
        private String trouble = "";

        Entry(C of, K contender, Optional<String> lack) {
            this.of = of;
            this.contender = contender;
            this.lack = lack;
        }

        void add(CaseTimer<C, K> timer, Progress progress) {
            if (lack.isPresent() || Interrupt.isRequested()) {
                return;
            }
            progress.row(of.id() + " " + contender.id());
            if (!trouble.isEmpty()) {
                return; // what failed once is a finding, and the others are still worth measuring
            }
            try {
                nanos.add(timer.time(of, contender, progress));
            } catch (Trouble e) {
                // What was ended by an interrupt did not fail.
                trouble = Interrupt.isRequested() ? "" : String.valueOf(e.getMessage());
            }
        }

        Row<C, K> row() {
            if (!trouble.isEmpty()) {
                return Row.failed(of, contender, trouble);
            }
            return nanos.isEmpty()
                    ? Row.missing(of, contender, lack.orElse(INTERRUPTED))
                    : Row.ok(of, contender, nanos);
        }
    }
}
