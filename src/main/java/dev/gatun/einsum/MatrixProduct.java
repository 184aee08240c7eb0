package dev.gatun.einsum;

import dev.gatun.elementwise.Elementwise;
import dev.gatun.gemm.Backend;
import dev.gatun.gemm.Matmul;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A contraction as one batched product: the labels of each role fused into one dimension, so that
 * {@code C[batch, left, right] <- A[batch, left, summed] B[batch, summed, right]}.
 *
 * <p>The order of the labels within a role is free, as long as both sides agree. Whether dimensions fuse without a copy
 * depends on it, so the order that copies least is taken.
 *
 * @param batch labels that stay dimensions of their own
 * @param left labels fused into the rows of A and C
 * @param right labels fused into the columns of B and C
 * @param summed labels fused into the columns of A and the rows of B
 */
record MatrixProduct(String batch, String left, String right, String summed) {

    /** The product that copies the fewest elements; the orders to choose from are those of the two sides. */
    static MatrixProduct cheapest(Contraction contraction, Labelled a, Labelled b, Labelled out) {
        MatrixProduct cheapest =
                new MatrixProduct(contraction.batch(), contraction.left(), contraction.right(), contraction.summed());
        long fewest = cheapest.copied(a, b, out);
        if (fewest == 0) {
            return cheapest; // the usual case
        }
        for (String left : orders(contraction.left(), a)) {
            for (String right : orders(contraction.right(), b)) {
                for (String summed : orders(contraction.summed(), b)) {
                    MatrixProduct product = new MatrixProduct(contraction.batch(), left, right, summed);
                    long copied = product.copied(a, b, out);
                    if (copied < fewest) {
                        cheapest = product;
                        fewest = copied;
                    }
                }
            }
        }
        return cheapest;
    }

    /** The labels as they are listed, and as they stand in an operand. */
    private static Set<String> orders(String listed, Labelled operand) {
        Set<String> orders = new LinkedHashSet<>();
        orders.add(listed);
        orders.add(Contraction.common(operand.labels(), listed));
        return orders;
    }

    /** How many elements are packed before the product, or written aside and copied after it. */
    long copied(Labelled a, Labelled b, Labelled out) {
        return (fusesA(a) ? 0 : a.layout().numel())
                + (fusesB(b) ? 0 : b.layout().numel())
                + (fusesC(out) ? 0 : out.layout().numel());
    }

    private boolean fusesA(Labelled a) {
        return a.matrices(batch, left, summed).isPresent();
    }

    private boolean fusesB(Labelled b) {
        return b.matrices(batch, summed, right).isPresent();
    }

    private boolean fusesC(Labelled c) {
        return c.matrices(batch, left, right).isPresent();
    }

    /** Multiplies; what does not fuse is packed, a result that does not is made aside. */
    void run(Backend backend, Labelled a, Labelled b, Labelled out) {
        boolean inPlace = fusesC(out);
        Labelled la = fusesA(a) ? a : a.packed(batch + left + summed);
        Labelled lb = fusesB(b) ? b : b.packed(batch + summed + right);
        Labelled lc = inPlace ? out : out.unwritten(batch + left + right);
        Matmul.run(
                backend,
                la.memory(),
                la.matrices(batch, left, summed).orElseThrow(),
                lb.memory(),
                lb.matrices(batch, summed, right).orElseThrow(),
                lc.memory(),
                lc.matrices(batch, left, right).orElseThrow());
        if (!inPlace) {
            Elementwise.copy(lc.memory(), lc.in(out.labels()), out.memory(), out.layout());
        }
    }
}
