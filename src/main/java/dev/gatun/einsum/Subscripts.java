package dev.gatun.einsum;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * An einsum string, read by NumPy's rules: terms of labels (letters) separated by commas, spaces ignored, at most one
 * {@code ...} in a term, and after {@code ->} the output. Without an arrow the output is what NumPy takes it to be: the
 * ellipsis, then every label that occurs exactly once, in alphabetical order with A-Z before a-z.
 *
 * <p>Strings only: what an ellipsis stands for, and whether the operands fit, is for {@link Contraction} to see.
 *
 * @param text what was parsed, for messages
 * @param operands one term an operand, without spaces
 * @param output the output's term, written or implied
 */
record Subscripts(String text, List<String> operands, String output) {
    static final String ELLIPSIS = "...";

    private static final String ARROW = "->";

    /**
     * Reads subscripts.
     *
     * @param text for example {@code "ik,kj->ij"}
     * @return the terms
     * @throws IllegalArgumentException if NumPy would refuse them; the message quotes them and points at the place
     */
    static Subscripts parse(String text) {
        int arrow = text.indexOf(ARROW);
        int end = arrow < 0 ? text.length() : arrow;
        List<String> operands = new ArrayList<>();
        for (int from = 0; from <= end; ) {
            int comma = text.indexOf(',', from);
            int to = comma < 0 ? end : Math.min(comma, end);
            operands.add(term(text, from, to));
            from = to + 1;
        }
        String output = arrow < 0 ? implied(operands) : output(text, arrow + ARROW.length(), operands);
        return new Subscripts(text, List.copyOf(operands), output);
    }

    /** The labels and the ellipsis of one term, the characters {@code from} to {@code to - 1}. */
    private static String term(String text, int from, int to) {
        StringBuilder labels = new StringBuilder();
        boolean ellipsis = false;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (isLabel(c)) {
                labels.append(c);
            } else if (text.startsWith(ELLIPSIS, i) && i + ELLIPSIS.length() <= to) {
                if (ellipsis) {
                    throw refused(text, "second '...' at index " + i + "; a term has at most one", i);
                }
                ellipsis = true;
                labels.append(ELLIPSIS);
                i += ELLIPSIS.length() - 1;
            } else if (c != ' ') {
                throw refused(text, stray(text, i), i);
            }
        }
        return labels.toString();
    }

    private static boolean isLabel(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static String stray(String text, int index) {
        int c = text.codePointAt(index);
        String name = Character.isISOControl(c) ? String.format("U+%04X", c) : "'" + Character.toString(c) + "'";
        String reason = switch (c) {
            case '.' -> "is not part of an ellipsis '...'";
            case '-', '>' -> "is not part of the one arrow '->'";
            case ',' -> "separates operands; the output is one term";
            default -> "is not a label; labels are the letters a-z and A-Z";
        };
        return name + " at index " + index + " " + reason;
    }

    private static String output(String text, int from, List<String> operands) {
        String output = term(text, from, text.length());
        String known = String.join("", operands);
        for (int i = 0; i < output.length(); i++) {
            char label = output.charAt(i);
            if (label == '.') {
                continue;
            }
            int index = text.indexOf(label, from);
            if (known.indexOf(label) < 0) {
                throw refused(text, "output label '" + label + "' at index " + index + " is in no operand", index);
            }
            int again = text.indexOf(label, index + 1);
            if (again >= 0) {
                throw refused(
                        text, "output label '" + label + "' at index " + again + " is repeated; once is enough", again);
            }
        }
        return output;
    }

    private static String implied(List<String> operands) {
        String all = String.join("", operands);
        TreeMap<Character, Integer> counts = new TreeMap<>();
        for (int i = 0; i < all.length(); i++) {
            if (isLabel(all.charAt(i))) {
                counts.merge(all.charAt(i), 1, Integer::sum);
            }
        }
        StringBuilder output = new StringBuilder(all.contains(ELLIPSIS) ? ELLIPSIS : "");
        counts.forEach((label, count) -> output.append(count == 1 ? label.toString() : ""));
        return output.toString();
    }

    private static IllegalArgumentException refused(String text, String reason, int index) {
        return new IllegalArgumentException(quoted(text) + ": " + reason + pointer(text, index));
    }

    /** How messages name a call, on one line whatever the string holds. */
    static String quoted(String text) {
        return "einsum \"" + printable(text) + "\"";
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Two more lines of a message: the subscripts, and a caret below the character at an index. */
    private static String pointer(String text, int index) {
        String before = text.substring(0, index);
        return "\n    " + printable(text) + "\n    " + " ".repeat(before.codePointCount(0, before.length())) + "^";
    }

    /**
     * Two more lines of a message about an operand: the subscripts, and a caret below its term.
     *
     * @param operand which one, from 0; the number of operands for the output
     * @param label a letter, or the {@code .} of an ellipsis; 0 for the term as a whole
     */
    String pointer(int operand, char label) {
        int from = 0;
        for (int i = 0; i < operand; i++) {
            int comma = text.indexOf(',', from);
            from = comma < 0 ? text.length() : comma + 1;
        }
        if (operand == operands.size()) {
            int arrow = text.indexOf(ARROW);
            from = arrow < 0 ? text.length() : arrow + ARROW.length();
        }
        while (from < text.length() && text.charAt(from) == ' ') {
            from++;
        }
        int at = text.indexOf(label, from);
        return pointer(text, at < 0 ? from : at);
    }

    /**
     * The subscripts in normal form: no spaces, the output written out.
     *
     * @return for example {@code ik,kj->ij} for {@code "ik, kj"}
     */
    @Override
    public String toString() {
        return String.join(",", operands) + ARROW + output;
    }
}
