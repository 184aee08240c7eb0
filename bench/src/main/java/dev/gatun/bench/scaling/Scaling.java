package dev.gatun.bench.scaling;

import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.sgemm.Contender;
import dev.gatun.bench.sgemm.Effort;
import dev.gatun.bench.sgemm.Product;
import dev.gatun.bench.sgemm.Row;
import dev.gatun.bench.sgemm.Sgemm;
import dev.gatun.bench.sgemm.Transposes;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Square products that were measured with several numbers of threads.
 *
 * @param effort how much time it was given
 * @param byThreads what was measured with each number of threads, the least first
 */
public record Scaling(Effort effort, List<Sgemm> byThreads) {
    /** From a product of 0.3 us to one of 1.2 s on a core of today, each eight times the one before. */
    private static final List<Product> ALL = IntStream.of(16, 32, 64, 128, 256, 512, 1024, 2048, 4096)
            .mapToObj(size -> new Product(new Shape(size, size, size), Transposes.NN, "a size"))
            .toList();

    /** The products in whose name the expression is found. */
    public static List<Product> matching(Pattern filter) {
        return ALL.stream()
                .filter(product -> filter.matcher(product.toString()).find())
                .toList();
    }

    /** 1, 2, 4 and so on, and the most. */
    public static List<Integer> threads(int most) {
        List<Integer> threads = new ArrayList<>();
        for (int number = 1; number < most; number *= 2) {
            threads.add(number);
        }
        threads.add(most);
        return List.copyOf(threads);
    }

    /** How many times as fast as on one thread. */
    OptionalDouble speedUp(Sgemm sgemm, Product product, Contender contender) {
        OptionalDouble nanos = nanos(sgemm, product, contender);
        OptionalDouble alone = nanos(byThreads.getFirst(), product, contender);
        return nanos.isPresent() && alone.isPresent()
                ? OptionalDouble.of(alone.getAsDouble() / nanos.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble nanos(Sgemm sgemm, Product product, Contender contender) {
        return sgemm.row(product, contender).nanos();
    }

    /** What to say of contenders that failed or computed something else. */
    public List<String> complaints() {
        return byThreads.stream()
                .flatMap(sgemm -> sgemm.wrong().stream()
                        .map(row -> row.contender().id() + " at " + row.product() + ", threads " + sgemm.threads()
                                + ": " + row.reason()))
                .toList();
    }

    /** The rounds of a product by a contender, one after the other; one that failed once failed. */
    static Row join(Row one, Row other) {
        if (one.failed() || other.failed()) {
            return one.failed() ? one : other;
        }
        if (one.forks().isEmpty() || other.forks().isEmpty()) {
            return one.forks().isEmpty() ? other : one;
        }
        List<Row> both = List.of(one, other);
        return new Row(
                one.product(),
                one.contender(),
                both.stream().flatMap(row -> row.forks().stream()).toList(),
                "",
                false);
    }
}
