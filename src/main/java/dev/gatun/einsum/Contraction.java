package dev.gatun.einsum;

import dev.gatun.layout.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What subscripts mean for operands of given shapes: the size of every label, and its role. No data is needed to know:
 *
 * <table>
 * <caption>Roles of the labels of two operands</caption>
 * <tr><th></th><th>in the output</th><th>not in the output</th></tr>
 * <tr><td>in both operands</td><td>{@code batch}</td><td>{@code summed}</td></tr>
 * <tr><td>in the first only</td><td>{@code left}</td><td>{@code sums} of the first</td></tr>
 * <tr><td>in the second only</td><td>{@code right}</td><td>{@code sums} of the second</td></tr>
 * </table>
 *
 * <p>So the whole is, for each index of the batch labels, a matrix product of left x summed by summed x right, once each
 * operand has been summed over the labels that nobody else has. A lone operand has {@code left} labels and {@code sums}
 * only. An operand whose size along a label is 1 while the label's is another does not depend on the label: it counts
 * as not having it.
 *
 * <p>The dimensions of an ellipsis get labels of their own, Greek letters, aligned from the last: {@code "...ij"} of
 * rank 4 beside a {@code "...jk"} of rank 3 are {@code αβij} and {@code βjk}.
 *
 * @param subscripts what was asked for
 * @param terms the operands' labels
 * @param output the output's labels, one for each dimension
 * @param sizes of the labels whose size is not 1
 * @param batch labels of both operands that the output keeps, in its order
 * @param left labels of the first operand alone that the output keeps, in its order
 * @param right labels of the second operand alone that the output keeps, in its order
 * @param summed labels of both operands that the output does not have, in the first operand's order
 */
