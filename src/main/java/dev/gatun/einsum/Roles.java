package dev.gatun.einsum;

/**
 * What the labels of two operands do in their contraction:
 *
 * <table>
 * <caption>Roles of the labels of two operands</caption>
 * <tr><th></th><th>kept</th><th>not kept</th></tr>
 * <tr><td>in both operands</td><td>{@code batch}</td><td>{@code summed}</td></tr>
 * <tr><td>in the first only</td><td>{@code left}</td><td></td></tr>
 * <tr><td>in the second only</td><td>{@code right}</td><td></td></tr>
 * </table>
 *
 * <p>So the whole is, for each index of the batch labels, a matrix product of left x summed by summed x right. A label that
 * one operand has alone and that is not kept has no role: that operand is summed over it before.
 *
 * @param batch labels of both operands that are kept, in the order of the result
 * @param left labels of the first operand alone that are kept, in the order of the result
 * @param right labels of the second operand alone that are kept, in the order of the result
 * @param summed labels of both operands that are not kept, in the first operand's order
 */
record Roles(String batch, String left, String right, String summed) {

    /** Sorts the labels of operands that have each label once; {@code kept} are the labels of the result. */
    static Roles of(String a, String b, String kept) {
        String ofA = Labels.common(kept, a);
        return new Roles(
                Labels.common(ofA, b),
                Labels.without(ofA, b),
                Labels.without(Labels.common(kept, b), a),
                Labels.without(Labels.common(a, b), kept));
    }
}
