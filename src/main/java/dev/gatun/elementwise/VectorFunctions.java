package dev.gatun.elementwise;

import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Operations on vectors. They give the same results as those on single numbers, to the last bit: arithmetic by IEEE 754, the
 * transcendental functions by doing the same steps, {@link VectorMath}.
 */
final class VectorFunctions {
    private static final FloatVector ZERO = FloatVector.zero(FloatVector.SPECIES_PREFERRED);

    private VectorFunctions() {}

    /** As many elements as a vector has lanes. */
    @FunctionalInterface
    interface Unary {
        FloatVector apply(FloatVector a);
    }

    /** The vector form, or empty: then the scalar loop is used. */
    static Optional<Unary> of(UnaryOp op) {
        return switch (op) {
            case NEG -> Optional.of(FloatVector::neg);
            case ABS -> Optional.of(FloatVector::abs);
            case SQRT -> Optional.of(FloatVector::sqrt);
            // Java's maximum takes six instructions for the sake of NaN and signed zeros, which here come out the
            // same.
            case RELU -> Optional.of(a -> a.blend(ZERO, a.compare(VectorOperators.LE, ZERO)));
            case COPY -> Optional.of(a -> a);
            case EXP -> Optional.of(VectorMath::exp);
            case LOG -> Optional.of(VectorMath::log);
            case TANH -> Optional.of(VectorMath::tanh);
            case SIGMOID -> Optional.of(VectorMath::sigmoid);
            case COPY_BOOL, TO_BOOL, TO_FLOAT -> Optional.empty();
        };
    }

    /**
     * What {@code lanewise} is given, or empty: then the scalar loop is used. Not {@code FloatVector::add} and its like, as a call
     * within those is compiled by what all loops of the process did, and loops take vectors of several widths.
     */
    static Optional<VectorOperators.Binary> of(BinaryOp op) {
        return switch (op) {
            case ADD, ADD_RELU -> Optional.of(VectorOperators.ADD);
            case SUB -> Optional.of(VectorOperators.SUB);
            case MUL -> Optional.of(VectorOperators.MUL);
            case DIV -> Optional.of(VectorOperators.DIV);
            case MAXIMUM -> Optional.of(VectorOperators.MAX);
            case MINIMUM -> Optional.of(VectorOperators.MIN);
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
