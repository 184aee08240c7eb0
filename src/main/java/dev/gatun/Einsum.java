package dev.gatun;

import dev.gatun.einsum.Plan;
import dev.gatun.einsum.Plans;
import dev.gatun.gemm.Backend;
import dev.gatun.layout.DType;
import dev.gatun.layout.Layout;
import dev.gatun.layout.ShapeException;
import dev.gatun.memory.Overlap;
import java.lang.foreign.MemorySegment;

/**
 * An Einstein summation that is planned for operands of given shapes: it can be looked at, kept, and run again with other
 * operands. {@link Tensor#einsum} is the short way, which makes such a plan at its first call and finds it at the next.
 *
 * <pre>{@code
 * Einsum einsum = Einsum.plan("ik,jkl,il->ij", new long[] {64, 64}, new long[] {64, 64, 64}, new long[] {64, 64});
 * System.out.println(einsum);       // flops, the largest intermediate, what is done step by step
 * Tensor c = einsum.run(a, b, d);
 * }</pre>
 *
 * <p>The rules are NumPy's. Two operands at a time are contracted, in an order that takes the fewest operations (the best
 * one up to 8 operands); each such step is a view, a sum, an elementwise product, or one batched product of matrices. The
 * plan that is shown is that for operands that lie contiguously; operands of other strides can be given, too, and are planned
 * for when they come. Immutable, and may be used by many threads at a time.
 */
public final class Einsum {
    private final Plan plan;
    private final Layout[] shapes;

    private Einsum(Plan plan, Layout[] shapes) {
        this.plan = plan;
        this.shapes = shapes;
    }

    /**
     * Makes the plan.
     *
     * @param subscripts a label for each dimension of each operand, and of the result after {@code ->}; see {@link
     *     Tensor#einsum}
     * @param shapes the shapes of the operands, one or more
     * @return the plan
     * @throws ShapeException if the shapes do not fit the subscripts or each other
     * @throws IllegalArgumentException if the subscripts are malformed or name another number of operands
     */
    public static Einsum plan(String subscripts, long[]... shapes) {
        Layout[] layouts = new Layout[shapes.length];
        for (int i = 0; i < shapes.length; i++) {
            layouts[i] = Layout.contiguous(shapes[i]);
        }
        return new Einsum(Plans.of(subscripts, layouts, null), layouts);
    }

    /**
     * The subscripts.
     *
     * @return as they were given
     */
    public String subscripts() {
        return plan.subscripts();
    }

    /**
     * The shape of the result.
     *
     * @return a fresh array
     */
    public long[] shape() {
        return plan.out().shape();
    }

    /**
     * What one loop over all labels would take.
     *
     * @return floating-point operations, counted as opt_einsum does: for each index of all labels a multiplication for each
     *     operand but one, and an addition if anything is summed
     */
    public double naiveFlops() {
        return plan.naiveFlops();
    }

    /**
     * What the contraction two by two takes, in the order that is planned.
     *
     * @return floating-point operations
     */
    public double flops() {
        return plan.flops();
    }

    /**
     * The size of the largest array that is made on the way, the result included.
     *
     * @return elements
     */
    public double largestIntermediate() {
        return plan.largestIntermediate();
    }

    /**
     * Computes.
     *
     * @param operands FLOAT32 tensors of the shapes that were planned, any strides
     * @return a fresh tensor, or of one operand that is only permuted or whose diagonal is taken, a view
     * @throws ShapeException if an operand has another shape
     * @throws IllegalArgumentException if there are more or fewer operands, or one is not FLOAT32
     */
    public Tensor run(Tensor... operands) {
        return run(Backend.AUTO, operands);
    }

    /**
     * Computes by a backend of the caller's choice.
     *
     * @param backend what multiplies
     * @param operands FLOAT32 tensors of the shapes that were planned, any strides
     * @return a fresh tensor, or of one operand that is only permuted or whose diagonal is taken, a view
     * @throws ShapeException if an operand has another shape
     * @throws IllegalArgumentException if there are more or fewer operands, or one is not FLOAT32
     * @throws IllegalStateException if the backend cannot be had on this machine
     */
    public Tensor run(Backend backend, Tensor... operands) {
        checkShapes(operands);
        return fresh(backend, subscripts(), operands);
    }

