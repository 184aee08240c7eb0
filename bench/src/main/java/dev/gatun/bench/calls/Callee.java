package dev.gatun.bench.calls;

import dev.gatun.bench.measure.Case;
import dev.gatun.bench.measure.Shape;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A function in C that is called.
 *
 * @param id its name in files
 * @param sgemm the sizes of the product if it is {@code cblas_sgemm}
 * @param why what is seen at this one
 */
public record Callee(String id, Optional<Shape> sgemm, String why) implements Case {
    /** {@code int64_t gatun_next(int64_t n)}, which adds one. */
    static final Callee NEXT = new Callee("next", Optional.empty(), "the way there and back, and nothing else");

    /** All of them, in the order of the table. */
    static final List<Callee> ALL = List.of(
            NEXT,
            sgemm(1, "fourteen arguments, and what OpenBLAS does before it multiplies"),
            sgemm(4, "the smallest product that somebody might want"),
            sgemm(16, "where the way begins to vanish beside the product"));

    private static Callee sgemm(int size, String why) {
        return new Callee("sgemm-" + size, Optional.of(new Shape(size, size, size)), why);
    }

    /** Those in whose name the expression is found. */
    public static List<Callee> matching(Pattern filter) {
        return ALL.stream()
                .filter(callee -> filter.matcher(callee.toString()).find())
                .toList();
    }

    static Callee of(String id) {
        return ALL.stream()
                .filter(callee -> callee.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no callee " + id));
    }

    /** Its name: {@code sgemm 4x4x4}. */
    @Override
    public String toString() {
        return sgemm.map(shape -> "sgemm " + shape).orElse(id);
    }
}
