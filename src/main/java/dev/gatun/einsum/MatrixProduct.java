package dev.gatun.einsum;

import dev.gatun.layout.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The contraction of two operands as one batched product {@code C[batch, m, n] <- A[batch, m, k] B[batch, k, n]}.
 *
 * <p>The labels of a role are one dimension of a matrix where their strides let them fuse. Left labels that do not fuse need
 * no copy: one group of them is m, the others become batch dimensions along which B has stride 0; right labels likewise.
 * Only summed labels have to be one dimension, k. What does not fit is packed: an operand is copied into an order of labels
 * that does, or the result is computed aside and copied. All ways are looked at, and the one that should take least time is
 * taken.
 *
 * @param a the left operand as {@code Matmul} takes it: batch dimensions, then m and k
 * @param b the right operand: batch dimensions, then k and n
 * @param c the result: batch dimensions, then m and n
 * @param packA the order of labels into which the left operand is packed; empty if it is read as it lies
 * @param packB the same of the right operand
 * @param aside the order of labels in which the result is computed aside; empty if it is written where it is to lie
 * @param nanos an estimate of the time of all that
 */
record MatrixProduct(Layout a, Layout b, Layout c, String packA, String packB, String aside, double nanos) {

    /** Which of the two operands and the result are copied: bits. */
    private static final int PACK_A = 1;

    private static final int PACK_B = 2;
    private static final int ASIDE = 4;

