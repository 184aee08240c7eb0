package dev.gatun.gemm;

import dev.gatun.layout.Layout;
import dev.gatun.memory.Lifetimes;
import dev.gatun.parallel.Workers;
import java.lang.foreign.Arena;
import java.util.Optional;

/**
 * A product by NumPy's rules, brought into one form: operands and result of one rank, at least 2, with the same batch
 * dimensions before the last two. Vectors got the dimension that they lacked; what is broadcast has stride 0.
 *
 * @param a left operands, [..., m, k]
 * @param b right operands, [..., k, n]
 * @param c results, [..., m, n]
 */
record Batch(Strided a, Strided b, Strided c) {

    /** For shapes that multiply into that of c. */
    static Batch of(Strided a, Strided b, Strided c) {
        Layout left = a.layout();
        Layout right = b.layout();
        Layout result = c.layout();
        if (b.layout().rank() == 1) {
            right = right.unsqueeze(1);
            result = result.unsqueeze(-1);
        }
        if (a.layout().rank() == 1) {
            left = left.unsqueeze(0);
            result = result.unsqueeze(-2);
        }
        if (result.numel() > 0 && isOneMatrix(right)) {
            Optional<Layout> tallLeft = tall(left);
            Optional<Layout> tallResult = tall(result);
            if (tallLeft.isPresent() && tallResult.isPresent()) {
                left = tallLeft.get();
                right = firstMatrix(right);
                result = tallResult.get();
            }
        }
        return new Batch(
                new Strided(a.memory(), broadcast(left, result)),
                new Strided(b.memory(), broadcast(right, result)),
                new Strided(c.memory(), result));
    }

    private static boolean isOneMatrix(Layout layout) {
        for (int d = 0; d < layout.rank() - 2; d++) {
            if (layout.size(d) != 1) {
                return false;
            }
        }
        return true;
    }

    /** Matrices one below the other as one: many small products with the same right operand become one large product. */
    private static Optional<Layout> tall(Layout layout) {
        long rows = 1;
        for (int d = 0; d < layout.rank() - 1; d++) {
            rows *= layout.size(d);
        }
        return layout.tryReshape(rows, layout.size(-1));
    }

    private static Layout firstMatrix(Layout layout) {
        Layout first = layout;
        while (first.rank() > 2) {
            first = first.select(0, 0);
        }
        return first;
    }

    /** The operand's matrices repeated to the batch dimensions of the result. */
    private static Layout broadcast(Layout operand, Layout result) {
        long[] shape = result.shape();
        shape[shape.length - 2] = operand.size(-2);
        shape[shape.length - 1] = operand.size(-1);
        return operand.expand(shape);
    }

    /** How many products. */
    long count() {
        long count = 1;
        for (int d = 0; d < c.layout().rank() - 2; d++) {
            count *= c.size(d);
        }
        return count;
    }

    /** Computes all products; c is not empty and shares no memory with a and b. */
    void multiply(Backend backend, int threads) {
        if (c.layout().rank() == 2) {
            product(backend, threads, 0, 0, 0);
            return;
        }
        long m = c.size(-2);
        long n = c.size(-1);
        long k = a.size(-1);
        boolean transposedA = a.layout().stride(-1) != 1 && a.layout().stride(-2) == 1;
        boolean transposedB = b.layout().stride(-1) != 1 && b.layout().stride(-2) == 1;
        Backend taken = backend.forProduct(transposedA, transposedB, m, n, k);
        try (Arena arena = Arena.ofConfined()) {
            Batch batch = taken == Backend.OPENBLAS ? new Batch(packedOnce(arena, a), packedOnce(arena, b), c) : this;
            batch.products(taken, threads);
        }
    }

    /** All products: side by side where there are several for each thread or they are small, else one after another. */
    private void products(Backend backend, int threads) {
        long count = count();
        double each = (double) c.size(-2) * c.size(-1) * a.size(-1);
        boolean sideBySide = threads > 1
                && count > 1
                && count * each >= ParallelGemm.PARALLEL
                && (count >= 4L * threads || each < 4.0 * threads * ParallelGemm.PARALLEL);
        if (!sideBySide) {
            range(backend, threads, 0, count);
            return;
        }
        long parts = (long) Math.clamp(count * each / ParallelGemm.PARALLEL, threads, 8.0 * threads);
        int ranges = (int) Math.min(parts, count);
        Batch shared = new Batch(forWorkers(a), forWorkers(b), forWorkers(c));
        Workers.run(
                threads, ranges, part -> shared.range(backend, 1, count * part / ranges, count * (part + 1) / ranges));
    }

