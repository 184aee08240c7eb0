package dev.gatun.bench.elementwise;

import dev.gatun.bench.measure.Case;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * An operation on matrices of some size.
 *
 * @param operation the operation
 * @param rows rows of the matrices
 * @param columns their columns
 */
public record ElementwiseCase(Operation operation, int rows, int columns) implements Case {
    /** So many elements take as long as the memory takes, not as long as calling does. */
    private static final long STREAMING = 1_000_000;

    /** Up to so many, calling is all. */
    private static final long SMALL = 100;

    private static final long CACHE_LINE = 64;

    private static final int[][] SIZES = {{1, 1}, {10, 10}, {100, 100}, {1000, 1000}, {5000, 6000}};

    /** All of them, in the order of the table. */
    static final List<ElementwiseCase> ALL = Arrays.stream(Operation.values())
            .flatMap(operation -> Arrays.stream(SIZES)
                    .map(size -> new ElementwiseCase(operation, size[0], size[1]))
                    .filter(of -> of.elements() > 1 || !operation.copies()))
            .toList();

    static ElementwiseCase of(String id) {
        return ALL.stream()
                .filter(known -> known.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no case " + id));
    }

    /** Those in whose name the expression is found. */
    public static List<ElementwiseCase> matching(Pattern filter) {
        return ALL.stream()
                .filter(known -> filter.matcher(known.toString()).find())
                .toList();
    }

    /** {@code add-row-10x10}. */
    @Override
    public String id() {
        return operation.id() + "-" + rows + "x" + columns;
    }

    /** Elements of a matrix. */
    int elements() {
        return rows * columns;
    }

    long[] result() {
        return operation.result(rows, columns);
    }

    /** Elements of the result. */
    int results() {
        return Math.toIntExact(LongStream.of(result()).reduce(1, (a, b) -> a * b));
    }

    long resultBytes() {
        return (long) operation.resultBytes() * results();
    }

    /** Whether it is compared with the triad: it is large, and reads and writes in the order in which things lie. */
    boolean streams() {
        return elements() >= STREAMING && operation.contiguous();
    }

    /** Whether what is seen at it is what a call costs. */
    boolean small() {
        return elements() <= SMALL;
    }

    /** Bytes read and written, as STREAM counts: what the program asks for; what lies between two steps counts twice. */
    long moved() {
        return memory() + intermediateBytes();
    }

    /** Bytes of memory that are touched: operands, what lies between two steps, the result. */
    long memory() {
        return operands() + intermediateBytes() + resultBytes();
    }

    /** Bytes of memory that a call with fresh results takes, no less than a cache line each. */
    long bytesOfResults() {
        return operation == Operation.ARGMAX ? 0 : Math.max(CACHE_LINE, resultBytes()) + intermediateBytes();
    }

    private long operands() {
        return operation.operands().stream()
                .mapToLong(operand -> operand.bytes(rows, columns))
                .sum();
    }

    private long intermediateBytes() {
        return (long) operation.intermediates() * Float.BYTES * elements();
    }

    /** Operations that there are, for somebody whose filter finds none. */
    public static List<String> operations() {
        return Stream.of(Operation.values()).map(Operation::id).toList();
    }

    /** {@code add-row 10x10}. */
    @Override
    public String toString() {
        return operation.id() + " " + rows + "x" + columns;
    }
}
