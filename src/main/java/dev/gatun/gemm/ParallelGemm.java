package dev.gatun.gemm;

import dev.gatun.memory.Lifetimes;
import dev.gatun.memory.Memory;
import dev.gatun.parallel.Workers;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One product on several threads. C is cut into rectangles, each a product of its own that one thread computes; where C is
 * too small for that and the sums are long, the sums are cut, and their parts added at the end. It is the same for every
 * backend: OpenBLAS too is called with one thread a call, as its own threads can give wrong results when callers meet
 * (OpenBLAS issue 5836).
 *
 * <p>An instance is the variables of one product at a time; they are pooled, so that a product allocates nothing.
 */
final class ParallelGemm implements Workers.Part {
    /**
     * Multiplications below which one thread computes alone: what a core does in about 5 us, ten times as long as it takes to
     * hand over a part.
     */
    static final long PARALLEL = 1 << 18;

    /** Elements of the operands that are worth a thread where each is used once or twice: 64 kB, 2 to 5 us. */
    private static final long ELEMENTS = 1 << 14;

    /** Rectangles are whole tiles of every micro kernel and cache line: multiples of so many rows and columns. */
    private static final long GRAIN = 48;

    /** The largest C that is computed in several copies. */
    private static final long SUMMED = 1 << 14;

    /** Parts for each thread where there is enough to do, so that a thread that loses its core does fewer. */
    private static final int PARTS_PER_THREAD = 4;

    /** Multiplications of a part that is worth its own packing. */
    private static final long PART = 1 << 22;

    private static final int KEPT = 16;

    private static final AtomicReferenceArray<@Nullable ParallelGemm> POOL = new AtomicReferenceArray<>(KEPT);

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT;

    private Backend backend = Backend.REFERENCE;
    private long m;
    private long n;
    private long k;
    private float alpha;
    private MemorySegment a = MemorySegment.NULL;
    private long ao;
    private long ars;
    private long acs;
    private MemorySegment b = MemorySegment.NULL;
    private long bo;
    private long brs;
    private long bcs;
    private float beta;
    private MemorySegment c = MemorySegment.NULL;
    private long co;
    private long crs;
    private long ccs;

    /** How C is cut; both 1 where the sums are. */
    private int rowParts;

    private int colParts;
    private int sumParts;

    /** The copies of C, one for each part of the sums. */
    private MemorySegment sums = MemorySegment.NULL;

    private ParallelGemm() {}

    /** Whether a product of these sizes is worth a second thread. */
    static boolean pays(long m, long n, long k) {
        double products = (double) m * n * k;
        return products >= PARALLEL
                || (products >= ELEMENTS && (double) m * n + (double) n * k + (double) m * k >= 4 * ELEMENTS);
    }

    /** {@code C <- alpha A B + beta C}; no size is 0, C shares no memory with A and B. */
    static void run(
            Backend backend,
            int threads,
            long m,
            long n,
            long k,
            float alpha,
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            MemorySegment b,
            long bo,
            long brs,
            long bcs,
            float beta,
            MemorySegment c,
            long co,
            long crs,
            long ccs) {
        ParallelGemm gemm = acquire();
        try {
            gemm.backend = backend;
            gemm.m = m;
            gemm.n = n;
            gemm.k = k;
            gemm.alpha = alpha;
            gemm.a = Lifetimes.forWorkers(a);
            gemm.ao = ao;
            gemm.ars = ars;
            gemm.acs = acs;
            gemm.b = Lifetimes.forWorkers(b);
            gemm.bo = bo;
            gemm.brs = brs;
            gemm.bcs = bcs;
            gemm.beta = beta;
            gemm.c = Lifetimes.forWorkers(c);
            gemm.co = co;
            gemm.crs = crs;
            gemm.ccs = ccs;
            gemm.cut(threads);
            gemm.multiply(threads);
        } finally {
            gemm.release();
        }
    }

