package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.stats.Median;
import java.util.List;
import java.util.Locale;

/**
 * Compares allocation exactly. An operation allocates whole bytes, the same at each call and in each fork, so no statistics are
 * needed: one byte more is a regression. Two things blur that. A harness allocates too, and what may be its own is not held against
 * the benchmark ({@link Bytes#uncertain}); half a byte is taken for none in any case, since figures are averages. And the
 * compiler may remove an allocation in one fork and not in the next: then the forks of one side differ among themselves, and only
 * if all forks of one side lie above all of the other is that a change.
 */
public final class Allocation {
    private static final double HALF = 0.5;
    private static final int LEAST_FORKS = 3;
    private static final String UNIT = "B/op";

    private Allocation() {}

    /** Judges forks of both sides. */
    public static Finding judge(String benchmark, List<Bytes> a, List<Bytes> b) {
        Figure ofA = figure(a);
        Figure ofB = figure(b);
        if (a.size() < LEAST_FORKS || b.size() < LEAST_FORKS) {
            return Finding.ofAllocation(
                    benchmark, Verdict.INCONCLUSIVE, ofA, ofB, "at least " + LEAST_FORKS + " forks of each are needed");
        }
        double blur = Math.max(HALF, Math.max(uncertain(a), uncertain(b)));
        double difference = ofB.value() - ofA.value();
        if (least(b) > most(a) + blur) {
            return Finding.ofAllocation(
                    benchmark, Verdict.REGRESSED, ofA, ofB, "allocates " + bytes(difference) + " more");
        }
        if (least(a) > most(b) + blur) {
            return Finding.ofAllocation(
                    benchmark, Verdict.IMPROVED, ofA, ofB, "allocates " + bytes(-difference) + " less");
        }
        if (Math.abs(difference) <= blur) {
            String upTo = blur > HALF ? "to within " + bytes(blur) + " that may be the harness's own" : "exactly";
            return Finding.ofAllocation(benchmark, Verdict.UNCHANGED, ofA, ofB, upTo);
        }
        return Finding.ofAllocation(
                benchmark,
                Verdict.INCONCLUSIVE,
                ofA,
                ofB,
                "forks of the same code differ: " + range(a) + " and " + range(b));
    }

    private static Figure figure(List<Bytes> forks) {
        double median = forks.isEmpty()
                ? 0
                : Median.of(forks.stream().map(Bytes::perOperation).toList());
        return new Figure(median, UNIT, forks.size());
    }

    private static double least(List<Bytes> forks) {
        return forks.stream().mapToDouble(Bytes::perOperation).min().orElseThrow();
    }

    private static double most(List<Bytes> forks) {
        return forks.stream().mapToDouble(Bytes::perOperation).max().orElseThrow();
    }

    private static double uncertain(List<Bytes> forks) {
        return forks.stream().mapToDouble(Bytes::uncertain).max().orElseThrow();
    }

    private static String range(List<Bytes> forks) {
        return String.format(Locale.ROOT, "%,.0f to %s", least(forks), bytes(most(forks)));
    }

    private static String bytes(double count) {
        return String.format(Locale.ROOT, count < 10 ? "%.1f bytes" : "%,.0f bytes", count)
                .replace(".0 ", " ");
    }
}
