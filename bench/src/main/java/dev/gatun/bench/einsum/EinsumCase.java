package dev.gatun.bench.einsum;

import dev.gatun.Einsum;
import dev.gatun.bench.measure.Case;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A contraction that is measured.
 *
 * @param id its name in files, of letters, digits and dashes
 * @param subscripts letters only, with an output
 * @param shapes one list of sizes for each operand
 * @param matmul whether {@code matmul} computes the same, and how
 * @param contiguous whether a result that is a view is made contiguous
 * @param why what is seen at this one
 */
public record EinsumCase(
        String id, String subscripts, List<List<Long>> shapes, Matmul matmul, boolean contiguous, String why)
        implements Case {
    /** How a case is written as a matrix product. */
    enum Matmul {
        /** It is none. */
        NONE,
        /** {@code a.matmul(b)}. */
        PLAIN,
        /** {@code a.matmul(b.transpose(-1, -2))}. */
        RIGHT_TRANSPOSED
    }

    private static final long SEED = 784;

    /** Operations in the order with the fewest; 0 where nothing is computed. */
    double flops() {
        long[][] sizes = shapes.stream()
                .map(shape -> shape.stream().mapToLong(Long::longValue).toArray())
                .toArray(long[][]::new);
        return Einsum.plan(subscripts, sizes).flops();
    }

    /** All of them, in the order of the table. */
    static final List<EinsumCase> ALL = all();

    private static List<EinsumCase> all() {
        List<EinsumCase> all = new ArrayList<>();
        product(all, "lesson", "ik,kj->ij", "5 784, 784 10", "the lesson's: the price of finding the plan shows");
        product(all, "square-256", "ik,kj->ij", "256 256, 256 256", "a product in the caches");
        product(all, "square-1024", "ik,kj->ij", "1024 1024, 1024 1024", "a product out of them");
        product(all, "batch", "bij,bjk->bik", "32 64 64, 32 64 64", "a batch of small products");
        all.add(new EinsumCase(
                "attention",
                "bhqd,bhkd->bhqk",
                shapes("4 8 128 64, 4 8 128 64"),
                Matmul.RIGHT_TRANSPOSED,
                false,
                "queries by keys: two batch labels, the right operand lies transposed"));
        product(all, "matrix-vector", "ij,j->i", "1024 1024, 1024", "each element is read once");
        other(all, "outer", "i,j->ij", "1024, 1024", "all is writing the result");
        other(all, "dot", "ij,ij->", "1024 1024, 1024 1024", "all is reading the operands");
        other(all, "trace", "ii->", "1024 1024", "a sum along a diagonal, an element a page");
        all.add(new EinsumCase(
                "transpose",
                "ijk->kji",
                shapes("64 128 256"),
                Matmul.NONE,
                true,
                "a view made contiguous: source and target disagree on all dimensions"));
        other(all, "bilinear", "ik,jkl,il->ij", "64 64, 64 64 64, 64 64", "three operands, one of them large");
        other(
                all,
                "chain",
                "abcd,cdef,efgh->abgh",
                "8 8 8 8, 8 8 8 8, 8 8 8 8",
                "two products, once labels are fused; the naive loop takes 48 times as many operations");
        other(
                all,
                "heads",
                "bnd,dhk->bhnk",
                "8 64 256, 256 4 64",
                "a projection to heads: the result is laid out anew");
        return List.copyOf(all);
    }

    private static void product(List<EinsumCase> to, String id, String subscripts, String shapes, String why) {
        to.add(new EinsumCase(id, subscripts, shapes(shapes), Matmul.PLAIN, false, why));
    }

    private static void other(List<EinsumCase> to, String id, String subscripts, String shapes, String why) {
        to.add(new EinsumCase(id, subscripts, shapes(shapes), Matmul.NONE, false, why));
    }

    private static List<List<Long>> shapes(String text) {
        return Arrays.stream(text.split(", ", -1))
                .map(shape ->
                        Arrays.stream(shape.split(" ", -1)).map(Long::valueOf).toList())
                .toList();
    }

    static EinsumCase of(String id) {
        return ALL.stream()
                .filter(known -> known.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no case " + id));
    }

    /** Those in whose name the expression is found. */
    public static List<EinsumCase> matching(Pattern filter) {
        return ALL.stream()
                .filter(known -> filter.matcher(known.toString()).find())
                .toList();
    }

    long[] shape(int operand) {
        return shapes.get(operand).stream().mapToLong(Long::longValue).toArray();
    }

    /** The number of indices of a label. */
    int size(char label) {
        String[] terms = subscripts.split("->", -1)[0].split(",", -1);
        for (int i = 0; i < terms.length; i++) {
            int d = terms[i].indexOf(label);
            if (d >= 0) {
                return Math.toIntExact(shapes.get(i).get(d));
            }
        }
        throw new IllegalArgumentException("no label " + label + " in " + subscripts);
    }

    /** Labels of an operand, or of the result, which comes after them. */
    String term(int operand) {
        return subscripts.split(",|->", -1)[operand];
    }

    String output() {
        return term(shapes.size());
    }

    /** How many elements the result has. */
    int results() {
        return (int) count(output());
    }

    double count(String labels) {
        return labels.chars()
                .distinct()
                .mapToDouble(label -> size((char) label))
                .reduce(1, (a, b) -> a * b);
    }

    /** All labels, once each. */
    String labels() {
        return subscripts
                .chars()
                .filter(Character::isLetter)
                .distinct()
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    /** Operands in [0, 1), row-major, the same at every call: sums of them cannot cancel. */
    List<float[]> operands() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<float[]> operands = new ArrayList<>();
        for (List<Long> shape : shapes) {
            float[] values = new float
                    [Math.toIntExact(shape.stream().mapToLong(Long::longValue).reduce(1, (a, b) -> a * b))];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            operands.add(values);
        }
        return operands;
    }

    /** Its name: {@code ik,kj->ij 5x784,784x10}. */
    @Override
    public String toString() {
        return subscripts + " "
                + shapes.stream()
                        .map(shape -> shape.stream().map(String::valueOf).collect(Collectors.joining("x")))
                        .collect(Collectors.joining(","));
    }
}
