package dev.gatun.einsum;

import dev.gatun.layout.Layout;
import java.util.Arrays;

/**
 * A layout whose dimensions go by labels, so that order is a string: {@code in("kji")} is a permuted view. It has no
 * dimensions of size 1, as nothing depends on them.
 *
 * @param layout where elements lie
 * @param labels one for each dimension, all different
 */
record Labelled(Layout layout, String labels) {
    /**
     * An operand; a label that is repeated takes the diagonal, dimensions of size 1 are dropped. Views.
     *
     * @param layout where it lies; dimensions of the same label have the same size
     * @param labels one for each dimension, repeated or not
     * @return the operand with each label at most once
     */
    static Labelled of(Layout layout, String labels) {
        int rank = 0;
        char[] names = new char[labels.length()];
        long[] sizes = new long[names.length];
        long[] strides = new long[names.length];
        for (int d = 0; d < labels.length(); d++) {
            if (layout.size(d) == 1) {
                continue;
            }
            int twin = new String(names, 0, rank).indexOf(labels.charAt(d));
            if (twin >= 0) {
                strides[twin] += layout.stride(d);
            } else {
                names[rank] = labels.charAt(d);
                sizes[rank] = layout.size(d);
                strides[rank++] = layout.stride(d);
            }
        }
        return new Labelled(
                Layout.strided(Arrays.copyOf(sizes, rank), Arrays.copyOf(strides, rank), layout.offset()),
                new String(names, 0, rank));
    }

    /** A fresh contiguous layout. */
    static Labelled contiguous(Contraction contraction, String labels) {
        String longer = labels.chars()
                .filter(label -> contraction.size((char) label) != 1)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new Labelled(Layout.contiguous(contraction.sizes(longer)), longer);
    }

    long size(char label) {
        int d = labels.indexOf(label);
        return d < 0 ? 1 : layout.size(d);
    }

    /** The stride of a label; 0 for one that it does not have, as for a dimension that is broadcast. */
    long stride(char label) {
        int d = labels.indexOf(label);
        return d < 0 ? 0 : layout.stride(d);
    }

    /** A view with these labels in this order and of these sizes; those that it does not have are broadcast. */
    Layout in(String order, long[] sizes) {
        long[] strides = new long[sizes.length];
        for (int i = 0; i < strides.length; i++) {
            strides[i] = stride(order.charAt(i));
        }
        return Layout.strided(sizes, strides, layout.offset());
    }

    /** The same labels, those of the largest stride first: the order in which the elements lie. */
    String inMemoryOrder() {
        return labels.chars()
                .mapToObj(label -> (char) label)
                .sorted((a, b) -> Long.compare(Math.abs(stride(b)), Math.abs(stride(a))))
                .collect(StringBuilder::new, StringBuilder::append, StringBuilder::append)
                .toString();
    }
}
