package dev.gatun.einsum;

import dev.gatun.elementwise.BinaryOp;
import dev.gatun.elementwise.Elementwise;
import dev.gatun.gemm.Backend;
import dev.gatun.layout.Broadcast;
import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/**
 * Einstein summation of one or two operands, by NumPy's rules: the elements are multiplied where labels agree and summed
 * over the labels that the output does not have. Diagonals and permutations are views; sums that one operand has alone
 * are taken first; what is left of two operands is a broadcast product, or one batched matrix product if labels are
 * summed.
 */
public final class Einsum {
    private Einsum() {}

    /**
     * The shape of a result.
     *
     * @param subscripts for example {@code "ik,kj->ij"}; see NumPy's {@code einsum}
     * @param operands one layout for each term
     * @return sizes in the order of the output's labels
     * @throws IllegalArgumentException if the subscripts are malformed or name another number of operands
     * @throws ShapeException if a rank or two sizes do not fit
     */
    public static long[] shape(String subscripts, Layout... operands) {
        return contraction(subscripts, operands).shape();
    }

    /**
     * The result as a view of the operand, where it is one: a lone operand, nothing summed ({@code ij->ji},
     * {@code ii->i}).
     *
     * @param subscripts as in {@link #shape}
     * @param operands one layout for each term
     * @return a layout over the operand's memory, or empty if there is something to compute
     * @throws IllegalArgumentException if the subscripts are malformed or name another number of operands
     * @throws ShapeException if a rank or two sizes do not fit
     */
    public static Optional<Layout> view(String subscripts, Layout... operands) {
        Contraction contraction = contraction(subscripts, operands);
        if (!contraction.isView()) {
            return Optional.empty();
        }
        Labelled operand = Labelled.of(
                MemorySegment.NULL, operands[0], contraction.terms().get(0).labels());
        return Optional.of(operand.in(contraction.output()));
    }

    /**
     * Computes a result.
     *
     * @param backend what multiplies matrices
     * @param subscripts as in {@link #shape}
     * @param memory where the operands' floats lie
     * @param operands their layouts
     * @param out where the result goes, whatever it held before; apart from the operands
     * @param lout its layout, of the shape that {@link #shape} gives
     * @throws IllegalArgumentException if the subscripts are malformed or name another number of operands
     * @throws ShapeException if a rank or two sizes do not fit, or {@code lout} has another shape
     */
    public static void run(
            Backend backend,
            String subscripts,
            MemorySegment[] memory,
            Layout[] operands,
            MemorySegment out,
            Layout lout) {
        Contraction contraction = contraction(subscripts, operands);
        long[] shape = contraction.shape();
        if (!Arrays.equals(shape, lout.shape())) {
            throw new ShapeException(Subscripts.quoted(subscripts) + ": the result has shape "
                    + ShapeException.show(shape) + ", out " + ShapeException.show(lout.shape()));
        }
        if (lout.numel() == 0) {
            return;
        }
        Labelled result = new Labelled(out, lout, contraction.output());
        Labelled a = operand(contraction, 0, memory, operands);
        if (operands.length == 1) {
            if (contraction.isView()) {
                Elementwise.copy(a.memory(), a.in(result.labels()), out, lout);
            } else {
                a.sumInto(result);
            }
            return;
        }
        a = a.summedOver(contraction.terms().get(0).sums());
        Labelled b = operand(contraction, 1, memory, operands)
                .summedOver(contraction.terms().get(1).sums());
        if (contraction.summed().isEmpty()) {
            multiply(a, b, result);
        } else {
            MatrixProduct.cheapest(contraction, a, b, result).run(backend, a, b, result);
        }
    }

    private static Contraction contraction(String subscripts, Layout... operands) {
        long[][] shapes = new long[operands.length][];
        for (int i = 0; i < shapes.length; i++) {
            shapes[i] = operands[i].shape();
        }
        return Contraction.of(Subscripts.parse(subscripts), shapes);
    }

    /** An operand as the contraction sees it: diagonals taken, dimensions that only repeat left out. Views. */
    private static Labelled operand(Contraction contraction, int i, MemorySegment[] memory, Layout[] layouts) {
        Contraction.Term term = contraction.terms().get(i);
        return Labelled.of(memory[i], layouts[i], term.labels()).dropping(term.repeated());
    }

    /** Nothing is summed: one broadcast multiplication, written where the result lies. */
    private static void multiply(Labelled a, Labelled b, Labelled out) {
        long[] shape = out.layout().shape();
        Elementwise.binary(
                BinaryOp.MUL,
                a.memory(),
                Broadcast.to("einsum", a.in(out.labels()), shape),
                b.memory(),
                Broadcast.to("einsum", b.in(out.labels()), shape),
                out.memory(),
                out.layout());
    }
}