    /**
     * The fastest way.
     *
     * @param contraction for the sizes
     * @param roles of the labels; some are summed
     * @param a the left operand
     * @param b the right operand
     * @param c the result
     */
    static MatrixProduct cheapest(Contraction contraction, Roles roles, Labelled a, Labelled b, Labelled c) {
        MatrixProduct best = null;
        for (int copies = 0; copies <= (PACK_A | PACK_B | ASIDE); copies++) {
            for (MatrixProduct product : new Ways(contraction, roles, a, b, c, copies).all()) {
                best = best == null || product.nanos < best.nanos ? product : best;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no way to multiply"); // with everything copied there is one
        }
        return best;
    }

    long m() {
        return c.size(-2);
    }

    long n() {
        return c.size(-1);
    }

    long k() {
        return a.size(-1);
    }

    /** The number of products. */
    long batch() {
        long batch = 1;
        for (int d = 0; d < c.rank() - 2; d++) {
            batch *= c.size(d);
        }
        return batch;
    }

    /** The ways that make the same copies. */
    private static final class Ways {
        private final Contraction contraction;
        private final Labelled a;
        private final Labelled b;
        private final Labelled c;
        private final boolean packsA;
        private final boolean packsB;
        private final boolean aside;
        private final List<String> batch;
        private final List<String> left;
        private final List<String> right;
        private final List<String> summed;

        Ways(Contraction contraction, Roles roles, Labelled a, Labelled b, Labelled c, int copies) {
            this.contraction = contraction;
            this.a = a;
            this.b = b;
            this.c = c;
            packsA = (copies & PACK_A) != 0;
            packsB = (copies & PACK_B) != 0;
            aside = (copies & ASIDE) != 0;
            batch = groups(roles.batch(), list(!packsA, a, !packsB, b, !aside, c));
            left = groups(roles.left(), list(!packsA, a, !aside, c, false, c));
            right = groups(roles.right(), list(!packsB, b, !aside, c, false, c));
            summed = groups(roles.summed(), list(!packsA, a, !packsB, b, false, c));
        }

        private static List<Labelled> list(boolean x, Labelled a, boolean y, Labelled b, boolean z, Labelled c) {
            List<Labelled> list = new ArrayList<>();
            if (x) {
                list.add(a);
            }
            if (y) {
                list.add(b);
            }
            if (z) {
                list.add(c);
            }
            return list;
        }

        /** Labels that are one dimension in all of some operands; outermost first, as they lie in the first operand. */
        private static List<String> groups(String labels, List<Labelled> operands) {
            List<Character> order = new ArrayList<>();
            labels.chars().forEach(label -> order.add((char) label));
            if (!operands.isEmpty()) {
                Labelled first = operands.get(0);
                order.sort(Comparator.comparingLong((Character label) -> -Math.abs(first.stride(label))));
            }
            List<String> groups = new ArrayList<>();
            for (char label : order) {
                int last = groups.size() - 1;
                if (last >= 0 && fuse(groups.get(last), label, operands)) {
                    groups.set(last, groups.get(last) + label);
                } else {
                    groups.add(Character.toString(label));
                }
            }
            return groups;
        }

        private static boolean fuse(String group, char label, List<Labelled> operands) {
            char outer = group.charAt(group.length() - 1);
            for (Labelled operand : operands) {
                if (operand.stride(outer) != operand.stride(label) * operand.size(label)) {
                    return false;
                }
            }
            return true;
        }

        List<MatrixProduct> all() {
            List<MatrixProduct> all = new ArrayList<>();
            if (summed.size() > 1) {
                return all;
            }
            String k = summed.isEmpty() ? "" : summed.get(0);
            for (String m : left.isEmpty() ? List.of("") : left) {
                for (String n : right.isEmpty() ? List.of("") : right) {
                    all.add(product(m, n, k));
                }
            }
            return all;
        }

        private MatrixProduct product(String m, String n, String k) {
            List<String> outer = new ArrayList<>(batch);
            left.stream().filter(group -> !group.equals(m)).forEach(outer::add);
            right.stream().filter(group -> !group.equals(n)).forEach(outer::add);
            outer.sort(Comparator.comparingLong((String group) -> -Math.abs(stride(c, group))));
            String all = String.join("", outer);
            String orderA = packsA ? Labels.common(all, a.labels()) + (liesAlong(a, m) ? k + m : m + k) : "";
            String orderB = packsB ? Labels.common(all, b.labels()) + k + n : "";
            String orderC = aside ? all + m + n : "";
            Labelled pa = packsA ? Labelled.contiguous(contraction, orderA) : a;
            Labelled pb = packsB ? Labelled.contiguous(contraction, orderB) : b;
            Labelled pc = aside ? Labelled.contiguous(contraction, orderC) : c;
            Layout la = matrices(pa, outer, m, k);
            Layout lb = matrices(pb, outer, k, n);
            Layout lc = matrices(pc, outer, m, n);
            double nanos = Cost.product(la, lb, lc)
                    + (packsA ? Cost.copy(a.layout().numel()) : 0)
                    + (packsB ? Cost.copy(b.layout().numel()) : 0)
                    + (aside ? Cost.copy(c.layout().numel()) : 0);
            return new MatrixProduct(la, lb, lc, orderA, orderB, orderC, nanos);
        }

        /** Whether the operand's contiguous label is the last one of a group. */
        private static boolean liesAlong(Labelled operand, String group) {
            return !group.isEmpty() && operand.stride(group.charAt(group.length() - 1)) == 1;
        }

        private static long stride(Labelled operand, String group) {
            return operand.stride(group.charAt(group.length() - 1));
        }

        private Layout matrices(Labelled operand, List<String> outer, String rows, String cols) {
            int rank = outer.size() + 2;
            long[] sizes = new long[rank];
            long[] strides = new long[rank];
            for (int d = 0; d < rank - 2; d++) {
                sizes[d] = size(outer.get(d));
                strides[d] = stride(operand, outer.get(d));
            }
            sizes[rank - 2] = size(rows);
            sizes[rank - 1] = size(cols);
            // A dimension of size 1 has any stride: the one that makes the other a whole matrix.
            strides[rank - 1] = cols.isEmpty() ? 1 : stride(operand, cols);
            strides[rank - 2] = rows.isEmpty() ? Math.abs(strides[rank - 1]) * sizes[rank - 1] : stride(operand, rows);
            return Layout.strided(sizes, strides, operand.layout().offset());
        }

        private long size(String group) {
            long size = 1;
            for (int i = 0; i < group.length(); i++) {
                size *= contraction.size(group.charAt(i));
            }
            return size;
        }
    }
}
