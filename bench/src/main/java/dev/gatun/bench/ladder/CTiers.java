package dev.gatun.bench.ladder;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Reference.Check;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.yardstick.Yardsticks;
import dev.gatun.bindings.OpenBlas;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * The tiers in C: what Java's are to be held against. They run in this process, since C is compiled once and for all,
 * and the loop around the calls is in C too, so that nothing of Java is in their time.
 */
final class CTiers {
    private static final Tier TRIPLE_LOOP =
            new Tier("c.tripleLoop", "C, three loops, gcc -O3", "sum += a[i*k + l] * b[l*n + j]");
    private static final Tier OPENBLAS =
            new Tier("c.openblas", "C, OpenBLAS called from C", "cblas_sgemm(..., m, n, k, 1, a, k, b, n, 0, c, n)");

    private static final long BATCH_NANOS = 10_000_000;

    private final Yardsticks.Found yardsticks;
    private final Optional<OpenBlas> blas;

    CTiers(Yardsticks.Found yardsticks, Optional<OpenBlas> blas) {
        this.yardsticks = yardsticks;
        this.blas = blas;
    }

    int count() {
        return 2;
    }

    List<Row> measure(Operands operands, Reference reference, Run run, Progress progress) {
        List<Row> rows = new ArrayList<>();
        if (yardsticks.library().isEmpty()) {
            rows.add(Row.missing(TRIPLE_LOOP, yardsticks.reason()));
            rows.add(Row.missing(OPENBLAS, yardsticks.reason()));
            return rows;
        }
        Yardsticks c = yardsticks.library().get();
        rows.add(measure(
                TRIPLE_LOOP, operands, reference, run, progress, (native_, calls) -> native_.tripleLoop(c, calls)));
        if (blas.isEmpty()) {
            rows.add(Row.missing(OPENBLAS, "no OpenBLAS was loaded: bench/gatun doctor says why"));
            return rows;
        }
        OpenBlas openBlas = blas.get();
        int before = openBlas.threads();
        openBlas.setThreads(run.threads());
        try {
            MemorySegment sgemm = openBlas.sgemmAddress();
            rows.add(measure(
                    OPENBLAS, operands, reference, run, progress, (native_, calls) -> native_.sgemm(c, sgemm, calls)));
        } finally {
            openBlas.setThreads(before);
        }
        return rows;
    }

    /** So many calls, timed in C. */
    private interface Calls {
        long nanos(NativeOperands operands, long calls);
    }

    private static Row measure(
            Tier tier, Operands operands, Reference reference, Run run, Progress progress, Calls tierCalls) {
        progress.row(tier.id());
        double estimate = Estimate.seconds(operands.shape(), 0.05, corner -> {
            try (Arena arena = Arena.ofConfined()) {
                return tierCalls.nanos(NativeOperands.of(operands.corner(corner), arena), 1) / 1e9;
            }
        });
        if (!run.effort().affords(estimate)) {
            return Row.missing(tier, run.effort().tooSlow(estimate));
        }
        try (Arena arena = Arena.ofConfined()) {
            NativeOperands copies = NativeOperands.of(operands, arena);
            tierCalls.nanos(copies, 1);
            Check check = reference.check(copies.c().toArray(JAVA_FLOAT));
            return check.near()
                    ? Row.ok(tier, time(run.effort(), calls -> tierCalls.nanos(copies, calls), progress), check)
                    : Row.notNear(tier, check);
        }
    }

    /** Batches of at least 10 ms, for the seconds that the effort gives, at least five of them. */
    private static Timing time(Effort effort, LongUnaryOperator nanosOfCalls, Progress progress) {
        long calls = 1;
        long nanos = nanosOfCalls.applyAsLong(calls);
        while (nanos < BATCH_NANOS) {
            double wanted = 1.1 * calls * BATCH_NANOS / Math.max(nanos, 1);
            calls = (long) Math.min(10.0 * calls, wanted) + 1;
            nanos = nanosOfCalls.applyAsLong(calls);
        }
        List<Double> batches = new ArrayList<>();
        double spent = 0;
        do {
            nanos = nanosOfCalls.applyAsLong(calls);
            batches.add((double) nanos / calls);
            spent += nanos / 1e9;
            progress.part(Math.min(1, spent / effort.seconds()));
        } while ((spent < effort.seconds() || batches.size() < 5) && spent + nanos / 1e9 <= effort.bound());
        return Timing.of(batches.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The operands and a place for the product in native memory, each at the start of a cache line. */
    private record NativeOperands(Shape shape, MemorySegment a, MemorySegment b, MemorySegment c) {
        private static final long CACHE_LINE = 64;

        static NativeOperands of(Operands operands, Arena arena) {
            Shape shape = operands.shape();
            MemorySegment c = arena.allocate(4L * shape.m() * shape.n(), CACHE_LINE);
            return new NativeOperands(shape, copy(operands.a(), arena), copy(operands.b(), arena), c);
        }

        private static MemorySegment copy(float[] values, Arena arena) {
            MemorySegment segment = arena.allocate(4L * values.length, CACHE_LINE);
            MemorySegment.copy(values, 0, segment, JAVA_FLOAT, 0, values.length);
            return segment;
        }

        long tripleLoop(Yardsticks yardsticks, long calls) {
            return yardsticks.timeTripleLoop(calls, a, b, c, shape.m(), shape.n(), shape.k());
        }

        long sgemm(Yardsticks yardsticks, MemorySegment sgemm, long calls) {
            return yardsticks.timeSgemm(sgemm, calls, a, b, c, shape.m(), shape.n(), shape.k());
        }
    }
}
