package dev.gatun.einsum;

import dev.gatun.elementwise.BinaryOp;
import dev.gatun.elementwise.Elementwise;
import dev.gatun.elementwise.Reduction;
import dev.gatun.elementwise.Reductions;
import dev.gatun.elementwise.SumOfProducts;
import dev.gatun.gemm.Matmul;
import dev.gatun.layout.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** One thing that a plan does: a loop or a product over places that are known before there is data. */
sealed interface Step {

    /** Does it. */
    void run(Frame frame);

    private static boolean[] after(int kept, Place place) {
        boolean[] after = new boolean[place.layout().rank()];
        Arrays.fill(after, kept, after.length, true);
        return after;
    }

    /** Copies into another order of labels, or from where a result was computed to where it is to lie. */
    record Copy(Place from, Place to) implements Step {
        @Override
        public void run(Frame frame) {
            Elementwise.copy(frame.memory(from), frame.layout(from), frame.memory(to), frame.layout(to));
        }
    }

    /** Writes zeros: sums of nothing. */
    record Zero(Place to) implements Step {
        private static final MemorySegment ZERO = Arena.global().allocate(Float.BYTES, Float.BYTES);

        @Override
        public void run(Frame frame) {
            long[] sizes = to.layout().shape();
            Elementwise.copy(
                    ZERO, Layout.strided(sizes, new long[sizes.length], 0), frame.memory(to), frame.layout(to));
        }
    }

    /** Sums over the dimensions of one operand after the first {@code kept}. */
    record Sum(Place from, int kept, Place to) implements Step {
        @Override
        public void run(Frame frame) {
            Reductions.reduce(
                    Reduction.SUM,
                    frame.memory(from),
                    frame.layout(from),
                    after(kept, from),
                    frame.memory(to),
                    frame.layout(to));
        }
    }

    /** Multiplies element by element; all three have one shape. */
    record Multiply(Place a, Place b, Place to) implements Step {
        @Override
        public void run(Frame frame) {
            Elementwise.binary(
                    BinaryOp.MUL,
                    frame.memory(a),
                    frame.layout(a),
                    frame.memory(b),
                    frame.layout(b),
                    frame.memory(to),
                    frame.layout(to));
        }
    }

    /** Multiplies operands of one shape element by element and sums over their dimensions after the first {@code kept}. */
    record MultiplyAndSum(Place a, Place b, int kept, Place to) implements Step {
        @Override
        public void run(Frame frame) {
            SumOfProducts.run(
                    frame.memory(a),
                    frame.layout(a),
                    frame.memory(b),
                    frame.layout(b),
                    after(kept, a),
                    frame.memory(to),
                    frame.layout(to));
        }
    }

    /** A batched product of matrices. */
    record Product(Place a, Place b, Place to) implements Step {
        @Override
        public void run(Frame frame) {
            Matmul.run(
                    frame.backend(),
                    frame.memory(a),
                    frame.layout(a),
                    frame.memory(b),
                    frame.layout(b),
                    frame.memory(to),
                    frame.layout(to));
        }
    }
}
