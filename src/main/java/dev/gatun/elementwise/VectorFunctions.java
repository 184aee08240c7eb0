package dev.gatun.elementwise;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Operations on vectors. They give the same results as those on single numbers, to the last bit: arithmetic by IEEE 754, the
 * transcendental functions by doing the same steps, {@link VectorMath}.
 */
final class VectorFunctions {
    private VectorFunctions() {}

    /** As many elements as a vector has lanes. */
    @FunctionalInterface
    interface Unary {
        FloatVector apply(FloatVector a);
    }

    /** As many pairs of elements as a vector has lanes. */
    @FunctionalInterface
    interface Binary {
        FloatVector apply(FloatVector a, FloatVector b);
    }

    /** The vector form, or empty: then the scalar loop is used. */
    static Optional<Unary> of(UnaryOp op) {
        return switch (op) {
            case NEG -> Optional.of(FloatVector::neg);
            case ABS -> Optional.of(FloatVector::abs);
            case SQRT -> Optional.of(FloatVector::sqrt);
            case RELU -> Optional.of(a -> a.max(0));
            case COPY -> Optional.of(a -> a);
            case EXP -> Optional.of(VectorMath::exp);
            case LOG -> Optional.of(VectorMath::log);
            case TANH -> Optional.of(VectorMath::tanh);
            case SIGMOID -> Optional.of(VectorMath::sigmoid);
            case COPY_BOOL, TO_BOOL, TO_FLOAT -> Optional.empty();
        };
    }

    /** The vector form, or empty: then the scalar loop is used. */
    static Optional<Binary> of(BinaryOp op) {
        return switch (op) {
            case ADD -> Optional.of(FloatVector::add);
            case SUB -> Optional.of(FloatVector::sub);
            case MUL -> Optional.of(FloatVector::mul);
            case DIV -> Optional.of(FloatVector::div);
            case MAXIMUM -> Optional.of(FloatVector::max);
            case MINIMUM -> Optional.of(FloatVector::min);
            case ADD_RELU -> Optional.of((a, b) -> a.add(b).max(0));
            case POW, EQ, NE, LT, LE, GT, GE -> Optional.empty();
        };
    }

    /** The vector form of a comparison, where a vector of bytes, which it gives, can have as many lanes as one of floats. */
    static Optional<VectorOperators.Comparison> comparison(BinaryOp op) {
        if (FloatVector.SPECIES_PREFERRED.length() < 8) {
            return Optional.empty();
        }
        return switch (op) {
            case EQ -> Optional.of(VectorOperators.EQ);
            case NE -> Optional.of(VectorOperators.NE);
            case LT -> Optional.of(VectorOperators.LT);
            case LE -> Optional.of(VectorOperators.LE);
            case GT -> Optional.of(VectorOperators.GT);
            case GE -> Optional.of(VectorOperators.GE);
            case ADD, SUB, MUL, DIV, ADD_RELU, POW, MAXIMUM, MINIMUM -> Optional.empty();
        };
    }
}