    /**
     * Computes into memory that the caller holds.
     *
     * @param out a FLOAT32 tensor of the result's shape, overwritten; any strides, and it may overlap an operand
     * @param operands FLOAT32 tensors of the shapes that were planned, any strides
     * @return out
     * @throws ShapeException if an operand or out has another shape, or out repeats elements
     * @throws IllegalArgumentException if there are more or fewer operands, or a tensor is not FLOAT32
     */
    public Tensor runInto(Tensor out, Tensor... operands) {
        return runInto(out, Backend.AUTO, operands);
    }

    /**
     * Computes into memory that the caller holds, by a backend of the caller's choice.
     *
     * @param out a FLOAT32 tensor of the result's shape, overwritten; any strides, and it may overlap an operand
     * @param backend what multiplies
     * @param operands FLOAT32 tensors of the shapes that were planned, any strides
     * @return out
     * @throws ShapeException if an operand or out has another shape, or out repeats elements
     * @throws IllegalArgumentException if there are more or fewer operands, or a tensor is not FLOAT32
     * @throws IllegalStateException if the backend cannot be had on this machine
     */
    public Tensor runInto(Tensor out, Backend backend, Tensor... operands) {
        checkShapes(operands);
        return into(out, backend, subscripts(), operands);
    }

    private void checkShapes(Tensor... operands) {
        if (operands.length != shapes.length) {
            throw new IllegalArgumentException("einsum \"" + subscripts() + "\": planned for " + shapes.length
                    + (shapes.length == 1 ? " operand, " : " operands, ") + operands.length + " given");
        }
        for (int i = 0; i < shapes.length; i++) {
            Layout planned = shapes[i];
            Layout given = operands[i].layout();
            boolean same = planned.rank() == given.rank();
            for (int d = 0; same && d < planned.rank(); d++) {
                same = planned.size(d) == given.size(d);
            }
            if (!same) {
                throw new ShapeException("einsum \"" + subscripts() + "\": operand " + i + " is planned with shape "
                        + ShapeException.show(planned.shape()) + " and has " + ShapeException.show(given.shape()));
            }
        }
    }

    static Tensor fresh(Backend backend, String subscripts, Tensor... operands) {
        MemorySegment[] memory = new MemorySegment[operands.length];
        Layout[] layouts = new Layout[operands.length];
        look(operands, memory, layouts);
        Plan plan = Plans.of(subscripts, layouts, null);
        Layout view = operands.length == 1 ? plan.viewOf(layouts[0]) : null;
        if (view != null) {
            return operands[0].view(view);
        }
        Tensor result = Tensor.unwritten(plan.out());
        plan.run(backend, memory, layouts, result.segment(), plan.out());
        return result;
    }

    static Tensor into(Tensor out, Backend backend, String subscripts, Tensor... operands) {
        out.require("einsum", DType.FLOAT32);
        MemorySegment[] memory = new MemorySegment[operands.length];
        Layout[] layouts = new Layout[operands.length];
        look(operands, memory, layouts);
        if (out.segment().isReadOnly()) {
            throw new IllegalArgumentException("einsum \"" + subscripts + "\": the memory of the output is read-only");
        }
        Plan plan = Plans.of(subscripts, layouts, out.layout());
        if (overlaps(out, operands)) {
            Tensor aside = Tensor.unwritten(Layout.contiguous(out.shape()));
            Plans.of(subscripts, layouts, null).run(backend, memory, layouts, aside.segment(), aside.layout());
            aside.copyTo(out);
        } else {
            plan.run(backend, memory, layouts, out.segment(), out.layout());
        }
        return out;
    }

    /** What the operands are made of. */
    private static void look(Tensor[] operands, MemorySegment[] memory, Layout[] layouts) {
        for (int i = 0; i < operands.length; i++) {
            operands[i].require("einsum", DType.FLOAT32);
            memory[i] = operands[i].segment();
            layouts[i] = operands[i].layout();
        }
    }

    private static boolean overlaps(Tensor out, Tensor... operands) {
        for (Tensor operand : operands) {
            if (Overlap.mayOverlap(
                    out.segment(), out.layout(), Float.BYTES, operand.segment(), operand.layout(), Float.BYTES)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The plan as a person reads it, after opt_einsum's {@code contract_path}.
     *
     * @return lines: naive and optimised flops, the largest intermediate, and for each step its subscripts and what executes
     *     it: a view, a sum, an elementwise product, or a product with m, n, k, batch and how each operand is read
     */
    @Override
    public String toString() {
        return plan.toString();
    }
}
