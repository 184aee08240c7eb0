package dev.gatun.gemm;

import dev.gatun.gemm.Tile.Panel;
import dev.gatun.gemm.Tile.Store;
import dev.gatun.jit.Kinds;
import dev.gatun.memory.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The product in pure Java, after the five loops of BLIS (Van Zee and van de Geijn, "BLIS: A Framework for Rapidly
 * Instantiating BLAS Functionality", 2015): C is computed in tiles of MR x NR whose sums stay in registers while a micro
 * panel of A and one of B run by. Panels are packed from operands of any strides; the sizes and their reasons are in
 * {@link Blocking}.
 *
 * <pre>
 * LOOP 5  jc  blocks of NC columns of B and C
 * LOOP 4  pc  blocks of KC terms of the sums; packs B, KC x NC, which stays in L3
 * LOOP 3  ic  blocks of MC rows of A and C; packs A, MC x KC, which stays in L2
 * LOOP 2  jr  micro panels of NR columns of B and C
 * LOOP 1  ir  micro panels of MR rows of A and C
 * micro kernel  one tile of C, a loop over the KC terms
 * </pre>
 *
 * <p>B is not packed where that would cost more than it saves: where it is small, and where so few rows of C are computed
 * that each of its elements is read once. Vectors go to {@link Gemv}, a few elements to {@link SmallGemm}.
 *
 * <p>An instance is the memory and the variables of one product at a time; they are pooled, so that a product allocates nothing.
 */
final class PackedGemm {
    /** More instances than threads that compute at once are not kept. */
    private static final int KEPT =
            Integer.highestOneBit(Math.max(4, 4 * Runtime.getRuntime().availableProcessors()));

    private static final AtomicReferenceArray<@Nullable PackedGemm> POOL = new AtomicReferenceArray<>(KEPT);

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    /** Rows of C up to which B is read as it lies: each of its elements is used that often at most. */
    private static final long DIRECT_ROWS = 24;

    /** Elements of B up to which it is read as it lies, if it is used more often: half of L2. */
    private static final long DIRECT_ELEMENTS = 1 << 15;

    /** Rows of C of which a few more cost little. */
    private static final long TALL = 16L * Blocking.MR;

    /**
     * Terms at a time where a large B is read as it lies: so many rows are read side by side from end to end, which the
     * prefetchers of the hardware follow, and their pages fit the first table of translations.
     */
    private static final int KC_STREAM = 32;

    /** Elements of a vector that is multiplied at a time: 16 KiB, half of L1. */
    private static final int ROW = 4096;

    private static final MemorySegment NONE = MemorySegment.NULL;

    private final float[] panelsOfA =
            new float[Math.max(Blocking.MC * Blocking.LD, Blocking.MAX_ROWS * Blocking.LONG_LD) + 64];
    private final float[] tile = new float[Blocking.MAX_ROWS * Blocking.NR + Blocking.LANES];

    /** Sums of a vector times a matrix; made at first use. */
    private float[] row = new float[0];

    /** Made at first use, as many products pack no B. */
    private MemorySegment panelsOfB = NONE;

    private MemorySegment a = NONE;
    private long ao;
    private long ars;
    private long acs;
    private long aLimit;
    private Packing packA = Packing.LOOPS.of(NONE);
    private Panel layoutOfA = Panel.BY_ROWS;

    private MemorySegment b = NONE;
    private long bo;
    private long brs;
    private long bcs;
    private long bLimit;
    private Packing packB = Packing.LOOPS.of(NONE);

    private MemorySegment c = NONE;
    private long co;
    private long crs;
    private long ccs;
    private boolean isNativeC;
    private TileUpdate update = TileUpdate.LOOPS.of(NONE);

    private float alpha;
    private float beta;
    private long m;
    private long n;
    private long k;

    private PackedGemm() {}

    /** {@code C <- alpha A B + beta C}; no size is 0, alpha is not 0, C shares no memory with A and B. */
    static void run(
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
        if (SmallGemm.takes(m, n, k, a, b, bcs, beta, c, ccs)) {
            SmallGemm small = n == 4 ? SmallGemm.FOUR : SmallGemm.EIGHT;
            small.run((int) m, (int) k, alpha, a, ao, ars, acs, b, bo, brs, c, co, crs);
            return;
        }
        if (OuterProduct.takes(m, n, k, a, b, bcs, beta, c, ccs)) {
            OuterProduct.multiply(m, n, k, alpha, a, ao, ars, acs, b, bo, brs, c, co, crs);
            return;
        }
        if (InPlaceGemm.takes(m, n, k, a, acs, b, bcs, beta, c, ccs)) {
            InPlaceGemm.run(m, n, (int) k, alpha, a, ao, ars, b, bo, brs, c, co, crs);
            return;
        }
        PackedGemm gemm = acquire();
        try {
            gemm.alpha = alpha;
            gemm.beta = beta;
            gemm.k = k;
            if (n == 1 ? m > 1 : crs == 1 && ccs != 1 && m > 1) { // C by columns: C' = B' A' is by rows
                gemm.operands(n, m, b, bo, bcs, brs, a, ao, acs, ars, c, co, ccs, crs);
            } else {
                gemm.operands(m, n, a, ao, ars, acs, b, bo, brs, bcs, c, co, crs, ccs);
            }
            gemm.multiply();
        } finally {
            gemm.release();
        }
    }

    private void operands(
            long m,
            long n,
            MemorySegment a,
            long ao,
            long ars,
            long acs,
            MemorySegment b,
            long bo,
            long brs,
            long bcs,
            MemorySegment c,
            long co,
            long crs,
            long ccs) {
        this.m = m;
        this.n = n;
        this.a = a;
        this.ao = ao;
        this.ars = ars;
        this.acs = acs;
        this.b = b;
        this.bo = bo;
        this.brs = brs;
        this.bcs = n == 1 ? 1 : bcs; // an axis of one element has no stride that matters
        this.c = c;
        this.co = co;
        this.crs = crs;
        this.ccs = n == 1 ? 1 : ccs;
        aLimit = limit(ao, m, ars, k, acs);
        bLimit = limit(bo, k, brs, n, this.bcs);
        packA = Packing.LOOPS.of(a);
        packB = Packing.LOOPS.of(b);
        update = TileUpdate.LOOPS.of(c);
        isNativeC = Kinds.isNative(c);
        layoutOfA = acs != 1 && ars == 1 && k > 1 ? Panel.BY_COLUMNS : Panel.BY_ROWS;
    }

    /** The element after the last one of a matrix. */
    private static long limit(long offset, long rows, long rowStride, long cols, long colStride) {
        return offset + Math.max(0, (rows - 1) * rowStride) + Math.max(0, (cols - 1) * colStride) + 1;
    }

    /** How {@link #run} reads A and B, where C is native and contiguous. */
    static MatmulPlan.Operand[] explain(
            long m, long n, long k, MemorySegment a, long ars, long acs, MemorySegment b, long brs, long bcs) {
        MemorySegment c = NONE;
        if (SmallGemm.takes(m, n, k, a, b, bcs, 0, c, 1)
                || OuterProduct.takes(m, n, k, a, b, bcs, 0, c, 1)
                || InPlaceGemm.takes(m, n, k, a, acs, b, bcs, 0, c, 1)) {
            MatmulPlan.Operand inPlace = new MatmulPlan.Operand(false, "in place");
            return new MatmulPlan.Operand[] {inPlace, inPlace};
        }
        PackedGemm gemm = new PackedGemm();
        gemm.k = k;
        boolean turned = n == 1 && m > 1;
        if (turned) {
            gemm.operands(n, m, b, 0, bcs, brs, b, 0, acs, ars, b, 0, 1, m);
        } else {
            gemm.operands(m, n, b, 0, ars, acs, b, 0, brs, bcs, b, 0, n, 1);
        }
        String vector = "packed";
        String matrix = "in place";
        if (!gemm.isVectorTimesMatrix()) {
            vector = gemm.acs == 1 ? "packed by rows" : gemm.ars == 1 ? "packed by columns" : "packed, any strides";
            matrix = gemm.isDirect()
                    ? "in place"
                    : gemm.bcs == 1 ? "packed by rows" : gemm.brs == 1 ? "packed, transposed" : "packed, any strides";
        }
        MatmulPlan.Operand left = new MatmulPlan.Operand(true, vector);
        MatmulPlan.Operand right = new MatmulPlan.Operand(!matrix.equals("in place"), matrix);
        return turned ? new MatmulPlan.Operand[] {right, left} : new MatmulPlan.Operand[] {left, right};
    }

    private boolean isVectorTimesMatrix() {
        return m == 1 && (bcs == 1 || brs == 1);
    }

    private boolean isDirect() {
        return bcs == 1 && brs >= n && Kinds.isNative(b) && !paysToPackB();
    }

    private void multiply() {
        if (isVectorTimesMatrix()) {
            vectorTimesMatrix();
        } else if (isDirect()) {
            direct();
        } else {
            loop5();
        }
    }

    /** One row of C: {@link Gemv}, in parts that stay in L1. */
    private void vectorTimesMatrix() {
        Gemv gemv = Gemv.LOOPS.of(b);
        if (row.length == 0) {
            row = new float[ROW];
        }
        for (long jc = 0; jc < n; jc += ROW) {
            int cols = (int) Math.min(ROW, n - jc);
            Arrays.fill(row, 0, cols, 0f);
            for (long pc = 0; pc < k; pc += ROW) {
                int terms = (int) Math.min(ROW, k - pc);
                packA.packA(a, ao + pc * acs, ars, acs, aLimit, 1, terms, Panel.BY_ROWS, 1, panelsOfA, 0);
                for (int p = 0; alpha != 1 && p < terms; p++) {
                    panelsOfA[p] *= alpha;
                }
                long from = bo + pc * brs + jc * bcs;
                if (bcs == 1) {
                    gemv.sumOfRows(terms, cols, panelsOfA, b, from, brs, row);
                } else {
                    gemv.dotProducts(terms, cols, panelsOfA, b, from, bcs, row);
                }
            }
            update.run(row, ROW, 1, cols, beta, c, co + jc * ccs, crs, ccs);
        }
    }

    private boolean paysToPackB() {
        return m > DIRECT_ROWS && n * k > DIRECT_ELEMENTS;
    }

    /** B as it lies. */
    private void direct() {
        boolean isSmall = n * k <= DIRECT_ELEMENTS;
        int kc = !isSmall ? KC_STREAM : layoutOfA == Panel.BY_ROWS && k > Blocking.KC ? Blocking.LONG_KC : Blocking.KC;
        if (kc == Blocking.LONG_KC) {
            layoutOfA = Panel.BY_LONG_ROWS;
        }
        long panels = (m + Blocking.MR - 1) / Blocking.MR;
        int height = MicroKernels.rows((int) ((m + panels - 1) / panels)); // 10 rows are 5 and 5, not 8 and 2
        for (long pc = 0; pc < k; pc += kc) {
            int terms = (int) Math.min(kc, k - pc);
            for (long ic = 0; ic < m; ic += height) {
                int rows = (int) Math.min(height, m - ic);
                packPanelOfA(ic, rows, pc, terms, 0);
                loop2Direct(ic, rows, pc, terms);
            }
        }
    }

    /**
     * The rows of the kernel for so many: of a tall C the last rows go to the kernel of all others, as one of their own would
     * be called so rarely that it would long be interpreted.
     */
    private int kernelRows(int rows) {
        return m < TALL ? MicroKernels.rows(rows) : Blocking.MR;
    }

    private void packPanelOfA(long ic, int rows, long pc, int terms, int to) {
        long from = ao + ic * ars + pc * acs;
        packA.packA(a, from, ars, acs, aLimit, rows, terms, layoutOfA, kernelRows(rows), panelsOfA, to);
    }

    private void loop2Direct(long ic, int rows, long pc, int terms) {
        int cols;
        for (long jr = 0; jr < n; jr += cols) {
            cols = Blocking.cols(n - jr);
            long from = bo + pc * brs + jr;
            int width = Blocking.width(cols);
            int inside = cols == width ? terms : Math.clamp(Math.floorDiv(bLimit - width - from, brs) + 1, 0, terms);
            if (inside == terms) {
                tile(terms, 0, b, from, brs, ic, rows, jr, cols, pc == 0 ? beta : 1);
            } else {
                tileAtTheEnd(inside, ic, rows, pc, terms, jr, cols);
            }
        }
    }

    /**
     * The tile where the kernel, which reads whole vectors, would read beyond the last element of B: it takes the rows of B
     * before, and the last few are added element by element.
     */
    private void tileAtTheEnd(int inside, long ic, int rows, long pc, int terms, long jr, int cols) {
        long from = bo + pc * brs + jr;
        int width = Blocking.width(cols);
        int kernelRows = kernelRows(rows);
        if (inside > 0) {
            MicroKernel kernel = MicroKernels.of(kernelRows, cols, layoutOfA, Store.ARRAY);
            kernel.run(inside, panelsOfA, 0, b, from, brs, alpha, tile, c, 0, 0);
        } else {
            Arrays.fill(tile, 0, rows * width, 0f);
        }
        int step = layoutOfA.step(kernelRows);
        int row = layoutOfA.row();
        for (int p = inside; p < terms; p++) {
            for (int j = 0; j < cols; j++) {
                float x = alpha * b.get(FLOAT, (from + p * brs + j) * Float.BYTES);
                for (int i = 0; i < rows; i++) {
                    tile[i * width + j] += panelsOfA[p * step + i * row] * x;
                }
            }
        }
        update.run(tile, width, rows, cols, pc == 0 ? beta : 1, c, co + ic * crs + jr * ccs, crs, ccs);
    }

    private void loop5() {
        if (panelsOfB.byteSize() == 0) {
            panelsOfB = Memory.allocate((long) Blocking.KC * Blocking.NC * Float.BYTES);
        }
        for (long jc = 0; jc < n; jc += Blocking.NC) {
            loop4(jc, (int) Math.min(Blocking.NC, n - jc));
        }
    }

    private void loop4(long jc, int cols) {
        for (long pc = 0; pc < k; pc += Blocking.KC) {
            int terms = (int) Math.min(Blocking.KC, k - pc);
            packB.packB(b, bo + pc * brs + jc * bcs, brs, bcs, bLimit, terms, cols, panelsOfB);
            loop3(pc, terms, jc, cols);
        }
    }

    private void loop3(long pc, int terms, long jc, int cols) {
        for (long ic = 0; ic < m; ic += Blocking.MC) {
            int rows = (int) Math.min(Blocking.MC, m - ic);
            for (int ir = 0; ir < rows; ir += Blocking.MR) {
                packPanelOfA(ic + ir, Math.min(Blocking.MR, rows - ir), pc, terms, ir * Blocking.LD);
            }
            loop2(ic, rows, pc, terms, jc, cols);
        }
    }

    private void loop2(long ic, int rows, long pc, int terms, long jc, int cols) {
        int tileCols;
        for (int jr = 0; jr < cols; jr += tileCols) {
            tileCols = Blocking.cols(cols - jr);
            loop1(ic, rows, pc, terms, jc + jr, tileCols, (long) jr * terms);
        }
    }

    private void loop1(long ic, int rows, long pc, int terms, long j, int cols, long panelOfB) {
        int width = Blocking.width(cols);
        float scale = pc == 0 ? beta : 1;
        for (int ir = 0; ir < rows; ir += Blocking.MR) {
            int tileRows = Math.min(Blocking.MR, rows - ir);
            tile(terms, ir * Blocking.LD, panelsOfB, panelOfB, width, ic + ir, tileRows, j, cols, scale);
        }
    }

    /** {@code C <- alpha A B + scale C} for one tile: the micro kernel, and where it does not store, the update. */
    private void tile(
            int terms,
            int panelOfA,
            MemorySegment memoryOfB,
            long panelOfB,
            long rowOfB,
            long i,
            int rows,
            long j,
            int cols,
            float scale) {
        int width = Blocking.width(cols);
        int kernelRows = kernelRows(rows);
        long at = co + i * crs + j * ccs;
        boolean stores = terms <= Blocking.DIRECT_STORE
                && scale == 0
                && cols == width
                && kernelRows == rows
                && ccs == 1
                && isNativeC;
        Store store = stores ? Store.DIRECT : Store.ARRAY;
        MicroKernel kernel = MicroKernels.of(kernelRows, cols, layoutOfA, store);
        kernel.run(terms, panelsOfA, panelOfA, memoryOfB, panelOfB, rowOfB, alpha, tile, c, at, crs);
        if (!stores) {
            update.run(tile, width, rows, cols, scale, c, at, crs, ccs);
        }
    }

    private static PackedGemm acquire() {
        int start = (int) Thread.currentThread().threadId();
        for (int i = 0; i < KEPT; i++) {
            int at = (start + i) & (KEPT - 1);
            if (POOL.getPlain(at) != null) {
                PackedGemm gemm = POOL.getAndSet(at, null);
                if (gemm != null) {
                    return gemm;
                }
            }
        }
        return new PackedGemm();
    }

    private void release() {
        a = NONE;
        b = NONE;
        c = NONE;
        int start = (int) Thread.currentThread().threadId();
        for (int i = 0; i < KEPT; i++) {
            int at = (start + i) & (KEPT - 1);
            if (POOL.getPlain(at) == null && POOL.compareAndSet(at, null, this)) {
                return;
            }
        }
    }
}
