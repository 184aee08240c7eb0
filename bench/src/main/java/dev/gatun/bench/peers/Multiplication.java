package dev.gatun.bench.peers;

import dev.gatun.bench.measure.Case;
import dev.gatun.bench.measure.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A product that is measured.
 *
 * @param shape its sizes
 * @param why what is seen at this one
 */
public record Multiplication(Shape shape, String why) implements Case {
    /** All of them, in the order of the table; none that takes the slowest peer more than some seconds. */
    static final List<Multiplication> ALL = all();

    private static List<Multiplication> all() {
        List<Multiplication> all = new ArrayList<>();
        add(all, 4, 4, 4, "the price of a call");
        add(all, 16, 16, 16, "a vector of 512 bits is a row");
        add(all, 32, 32, 32, "small");
        add(all, 64, 64, 64, "operands fit the first-level cache");
        add(all, 128, 128, 128, "rows a power of 2 apart");
        add(all, 256, 256, 256, "operands fit the second-level cache");
        add(all, 512, 512, 512, "large enough for all the blocking there is");
        add(all, 1000, 1000, 1000, "nothing divides it well");
        add(all, 1024, 1024, 1024, "the size that papers quote");
        add(all, 2048, 2048, 2048, "operands outgrow the caches");
        add(all, 5, 784, 10, "the lesson's: five images, ten classes");
        add(all, 64, 784, 50, "a batch of images, a hidden layer");
        add(all, 1, 1024, 1024, "a vector by a matrix");
        add(all, 1024, 1024, 1, "a matrix by a vector");
        add(all, 8, 4096, 4096, "a small batch by a matrix out of memory");
        add(all, 1024, 1, 1024, "an outer product");
        add(all, 128, 64, 128, "an attention head");
        add(all, 32, 2048, 32, "long sums for a small result");
        add(all, 2048, 32, 2048, "short sums for a large result");
        return List.copyOf(all);
    }

    private static void add(List<Multiplication> to, int m, int k, int n, String why) {
        to.add(new Multiplication(new Shape(m, k, n), why));
    }

    /** Those in whose name the expression is found. */
    public static List<Multiplication> matching(Pattern filter) {
        return ALL.stream()
                .filter(product -> filter.matcher(product.toString()).find())
                .toList();
    }

    @Override
    public String id() {
        return shape.toString();
    }

    /** Its name: {@code 64x784x50}. */
    @Override
    public String toString() {
        return shape.toString();
    }
}
