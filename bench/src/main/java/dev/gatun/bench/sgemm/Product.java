package dev.gatun.bench.sgemm;

import dev.gatun.bench.measure.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A product that is measured.
 *
 * @param shape its sizes
 * @param transposes how its operands lie in memory
 * @param why what is seen at this one
 */
public record Product(Shape shape, Transposes transposes, String why) {
    /** From 16 x 16 x 16 on, the dispatcher must not be seen; below it is allowed some nanoseconds. */
    private static final double LARGE = 2.0 * 16 * 16 * 16;

    /** All of them, in the order of the table. */
    static final List<Product> ALL = all();

    private static List<Product> all() {
        List<Product> all = new ArrayList<>();
        square(all, 4, "the price of a call, the product is nothing beside it");
        square(all, 8, "a vector of 256 bits is a row");
        square(all, 16, "a vector of 512 bits is a row");
        square(all, 32, "small enough that packing would cost more than it brings");
        square(all, 48, "three vectors of 512 bits, the width of a register tile");
        square(all, 64, "operands fit the first-level cache");
        square(all, 96, "two register tiles wide");
        square(all, 127, "edges: one less than whole vectors and tiles");
        square(all, 128, "rows a power of 2 apart, which share few sets of a cache");
        square(all, 129, "edges: one more than whole vectors and tiles");
        square(all, 192, "whole tiles, no power of 2");
        square(all, 256, "operands fit the second-level cache");
        square(all, 384, "one block of a blocked product deep");
        square(all, 512, "large enough for all the blocking there is");
        square(all, 768, "two blocks deep, no power of 2");
        square(all, 1000, "nothing divides it well");
        square(all, 1024, "the size that papers quote; rows a power of 2 apart");
        square(all, 2048, "operands outgrow the caches");
        product(all, 5, 784, 10, "the lesson's: five images, ten classes");
        product(all, 64, 784, 50, "a batch of images, a hidden layer");
        product(all, 50_000, 784, 50, "all images of MNIST at once: tall, and larger than the caches");
        product(all, 1, 1024, 1024, "a vector by a matrix: each element is read once, for one sum");
        product(all, 1024, 1024, 1, "a matrix by a vector: sums along the rows");
        product(all, 1, 4096, 4096, "a vector by a matrix out of memory: bandwidth is all");
        product(all, 8, 4096, 4096, "a small batch by a matrix out of memory: to be read once, not eight times");
        product(all, 1024, 1, 1024, "an outer product: all is writing the result");
        product(all, 128, 64, 128, "an attention head: queries by keys");
        product(all, 32, 2048, 32, "long sums for a small result: only k can be split");
        product(all, 2048, 32, 2048, "short sums for a large result: packing and writing weigh most");
        for (Transposes transposes : List.of(Transposes.NT, Transposes.TN, Transposes.TT)) {
            all.add(new Product(new Shape(64, 784, 50), transposes, "a layer's gradients are such products"));
        }
        for (int size : new int[] {256, 1000}) {
            for (Transposes transposes : List.of(Transposes.NT, Transposes.TN, Transposes.TT)) {
                all.add(new Product(new Shape(size, size, size), transposes, "packing across the rows of an operand"));
            }
        }
        return List.copyOf(all);
    }

    private static void square(List<Product> to, int size, String why) {
        product(to, size, size, size, why);
    }

    private static void product(List<Product> to, int m, int k, int n, String why) {
        to.add(new Product(new Shape(m, k, n), Transposes.NN, why));
    }

    /** Those whose name the expression is found in. */
    public static List<Product> matching(Pattern filter) {
        return ALL.stream()
                .filter(product -> filter.matcher(product.toString()).find())
                .toList();
    }

    /** Whether nanoseconds around the product no longer count. */
    boolean isLarge() {
        return shape.flops() >= LARGE;
    }

    /** Its name: {@code 64x784x50 NN}. */
    @Override
    public String toString() {
        return shape + " " + transposes;
    }
}
