package dev.gatun.einsum;

import dev.gatun.layout.ShapeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What subscripts mean for operands of given shapes: the size of every label, and what each operand has to do with it. No
 * data is needed to know.
 *
 * <p>An operand whose size along a label is 1 while the label's is another does not depend on the label: it counts as not
 * having it.
 *
 * <p>The dimensions of an ellipsis get labels of their own, Greek letters, aligned from the last: {@code "...ij"} of
 * rank 4 beside a {@code "...jk"} of rank 3 are {@code αβij} and {@code βjk}.
 *
 * @param subscripts what was asked for
 * @param terms the operands' labels
 * @param output the output's labels, one for each dimension
 * @param sizes of the labels whose size is not 1
 */
record Contraction(Subscripts subscripts, List<Term> terms, String output, Map<Character, Long> sizes) {

    /**
     * The labels of one operand.
     *
     * @param labels one for each dimension; one that is repeated asks for a diagonal
     * @param repeated those along which it has size 1 and is repeated to the size that another operand has
     * @param sums those that no other operand and not the output has: it is summed over them before all else
     */
    record Term(String labels, String repeated, String sums) {

        /** What takes part in the contraction: each label once, without those that are repeated or summed before. */
        String live() {
            StringBuilder live = new StringBuilder();
            for (int d = 0; d < labels.length(); d++) {
                char label = labels.charAt(d);
                if (labels.indexOf(label) == d && repeated.indexOf(label) < 0 && sums.indexOf(label) < 0) {
                    live.append(label);
                }
            }
            return live.toString();
        }
    }

    private static final char FIRST_OF_ELLIPSIS = 'α';

    /** Stands for a term as a whole where a message points at it. */
    private static final char TERM = 0;

    /**
     * Gives every label its size.
     *
     * @param subscripts parsed
     * @param shapes one for each operand
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
                    named,
                    TERM,
                    "'...' stands for " + (broadcast == 1 ? "1 dimension" : broadcast + " dimensions")
                            + " that the output \"" + subscripts.output() + "\" has no '...' for");
        }
        String output = spelled(subscripts.output(), broadcast, broadcast);
        Map<Character, Long> sizes = sizes(subscripts, labels, shapes);
        return new Contraction(subscripts, terms(labels, output, sizes, shapes), output, sizes);
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
                    operand,
                    TERM,
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
                            i,
                            label,
                            named(labels, label) + " has sizes " + twin + " and " + size + " in operand " + i + " "
                                    + ShapeException.show(shapes[i]) + "; a diagonal needs equal sizes");
                }
                long known = sizes.getOrDefault(label, 1L);
                if (known != size && known != 1 && size != 1) {
                    int other = owner.getOrDefault(label, 0);
                    throw shapeRefused(
                            subscripts,
                            i,
                            label,
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
        return Map.copyOf(sizes);
    }

    /** A label as the caller knows it: Greek letters are ours. */
    private static String named(List<String> labels, char label) {
        if (label < FIRST_OF_ELLIPSIS) {
            return "label '" + label + "'";
        }
        long last = String.join("", labels).chars().max().orElse(label);
        return "dimension " + (label - last - 1) + " of '...'";
    }

    private static List<Term> terms(List<String> labels, String output, Map<Character, Long> sizes, long[]... shapes) {
        List<String> live = new ArrayList<>();
        List<String> repeated = new ArrayList<>();
        for (int i = 0; i < shapes.length; i++) {
            StringBuilder has = new StringBuilder();
            StringBuilder repeats = new StringBuilder();
            String term = labels.get(i);
            for (int d = 0; d < term.length(); d++) {
                char label = term.charAt(d);
                if (term.indexOf(label) == d) {
                    (shapes[i][d] == sizes.getOrDefault(label, 1L) ? has : repeats).append(label);
                }
            }
            live.add(has.toString());
            repeated.add(repeats.toString());
        }
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < live.size(); i++) {
            String sums = Labels.without(live.get(i), output);
            for (int other = 0; other < live.size(); other++) {
                sums = other == i ? sums : Labels.without(sums, live.get(other));
            }
            terms.add(new Term(labels.get(i), repeated.get(i), sums));
        }
        return List.copyOf(terms);
    }

    private static ShapeException shapeRefused(Subscripts subscripts, int operand, char label, String reason) {
        char pointed = label < FIRST_OF_ELLIPSIS ? label : '.';
        return new ShapeException(
                Subscripts.quoted(subscripts.text()) + ": " + reason + subscripts.pointer(operand, pointed));
    }

    /** The number of indices of a label. */
    long size(char label) {
        return sizes.getOrDefault(label, 1L);
    }

    /** The sizes of some labels. */
    long[] sizes(String labels) {
        long[] some = new long[labels.length()];
        for (int d = 0; d < some.length; d++) {
            some[d] = size(labels.charAt(d));
        }
        return some;
    }

    /** How many indices some labels have together; it may be beyond what a long counts. */
    double count(String labels) {
        double count = 1;
        for (int d = 0; d < labels.length(); d++) {
            count *= size(labels.charAt(d));
        }
        return count;
    }

    /**
     * The output's shape.
     *
     * @return a fresh array, one size for each label of {@link #output}
     */
    long[] shape() {
        return sizes(output);
    }

    /** Whether nothing is summed or repeated: then a lone operand has the output as a view. */
    boolean isView() {
        return terms.size() == 1 && terms.get(0).sums().isEmpty();
    }

    /** Whether some label has no index, so that there is nothing to multiply. */
    boolean isEmpty() {
        return sizes.containsValue(0L);
    }
}