    private static Strided forWorkers(Strided operand) {
        return new Strided(Lifetimes.forWorkers(operand.memory()), operand.layout());
    }

    /** One product, of the matrices that begin so many elements behind the first ones. */
    private void product(Backend backend, int threads, long atA, long atB, long atC) {
        Layout la = a.layout();
        Layout lb = b.layout();
        Layout lc = c.layout();
        Gemm.multiply(
                backend,
                threads,
                lc.size(-2),
                lc.size(-1),
                la.size(-1),
                1,
                a.memory(),
                la.offset() + atA,
                la.stride(-2),
                la.stride(-1),
                b.memory(),
                lb.offset() + atB,
                lb.stride(-2),
                lb.stride(-1),
                0,
                c.memory(),
                lc.offset() + atC,
                lc.stride(-2),
                lc.stride(-1));
    }

    /** An operand that all products share and that OpenBLAS cannot read as it lies is copied here, not in each product. */
    private Strided packedOnce(Arena arena, Strided operand) {
        Strided matrix = new Strided(operand.memory(), firstMatrix(operand.layout()));
        if (!isShared(operand.layout())
                || matrix.layout().numel() > OpenBlasGemm.BLOCK
                || OpenBlasGemm.readsInPlace(matrix, c.size(-2), c.size(-1), a.size(-1))) {
            return operand;
        }
        Strided copy = matrix.copy(arena);
        return new Strided(copy.memory(), copy.layout().expand(operand.layout().shape()));
    }

    private static boolean isShared(Layout operand) {
        for (int d = 0; d < operand.rank() - 2; d++) {
            if (operand.size(d) > 1 && operand.stride(d) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The products from one number to the next: an odometer over the batch dimensions, the last one turning fastest. */
    private void range(Backend backend, int threads, long from, long to) {
        Layout la = a.layout();
        Layout lb = b.layout();
        Layout lc = c.layout();
        long[] index = new long[lc.rank() - 2];
        long atA = 0;
        long atB = 0;
        long atC = 0;
        long rest = from;
        for (int d = index.length - 1; d >= 0; d--) {
            index[d] = rest % lc.size(d);
            rest /= lc.size(d);
            atA += index[d] * la.stride(d);
            atB += index[d] * lb.stride(d);
            atC += index[d] * lc.stride(d);
        }
        for (long number = from; number < to; number++) {
            product(backend, threads, atA, atB, atC);
            for (int d = index.length - 1; d >= 0; d--) {
                long steps = ++index[d] < lc.size(d) ? 1 : 1 - lc.size(d); // on, or back to the start
                atA += steps * la.stride(d);
                atB += steps * lb.stride(d);
                atC += steps * lc.stride(d);
                if (steps == 1) {
                    break;
                }
                index[d] = 0;
            }
        }
    }

    MatmulPlan explain(Backend backend) {
        long m = c.size(-2);
        long n = c.size(-1);
        long k = a.size(-1);
        boolean transposedA = a.layout().stride(-1) != 1 && a.layout().stride(-2) == 1;
        boolean transposedB = b.layout().stride(-1) != 1 && b.layout().stride(-2) == 1;
        Backend taken = backend.resolved().forProduct(transposedA, transposedB, m, n, k);
        MatmulPlan.Operand[] operands = c.layout().numel() == 0 || k == 0
                ? notRead(k)
                : switch (taken) {
                    case PACKED ->
                        PackedGemm.explain(
                                m,
                                n,
                                k,
                                a.memory(),
                                a.layout().stride(-2),
                                a.layout().stride(-1),
                                b.memory(),
                                b.layout().stride(-2),
                                b.layout().stride(-1));
                    case OPENBLAS ->
                        new MatmulPlan.Operand[] {
                            OpenBlasGemm.explain(new Strided(a.memory(), firstMatrix(a.layout())), m, n, k),
                            OpenBlasGemm.explain(new Strided(b.memory(), firstMatrix(b.layout())), m, n, k)
                        };
                    case REFERENCE, AUTO -> both(new MatmulPlan.Operand(false, "in place, any strides"));
                };
        String reason = backend.reason(transposedA, transposedB, m, n, k);
        return new MatmulPlan(m, n, k, count(), reason, operands[0], operands[1]);
    }

    private static MatmulPlan.Operand[] notRead(long k) {
        return both(new MatmulPlan.Operand(false, "not read: " + (k == 0 ? "sums of nothing" : "the result is empty")));
    }

    private static MatmulPlan.Operand[] both(MatmulPlan.Operand operand) {
        return new MatmulPlan.Operand[] {operand, operand};
    }
}
