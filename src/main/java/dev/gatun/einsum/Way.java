package dev.gatun.einsum;

import org.jspecify.annotations.Nullable;

/**
 * How two operands are contracted: as a batched product of matrices, or by one loop over all labels.
 *
 * @param roles of the labels
 * @param product the product, or null for the loop
 * @param nanos an estimate of the time
 */
record Way(Roles roles, @Nullable MatrixProduct product, double nanos) {

    /** The fastest way. */
    static Way cheapest(Contraction contraction, Labelled a, Labelled b, Labelled c) {
        Roles roles = Roles.of(a.labels(), b.labels(), c.labels());
        double multiplications = contraction.count(c.labels() + roles.summed());
        if (roles.summed().isEmpty()) {
            return new Way(roles, null, Cost.copy((long) multiplications));
        }
        double loop = Cost.sumOfProducts(multiplications, isContiguous(roles, a, b));
        if (roles.left().isEmpty() && roles.right().isEmpty()) {
            return new Way(roles, null, loop); // each product would be that of a row and a column
        }
        MatrixProduct product = MatrixProduct.cheapest(contraction, roles, a, b, c);
        return loop < product.nanos() ? new Way(roles, null, loop) : new Way(roles, product, product.nanos());
    }

    /** Whether both operands have the same summed label contiguous and long enough for vectors. */
    private static boolean isContiguous(Roles roles, Labelled a, Labelled b) {
        for (int i = 0; i < roles.summed().length(); i++) {
            char label = roles.summed().charAt(i);
            if (a.stride(label) == 1 && b.stride(label) == 1 && a.size(label) >= 128) {
                return true;
            }
        }
        return false;
    }
}