record Contraction(
        Subscripts subscripts,
        List<Term> terms,
        String output,
        Map<Character, Long> sizes,
        String batch,
        String left,
        String right,
        String summed) {

    /**
     * The labels of one operand.
     *
     * @param labels one for each dimension; one that is repeated asks for a diagonal
     * @param repeated those along which it has size 1 and is repeated to the size that another operand has
     * @param sums those that no other operand and not the output has
     */
    record Term(String labels, String repeated, String sums) {}

    private static final char FIRST_OF_ELLIPSIS = 'α';

    /**
     * Gives every label its size and role.
     *
     * @param subscripts parsed
     * @param shapes one for each operand; one or two
     * @return the contraction
     * @throws IllegalArgumentException if the number of operands is not the one that is named
     * @throws ShapeException if a rank or two sizes do not fit
     */
    static Contraction of(Subscripts subscripts, long[]... shapes) {
        int named = subscripts.operands().size();
        if (named != shapes.length) {
            throw new IllegalArgumentException(Subscripts.quoted(subscripts.text()) + ": the subscripts name " + named
                    + (named == 1 ? " operand, " : " operands, ") + shapes.length + " given");
        }
        if (named > 2) {
            throw new IllegalArgumentException(
                    Subscripts.quoted(subscripts.text()) + ": " + named + " operands; one call contracts one or two");
        }
        int broadcast = 0;
        for (int i = 0; i < named; i++) {
            broadcast = Math.max(broadcast, ellipsisRank(subscripts, i, shapes[i]));
        }
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < named; i++) {
            labels.add(spelled(subscripts.operands().get(i), broadcast, ellipsisRank(subscripts, i, shapes[i])));
        }
        if (broadcast > 0 && !subscripts.output().contains(Subscripts.ELLIPSIS)) {
            throw shapeRefused(
                    subscripts,
                    "'...' stands for " + (broadcast == 1 ? "1 dimension" : broadcast + " dimensions")
                            + " that the output \"" + subscripts.output() + "\" has no '...' for");
        }
        String output = spelled(subscripts.output(), broadcast, broadcast);
        return classified(subscripts, labels, output, sizes(subscripts, labels, shapes), shapes);
    }

    /** How many dimensions the ellipsis of an operand stands for; 0 where it has none. */
    private static int ellipsisRank(Subscripts subscripts, int operand, long[] shape) {
        String term = subscripts.operands().get(operand);
        boolean ellipsis = term.contains(Subscripts.ELLIPSIS);
        int letters = term.length() - (ellipsis ? Subscripts.ELLIPSIS.length() : 0);
        int rest = shape.length - letters;
        if (rest < 0 || (rest > 0 && !ellipsis)) {
            throw shapeRefused(
                    subscripts,
                    "operand " + operand + " has rank " + shape.length + ", shape " + ShapeException.show(shape)
                            + ", and \"" + term + "\" names " + (ellipsis ? "at least " : "") + letters
                            + (letters == 1 ? " dimension" : " dimensions"));
        }
        return rest;
    }

    /** The term with its ellipsis replaced by the last {@code rank} of {@code broadcast} Greek letters. */
    private static String spelled(String term, int broadcast, int rank) {
        StringBuilder greek = new StringBuilder();
        for (int d = broadcast - rank; d < broadcast; d++) {
            greek.append((char) (FIRST_OF_ELLIPSIS + d));
        }
        return term.replace(Subscripts.ELLIPSIS, greek);
    }

    private static Map<Character, Long> sizes(Subscripts subscripts, List<String> labels, long[]... shapes) {
        Map<Character, Long> sizes = new HashMap<>();
        Map<Character, Integer> owner = new HashMap<>(); // the operand that gave the size, for messages
        for (int i = 0; i < shapes.length; i++) {
            String term = labels.get(i);
            for (int d = 0; d < term.length(); d++) {
                char label = term.charAt(d);
                long size = shapes[i][d];
                long twin = shapes[i][term.indexOf(label)];
                if (size != twin) {
                    throw shapeRefused(
                            subscripts,
                            named(labels, label) + " has sizes " + twin + " and " + size + " in operand " + i + " "
                                    + ShapeException.show(shapes[i]) + "; a diagonal needs equal sizes");
                }
                long known = size(sizes, label);
                if (known != size && known != 1 && size != 1) {
                    int other = owner.getOrDefault(label, 0);
                    throw shapeRefused(
                            subscripts,
                            named(labels, label) + " has size " + known + " in operand " + other + " "
                                    + ShapeException.show(shapes[other]) + " and " + size + " in operand " + i + " "
                                    + ShapeException.show(shapes[i]) + "; sizes must be equal or 1");
                }
                if (size != 1) {
                    sizes.put(label, size);
                    owner.put(label, i);
                }
            }
        }
        return sizes;
    }

    /** 1, unless an operand gives the label another size. */
    private static long size(Map<Character, Long> sizes, char label) {
        return sizes.getOrDefault(label, 1L);
    }

    /** A label as the caller knows it: Greek letters are ours. */
    private static String named(List<String> labels, char label) {
        if (label < FIRST_OF_ELLIPSIS) {
            return "label '" + label + "'";
        }
        long last = String.join("", labels).chars().max().orElse(label);
        return "dimension " + (label - last - 1) + " of '...'";
    }

    private static Contraction classified(
            Subscripts subscripts, List<String> labels, String output, Map<Character, Long> sizes, long[]... shapes) {
        List<String> live = new ArrayList<>();
        List<String> repeated = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            StringBuilder has = new StringBuilder();
            StringBuilder repeats = new StringBuilder();
            String term = labels.get(i);
            for (int d = 0; d < term.length(); d++) {
                char label = term.charAt(d);
                if (term.indexOf(label) == d) {
                    (shapes[i][d] == size(sizes, label) ? has : repeats).append(label);
                }
            }
            live.add(has.toString());
            repeated.add(repeats.toString());
        }
        String a = live.get(0);
        String b = live.size() > 1 ? live.get(1) : "";
        List<Term> terms = new ArrayList<>();
        terms.add(new Term(labels.get(0), repeated.get(0), without(without(a, b), output)));
        if (live.size() > 1) {
            terms.add(new Term(labels.get(1), repeated.get(1), without(without(b, a), output)));
        }
        return new Contraction(
                subscripts,
                List.copyOf(terms),
                output,
                sizes,
                common(common(output, a), b),
                without(common(output, a), b),
                without(common(output, b), a),
                without(common(a, b), output));
    }

    /** The labels of {@code order} that {@code others} has too, in that order. */
    static String common(String order, String others) {
        return filtered(order, others, true);
    }

    /** The labels of {@code order} that {@code others} does not have, in that order. */
    static String without(String order, String others) {
        return filtered(order, others, false);
    }

    private static String filtered(String order, String others, boolean wanted) {
        StringBuilder kept = new StringBuilder();
        for (int i = 0; i < order.length(); i++) {
            if (others.indexOf(order.charAt(i)) >= 0 == wanted) {
                kept.append(order.charAt(i));
            }
        }
        return kept.toString();
    }

    private static ShapeException shapeRefused(Subscripts subscripts, String reason) {
        return new ShapeException(Subscripts.quoted(subscripts.text()) + ": " + reason);
    }

    /**
     * The output's shape.
     *
     * @return a fresh array, one size for each label of {@link #output}
     */
    long[] shape() {
        long[] shape = new long[output.length()];
        for (int d = 0; d < shape.length; d++) {
            shape[d] = size(sizes, output.charAt(d));
        }
        return shape;
    }

    /**
     * Whether the output is a view of a lone operand: nothing is summed.
     *
     * @return true for permutations and diagonals
     */
    boolean isView() {
        return terms.size() == 1 && terms.get(0).sums().isEmpty();
    }
}
