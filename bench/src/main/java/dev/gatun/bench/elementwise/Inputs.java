package dev.gatun.bench.elementwise;

import dev.gatun.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What a case is computed from in Java, and where it goes to. All of it lies in memory that the library chose, as the
 * operands of a user who never thought of memory do. What the operation does not take is a NaN.
 */
final class Inputs {
    private static final int CHUNK = 1 << 14;

    private final ElementwiseCase of;
    private final Tensor a;
    private final Tensor b;
    private final Tensor c;
    private final Tensor row;
    private final Tensor column;
    private final Tensor mask;
    private final Tensor factor = Tensor.scalar(JavaCalls.FACTOR);
    private final Tensor out;

    /**
     * Makes them.
     *
     * @param intoOut whether there is to be a tensor for the result
     */
    Inputs(ElementwiseCase of, boolean intoOut) {
        this.of = of;
        a = make(Operand.A);
        b = make(Operand.B);
        c = make(Operand.C);
        row = make(Operand.ROW);
        column = make(Operand.COLUMN);
        mask = make(Operand.MASK);
        out = intoOut ? Tensor.zeros(of.result()).to(of.operation().dtype()) : Tensor.scalar(Float.NaN);
    }

    private Tensor make(Operand operand) {
        if (!of.operation().operands().contains(operand)) {
            return Tensor.scalar(Float.NaN);
        }
        Tensor made = Tensor.zeros(operand.shape(of.rows(), of.columns()));
        Numbers numbers = operand.numbers(of.operation().positive());
        MemorySegment memory = made.segment();
        int count = Math.toIntExact(made.numel());
        float[] chunk = new float[CHUNK];
        for (int from = 0; from < count; from += CHUNK) {
            int some = Math.min(CHUNK, count - from);
            numbers.fill(chunk, from, some);
            long at = Float.BYTES * (made.layout().offset() + from);
            MemorySegment.copy(chunk, 0, memory, ValueLayout.JAVA_FLOAT, at, some);
        }
        return operand == Operand.MASK ? made.ge(0) : made;
    }

    /** Makes sure that what is found in the result was computed since: all is NaN, or true. */
    void forget() {
        out.assign(Float.NaN);
    }

    Tensor a() {
        return a;
    }

    Tensor b() {
        return b;
    }

    Tensor c() {
        return c;
    }

    Tensor row() {
        return row;
    }

    Tensor column() {
        return column;
    }

    Tensor mask() {
        return mask;
    }

    /** {@link JavaCalls#FACTOR}, as a tensor. */
    Tensor factor() {
        return factor;
    }

    Tensor out() {
        return out;
    }
}