    /** Decides how many parts there are of what. */
    private void cut(int threads) {
        double products = (double) m * n * k;
        long parts = (long) Math.clamp(products / PART, threads, (double) threads * PARTS_PER_THREAD);
        rowParts = 1;
        colParts = 1;
        sumParts = 1;
        while ((long) rowParts * colParts < parts) {
            long rows = m / rowParts;
            long cols = n / colParts;
            if (Math.max(rows, cols) < 2 * GRAIN && (rows < 16 || cols < 16 || Math.max(rows, cols) < 32)) {
                break;
            }
            if (cols >= rows) {
                colParts++;
            } else {
                rowParts++;
            }
        }
        if (m * n <= SUMMED && ((m == 1 && bcs == 1) || (n == 1 && ars == 1))) {
            // a vector times rows (or columns) that are contiguous: each thread reads whole ones
            rowParts = 1;
            colParts = 1;
            sumParts = (int) Math.clamp(k / 64, 1, 2L * threads);
            return;
        }
        if (rowParts * colParts < threads && m * n <= SUMMED && k >= 8L * Math.max(m, n) && k >= 2L * Blocking.KC) {
            rowParts = 1;
            colParts = 1;
            sumParts = (int) Math.min(threads, k / Blocking.KC);
        }
    }

    private void multiply(int threads) {
        if (sumParts == 1) {
            Workers.run(threads, rowParts * colParts, this);
            return;
        }
        long bytes = sumParts * m * n * Float.BYTES;
        if (sums.byteSize() < bytes) {
            sums = Memory.allocate(bytes);
        }
        Workers.run(threads, sumParts, this);
        for (long i = 0; i < m; i++) {
            for (long j = 0; j < n; j++) {
                float sum = 0;
                for (long part = 0; part < sumParts; part++) {
                    sum += sums.getAtIndex(FLOAT, (part * m + i) * n + j);
                }
                long at = (co + i * crs + j * ccs) * Float.BYTES;
                float product = alpha * sum;
                c.set(
                        ValueLayout.JAVA_FLOAT_UNALIGNED,
                        at,
                        beta == 0 ? product : product + beta * c.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at));
            }
        }
    }

    @Override
    public void run(int part) {
        if (sumParts > 1) {
            long from = start(k, part, sumParts, Blocking.NR);
            long terms = start(k, part + 1, sumParts, Blocking.NR) - from;
            Gemm.alone(
                    backend,
                    m,
                    n,
                    terms,
                    1,
                    a,
                    ao + from * acs,
                    ars,
                    acs,
                    b,
                    bo + from * brs,
                    brs,
                    bcs,
                    0,
                    sums,
                    part * m * n,
                    n,
                    1);
            return;
        }
        int row = part / colParts;
        int col = part % colParts;
        long i = start(m, row, rowParts, Blocking.MR);
        long j = start(n, col, colParts, Blocking.NR);
        long rows = start(m, row + 1, rowParts, Blocking.MR) - i;
        long cols = start(n, col + 1, colParts, Blocking.NR) - j;
        if (rows == 0 || cols == 0) {
            return;
        }
        Gemm.alone(
                backend,
                rows,
                cols,
                k,
                alpha,
                a,
                ao + i * ars,
                ars,
                acs,
                b,
                bo + j * bcs,
                brs,
                bcs,
                beta,
                c,
                co + i * crs + j * ccs,
                crs,
                ccs);
    }

    /** Where a part begins: at multiples of the grain, except for the end. */
    private static long start(long size, int part, int parts, int grain) {
        if (part == parts) {
            return size;
        }
        long at = size / parts * part + size % parts * part / parts;
        return Math.min(size, (at + grain / 2) / grain * grain);
    }

    private static ParallelGemm acquire() {
        for (int at = 0; at < KEPT; at++) {
            if (POOL.getPlain(at) != null) {
                ParallelGemm gemm = POOL.getAndSet(at, null);
                if (gemm != null) {
                    return gemm;
                }
            }
        }
        return new ParallelGemm();
    }

    private void release() {
        a = MemorySegment.NULL;
        b = MemorySegment.NULL;
        c = MemorySegment.NULL;
        for (int at = 0; at < KEPT; at++) {
            if (POOL.getPlain(at) == null && POOL.compareAndSet(at, null, this)) {
                return;
            }
        }
    }
}
