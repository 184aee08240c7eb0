package dev.gatun.gemm;

import dev.gatun.bindings.OpenBlas;
import dev.gatun.layout.Layout;
import java.lang.foreign.Arena;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
    void multiply(@Nullable OpenBlas library) {
        if (c.layout().rank() == 2) {
            Gemm.multiply(library, 1, a, b, 0, c);
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            Strided left = library == null ? a : packedOnce(arena, a);
            Strided right = library == null ? b : packedOnce(arena, b);
            new Batch(left, right, c).loop(library);
        }
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

    /** An odometer over the batch dimensions, the last one turning fastest. */
    private void loop(@Nullable OpenBlas library) {
        Layout firstA = firstMatrix(a.layout());
        Layout firstB = firstMatrix(b.layout());
        Layout firstC = firstMatrix(c.layout());
        long atA = 0;
        long atB = 0;
        long atC = 0;
        long[] index = new long[c.layout().rank() - 2];
        int d;
        do {
            Gemm.multiply(
                    library,
                    1,
                    new Strided(a.memory(), firstA.shifted(atA)),
                    new Strided(b.memory(), firstB.shifted(atB)),
                    0,
                    new Strided(c.memory(), firstC.shifted(atC)));
            for (d = index.length - 1; d >= 0; d--) {
                long steps = ++index[d] < c.size(d) ? 1 : 1 - c.size(d); // on, or back to the start
                atA += steps * a.layout().stride(d);
                atB += steps * b.layout().stride(d);
                atC += steps * c.layout().stride(d);
                if (steps == 1) {
                    break;
                }
                index[d] = 0;
            }
        } while (d >= 0);
    }

    MatmulPlan explain(Backend backend) {
        long m = c.size(-2);
        long n = c.size(-1);
        long k = a.size(-1);
        return new MatmulPlan(
                m, n, k, count(), backend.reason(), explain(backend, a, m, n, k), explain(backend, b, m, n, k));
    }

    private MatmulPlan.Operand explain(Backend backend, Strided operand, long m, long n, long k) {
        if (c.layout().numel() == 0 || k == 0) {
            return new MatmulPlan.Operand(false, "not read: " + (k == 0 ? "sums of nothing" : "the result is empty"));
        }
        if (backend.library() == null) {
            return new MatmulPlan.Operand(false, "in place, any strides");
        }
        return OpenBlasGemm.explain(new Strided(operand.memory(), firstMatrix(operand.layout())), m, n, k);
    }
}
