package dev.gatun.elementwise;

import dev.gatun.layout.Layout;
import dev.gatun.memory.Lifetimes;
import dev.gatun.parallel.Workers;
import java.lang.foreign.MemorySegment;

/**
 * Folds of operands that lie one element after another, without a walk: of runs, as the rows of a matrix are, or of columns. What
 * is large is cut into parts, which do not depend on the number of threads.
 */
final class ContiguousFold {
    /** Runs that are folded before their results are written. */
    private static final int RUNS = 256;

    /** Rows that are folded together; parts are cut between them. */
    private static final long ROWS = 8;

    /** Elements of a part of columns, whose accumulators have to be folded in the end. */
    private static final long COLUMNS_PART = 2 * Fold.PART;

    private final Reduction op;
    private final ReductionKernel kernel;
    private final double divisor;
    private final MemorySegment a;
    private final long a0;
    private final MemorySegment out;
    private final long o0;

    private ContiguousFold(
            Reduction op,
            ReductionKernel kernel,
            double divisor,
            MemorySegment a,
            long a0,
            MemorySegment out,
            long o0) {
        this.op = op;
        this.kernel = kernel;
        this.divisor = divisor;
        this.a = a;
        this.a0 = a0;
        this.out = out;
        this.o0 = o0;
    }

    /**
     * Folds, if this is such a fold.
     *
     * @param a memory of the operand, as workers can use it if it is large
     * @param lout the layout of the result: the kept dimensions in their order
     * @return false if nothing was done
     */
    static boolean run(
            Reduction op,
            ReductionKernel kernel,
            double divisor,
            MemorySegment a,
            Layout la,
            boolean[] reduced,
            MemorySegment out,
            Layout lout) {
        if (la.numel() == 0 || !la.isContiguous() || !lout.isContiguous()) {
            return false;
        }
        long results = lout.numel();
        long n = la.numel() / results;
        boolean large = la.numel() >= 2 * Fold.PART;
        MemorySegment target = large ? Lifetimes.forWorkers(out) : out;
        ContiguousFold fold = new ContiguousFold(op, kernel, divisor, a, la.offset(), target, lout.offset());
        if (n <= StridedLoop.LONGEST && Fold.isRuns(la, reduced)) {
            if (large) {
                fold.sharedRuns(results, (int) n);
            } else {
                fold.runs(0, results, (int) n);
            }
            return true;
        }
        if (results <= StridedLoop.LONGEST && n <= StridedLoop.LONGEST && Fold.isColumns(la, reduced)) {
            if (la.numel() < 2 * COLUMNS_PART) {
                fold.columns((int) n, (int) results);
                return true;
            }
            int parts = (int) Math.min(la.numel() / COLUMNS_PART, n / ROWS);
            long own = Math.min(parts, Fold.ownAccumulators(la, results));
            if (own >= 2 && own >= Math.min(parts, Fold.FEW_PARTS)) {
                fold.sharedColumns((int) own, n, (int) results);
                return true;
            }
        }
        return false;
    }

    /** Some runs of n elements, from the first on, each into a result. */
    private void runs(long first, long end, int n) {
        double[] folded = Scratch.own().doubles(RUNS);
        for (long i = first; i < end; i += RUNS) {
            int count = (int) Math.min(RUNS, end - i);
            kernel.runs(count, n, a, a0 + i * n, folded);
            for (int j = 0; j < count; j++) {
                Elements.store(op.dtype(), out, o0 + i + j, (float) (folded[j] / divisor));
            }
        }
    }

    /** Several runs are a part, or if they are long a run is several parts. */
    private void sharedRuns(long results, int n) {
        long cuts = n / Fold.PART;
        if (cuts < 2) {
            long runs = Math.max(Fold.PART / n, 1);
            int parts = Math.toIntExact((results + runs - 1) / runs);
            Workers.run(Workers.count(), parts, part -> runs(part * runs, Math.min((part + 1) * runs, results), n));
            return;
        }
        int parts = Math.toIntExact(results * cuts);
        double[] folded = new double[parts];
        Workers.run(Workers.count(), parts, part -> {
            long from = Parts.cut(n, Parts.PAGE, part % cuts, cuts);
            long to = Parts.cut(n, Parts.PAGE, part % cuts + 1, cuts);
            double[] one = Scratch.own().doubles(1);
            kernel.runs(1, (int) (to - from), a, a0 + part / cuts * n + from, one);
            folded[part] = one[0];
        });
        for (int i = 0; i < results; i++) {
            double all = op.identity();
            for (int part = 0; part < cuts; part++) {
                all = op.function().apply(all, folded[(int) (i * cuts) + part]);
            }
            Elements.store(op.dtype(), out, o0 + i, (float) (all / divisor));
        }
    }

    private void columns(int rows, int cols) {
        MemorySegment sums = Fold.accumulators(op, cols);
        kernel.columns(rows, cols, a, a0, sums, 0);
        Fold.round(cols, op.dtype(), divisor, out, o0, 1, sums, 0, 1);
    }

    /** Each part has accumulators of its own, which are folded in the parts' order. */
    private void sharedColumns(int parts, long rows, int cols) {
        MemorySegment own = Fold.newAccumulators(op, (long) parts * cols);
        Workers.run(Workers.count(), parts, part -> {
            long from = Parts.cut(rows, ROWS, part, parts);
            long to = Parts.cut(rows, ROWS, part + 1, parts);
            kernel.columns((int) (to - from), cols, a, a0 + from * cols, own, (long) part * cols);
        });
        MemorySegment sums = Fold.accumulators(op, cols);
        for (int part = 0; part < parts; part++) {
            kernel.merge(cols, own, (long) part * cols, sums, 0);
        }
        Fold.round(cols, op.dtype(), divisor, out, o0, 1, sums, 0, 1);
    }
}
