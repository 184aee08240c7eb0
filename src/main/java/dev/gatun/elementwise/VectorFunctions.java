package dev.gatun.elementwise;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/** The operations of {@link BinaryOp} on vectors, for those that have one instruction. */
final class VectorFunctions {
    private VectorFunctions() {}

    /** As many pairs of elements as a vector has lanes. */
    @FunctionalInterface
    interface Binary {
        FloatVector apply(FloatVector a, FloatVector b);
    }

    /** The vector form, or empty: then the scalar loop is used. Results must be the same to the last bit. */
    static Optional<Binary> of(BinaryOp op) {
        return switch (op) {
            case ADD -> Optional.of(FloatVector::add);
            case SUB -> Optional.of(FloatVector::sub);
            case MUL -> Optional.of(FloatVector::mul);
            case DIV -> Optional.of(FloatVector::div);
            case MAXIMUM -> Optional.of(FloatVector::max);
            case MINIMUM -> Optional.of(FloatVector::min);
            case POW, EQ, NE, LT, LE, GT, GE -> Optional.empty();
        };
    }
}
