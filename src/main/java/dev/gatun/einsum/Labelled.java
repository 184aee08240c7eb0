package dev.gatun.einsum;

import dev.gatun.elementwise.Elementwise;
import dev.gatun.elementwise.Reduction;
import dev.gatun.elementwise.Reductions;
import dev.gatun.layout.Layout;
import dev.gatun.memory.Memory;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Elements whose dimensions go by labels, so that order is a string: {@code in("kji")} is a permuted view.
 *
 * @param memory where the elements lie
 * @param layout how
 * @param labels one for each dimension, all different
 */
record Labelled(MemorySegment memory, Layout layout, String labels) {
    /** Stands for the two dimensions that labels are fused into; no operand has such labels. */
    private static final String MATRIX = "  ";

    /**
     * An operand; a label that is repeated takes the diagonal, a view.
     *
     * @param memory where it lies
     * @param layout how; dimensions of the same label have the same size
     * @param labels one for each dimension, repeated or not
     * @return the operand with each label once
     */
    static Labelled of(MemorySegment memory, Layout layout, String labels) {
        Layout view = layout;
        String names = labels;
        for (int d = names.length() - 1; d >= 0; d--) {
            char label = names.charAt(d);
            int twin = names.indexOf(label);
            if (twin < d) {
                view = view.diagonal(0, twin, d);
                StringBuilder rest = new StringBuilder(names).deleteCharAt(d).deleteCharAt(twin);
                names = rest.append(label).toString();
                d = names.length(); // the diagonal is the last dimension now, and may be repeated once more
            }
        }
        return new Labelled(memory, view, names);
    }

    private static Labelled fresh(long[] shape, String labels) {
        Layout layout = Layout.contiguous(shape);
        return new Labelled(Memory.allocate(Math.multiplyExact(layout.numel(), Float.BYTES)), layout, labels);
    }

    /** Without dimensions of size 1. */
    Labelled dropping(String dropped) {
        Layout view = layout;
        StringBuilder rest = new StringBuilder(labels);
        for (int i = 0; i < dropped.length(); i++) {
            int d = rest.indexOf(dropped.substring(i, i + 1));
            view = view.select(d, 0);
            rest.deleteCharAt(d);
        }
        return new Labelled(memory, view, rest.toString());
    }

    /** Summed over some of its labels, into fresh memory; the same operand where there are none. */
    Labelled summedOver(String sums) {
        if (sums.isEmpty()) {
            return this;
        }
        String kept = Contraction.without(labels, sums);
        Labelled result = fresh(sizes(kept), kept);
        sumInto(result);
        return result;
    }

    /** Sums over every label that {@code out} does not have. */
    void sumInto(Labelled out) {
        boolean[] reduced = new boolean[labels.length()];
        for (int d = 0; d < reduced.length; d++) {
            reduced[d] = out.labels.indexOf(labels.charAt(d)) < 0;
        }
        String kept = Contraction.common(labels, out.labels);
        Reductions.reduce(Reduction.SUM, memory, layout, reduced, out.memory, out.in(kept));
    }

    /** A view with its dimensions in this order; a label that it does not have becomes a dimension of size 1. */
    Layout in(String order) {
        Layout view = layout;
        int missing = view.rank();
        int[] dims = new int[order.length()];
        for (int i = 0; i < dims.length; i++) {
            dims[i] = labels.indexOf(order.charAt(i));
            if (dims[i] < 0) {
                dims[i] = missing++;
                view = view.unsqueeze(view.rank());
            }
        }
        return view.permute(dims);
    }

    /**
     * A view as a stack of matrices: the labels of {@code rows} fused into one dimension, those of {@code columns} into
     * the other, {@code batch} left as it is.
     *
     * @return empty where the strides do not allow it, so that only a copy has that shape
     */
    Optional<Layout> matrices(String batch, String rows, String columns) {
        long[] fused = sizes(batch + MATRIX);
        fused[fused.length - 2] = product(rows);
        fused[fused.length - 1] = product(columns);
        return in(batch + rows + columns).tryReshape(fused);
    }

    /** A contiguous copy whose labels stand in this order. */
    Labelled packed(String order) {
        Labelled copy = unwritten(order);
        Elementwise.copy(memory, in(order), copy.memory, copy.layout);
        return copy;
    }

    /** Fresh contiguous memory for what this holds, its labels in this order. */
    Labelled unwritten(String order) {
        return fresh(sizes(order), order);
    }

    /** The sizes of some labels, 1 for one that it does not have. */
    private long[] sizes(String some) {
        long[] sizes = new long[some.length()];
        for (int i = 0; i < sizes.length; i++) {
            int d = labels.indexOf(some.charAt(i));
            sizes[i] = d < 0 ? 1 : layout.size(d);
        }
        return sizes;
    }

    private long product(String some) {
        long product = 1;
        for (long size : sizes(some)) {
            if (size == 0) {
                return 0; // whatever the others are: without elements they may be beyond counting
            }
            product = Math.multiplyExact(product, size);
        }
        return product;
    }
}
