package dev.gatun.bench.elementwise;

import static dev.gatun.bench.elementwise.Operand.A;
import static dev.gatun.bench.elementwise.Operand.B;
import static dev.gatun.bench.elementwise.Operand.C;
import static dev.gatun.bench.elementwise.Operand.COLUMN;
import static dev.gatun.bench.elementwise.Operand.MASK;
import static dev.gatun.bench.elementwise.Operand.ROW;

import dev.gatun.layout.DType;
import java.util.List;
import java.util.Locale;

/** What is measured, in the order of the table. */
enum Operation {
    /** {@code a + b}. */
    ADD(A, B),
    /** {@code a * b + c}, two operations as a user writes them. */
    MUL_ADD(A, B, C),
    /** A matrix and a row vector. */
    ADD_ROW(A, ROW),
    /** A matrix and a column vector. */
    ADD_COLUMN(A, COLUMN),
    /** {@code a * 2.5}. */
    SCALE(A),
    /** {@code max(a, 0)}. */
    RELU(A),
    /** {@code e^a}. */
    EXP(A),
    /** The hyperbolic tangent. */
    TANH(A),
    /** {@code a > b}. */
    GREATER(A, B),
    /** {@code a} where a mask holds, else {@code b}. */
    WHERE(MASK, A, B),
    /** The transposed matrix, made contiguous. */
    TRANSPOSE(A),
    /** Every other column, made contiguous. */
    SLICE(A),
    /** The sum of all. */
    SUM(A),
    /** A sum for each row. */
    SUM_ROWS(A),
    /** A sum for each column. */
    SUM_COLUMNS(A),
    /** Where the largest is, among all. */
    ARGMAX(A),
    /** {@code a * b}, summed for each row; one pass in Gatun. */
    MUL_SUM(A, B),
    /** {@code max(a + bias, 0)} with a bias for each column; one pass in Gatun. */
    ADD_RELU(A, ROW);

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed
    private final List<Operand> operands;

    Operation(Operand... operands) {
        this.operands = List.of(operands);
    }

    /** Its name in tables and files. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Operand> operands() {
        return operands;
    }

    /** Whether its operands are in [0, 1), since it adds many of them up: sums cannot cancel. */
    boolean positive() {
        return switch (this) {
            case SUM, SUM_ROWS, SUM_COLUMNS, MUL_SUM -> true;
            default -> false;
        };
    }

    /** Whether all of it is read and written in the order in which it lies. */
    boolean contiguous() {
        return this != TRANSPOSE && this != SLICE;
    }

    /** Whether it copies; a single element that is made contiguous is no work, but a view. */
    boolean copies() {
        return !contiguous();
    }

    /** How many elements as large as the matrix lie between its two steps. */
    int intermediates() {
        return this == MUL_ADD ? 1 : 0;
    }

    long[] result(int rows, int columns) {
        return switch (this) {
            case TRANSPOSE -> new long[] {columns, rows};
            case SLICE -> new long[] {rows, (columns + 1) / 2};
            case SUM, ARGMAX -> new long[0];
            case SUM_ROWS, MUL_SUM -> new long[] {rows};
            case SUM_COLUMNS -> new long[] {columns};
            default -> new long[] {rows, columns};
        };
    }

    /** What a result is that is a tensor. */
    DType dtype() {
        return this == GREATER ? DType.BOOL : DType.FLOAT32;
    }

    /** Bytes of an element of the result. */
    int resultBytes() {
        return switch (this) {
            case GREATER -> 1;
            case ARGMAX -> Long.BYTES;
            default -> Float.BYTES;
        };
    }
}
