package dev.gatun.einsum;

/** Sets of labels as strings in which each label stands once: the order is that of dimensions. */
final class Labels {
    private Labels() {}

    /** The labels of {@code order} that {@code others} has too, in that order. */
    static String common(String order, String others) {
        return filtered(order, others, true);
    }

    /** The labels of {@code order} that {@code others} does not have, in that order. */
    static String without(String order, String others) {
        return filtered(order, others, false);
    }

    /** All labels of both: those of the first, then the rest. */
    static String union(String first, String second) {
        return first + without(second, first);
    }

    private static String filtered(String order, String others, boolean wanted) {
        StringBuilder kept = new StringBuilder(order.length());
        for (int i = 0; i < order.length(); i++) {
            if (others.indexOf(order.charAt(i)) >= 0 == wanted) {
                kept.append(order.charAt(i));
            }
        }
        return kept.toString();
    }
}
