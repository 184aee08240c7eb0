package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.gate.verdict.Finding.Figure;
import dev.gatun.bench.gate.verdict.Finding.Metric;
import dev.gatun.bench.gate.verdict.Fork.Bytes;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Compares allocation exactly. An operation allocates whole bytes, the same at each call and in each fork, so no statistics are
 * needed: one byte more is a regression. Two things blur that. A harness allocates too, and what may be its own is not held against
 * the benchmark ({@link Bytes#uncertain}); half a byte is taken for none in any case, since figures are averages. And the
 * compiler may remove an allocation in one fork and not in the next: then the forks of one side differ among themselves, and only
 * if all forks of one side lie above all of the other is that a change; if the median of each side lies among the forks of the
 * other, it is none.
 */
public final class Allocation {
    private static final double HALF = 0.5;
    private static final int LEAST_FORKS = 3;

    private Allocation() {}

    /** Judges both sides; empty if it was not measured of both. */
    public static Optional<Finding> judge(String benchmark, Samples a, Samples b) {
        if (a.bytes().isEmpty() || b.bytes().isEmpty()) {
            return Optional.empty();
        }
        double blur = Math.max(HALF, Math.max(uncertain(a), uncertain(b)));
        DoubleSummaryStatistics ofA = range(a);
        DoubleSummaryStatistics ofB = range(b);
        double difference = figure(b).value() - figure(a).value();
        Verdict verdict = Verdict.INCONCLUSIVE;
        String why;
        if (Math.min(ofA.getCount(), ofB.getCount()) < LEAST_FORKS) {
            why = "at least " + LEAST_FORKS + " forks of each are needed";
        } else if (ofB.getMin() > ofA.getMax() + blur) {
            verdict = Verdict.REGRESSED;
            why = "allocates " + bytes(difference) + " more";
        } else if (ofA.getMin() > ofB.getMax() + blur) {
            verdict = Verdict.IMPROVED;
            why = "allocates " + bytes(-difference) + " less";
        } else if (Math.abs(difference) <= blur) {
            verdict = Verdict.UNCHANGED;
            why = blur > HALF ? "to within " + bytes(blur) + " that may be the harness's own" : "exactly";
        } else {
            why = "forks of the same code differ: " + describe(ofA) + " and " + describe(ofB);
            if (isAmong(figure(a), ofB) && isAmong(figure(b), ofA)) {
                verdict = Verdict.UNCHANGED;
                why += ", the median of each side among the forks of the other";
            }
        }
        return Optional.of(new Finding(
                benchmark,
                Metric.ALLOCATION,
                verdict,
                Optional.of(figure(a)),
                Optional.of(figure(b)),
                Optional.empty(),
                why,
                Optional.empty()));
    }

    private static Figure figure(Samples side) {
        List<Double> bytes = side.bytes().stream().map(Bytes::perOperation).toList();
        return new Figure(Median.of(bytes), "B/op", bytes.size());
    }

    private static DoubleSummaryStatistics range(Samples side) {
        return side.bytes().stream().mapToDouble(Bytes::perOperation).summaryStatistics();
    }

    private static double uncertain(Samples side) {
        return side.bytes().stream().mapToDouble(Bytes::uncertain).max().orElseThrow();
    }

    private static boolean isAmong(Figure median, DoubleSummaryStatistics range) {
        return median.value() >= range.getMin() && median.value() <= range.getMax();
    }

    private static String describe(DoubleSummaryStatistics range) {
        return String.format(Locale.ROOT, "%,.0f to %s", range.getMin(), bytes(range.getMax()));
    }

    private static String bytes(double count) {
        return String.format(Locale.ROOT, count < 10 ? "%.1f bytes" : "%,.0f bytes", count)
                .replace(".0 ", " ");
    }
}
