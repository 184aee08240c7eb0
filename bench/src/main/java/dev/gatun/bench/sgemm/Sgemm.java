package dev.gatun.bench.sgemm;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.yardstick.Limits;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Products that were measured, by all contenders, and what follows from it.
 *
 * @param effort how much time it was given
 * @param threads how many threads a product was allowed
 * @param place where it was measured
 * @param rows what became of each contender at each product, product by product in the order of {@link Contender}
 */
public record Sgemm(Effort effort, int threads, Place place, List<Row> rows) {
    /**
     * The machine and the JVMs.
     *
     * @param machine the machine
     * @param limits what one core can do
     * @param jvm how the JVMs were started
     * @param facts what they had
     */
    public record Place(Machine machine, Limits limits, ForkedJvm jvm, JvmFacts facts) {}

    /** A number that was found at a product. */
    record At(Product product, double value) {}

    /** The products, in the order of the table. */
    public List<Product> products() {
        return rows.stream().map(Row::product).distinct().toList();
    }

    /** What became of a contender at a product. */
    public Row row(Product product, Contender contender) {
        return rows.stream()
                .filter(row -> row.product().equals(product) && row.contender() == contender)
                .findFirst()
                .orElseThrow();
    }

    /** The share of what as many cores as the product was allowed could do. */
    public OptionalDouble ofPeak(Row row) {
        return row.gflops().isPresent() && place.limits().peakGflops().isPresent()
                ? OptionalDouble.of(row.gflops().getAsDouble()
                        / (place.limits().peakGflops().getAsDouble() * threads))
                : OptionalDouble.empty();
    }

    /** The share of what the roofline model allows: the peak, or what memory can feed if that is less. */
    OptionalDouble ofRoof(Row row) {
        OptionalDouble roof = place.limits().roofGflops(row.product().shape().flopsPerByte(), threads);
        return row.gflops().isPresent() && roof.isPresent()
                ? OptionalDouble.of(row.gflops().getAsDouble() / roof.getAsDouble())
                : OptionalDouble.empty();
    }

    /** How many times as fast as OpenBLAS from C PACKED is. */
    OptionalDouble packedOverC(Product product) {
        return over(
                row(product, Contender.PACKED).nanos(),
                row(product, Contender.OPENBLAS_C).nanos());
    }

    /** How many times as fast as the fastest of the others the dispatcher is. */
    OptionalDouble matmulOverBest(Product product) {
        return over(row(product, Contender.MATMUL).nanos(), best(product));
    }

    /** How much longer than the fastest of the others the dispatcher takes; negative where it is the fastest. */
    OptionalDouble matmulBehindNanos(Product product) {
        OptionalDouble matmul = row(product, Contender.MATMUL).nanos();
        OptionalDouble best = best(product);
        return matmul.isPresent() && best.isPresent()
                ? OptionalDouble.of(matmul.getAsDouble() - best.getAsDouble())
                : OptionalDouble.empty();
    }

    private OptionalDouble best(Product product) {
        return Stream.of(Contender.PACKED, Contender.OPENBLAS, Contender.OPENBLAS_C)
                .flatMapToDouble(contender -> row(product, contender).nanos().stream())
                .min();
    }

    private static OptionalDouble over(OptionalDouble nanos, OptionalDouble otherNanos) {
        return nanos.isPresent() && otherNanos.isPresent()
                ? OptionalDouble.of(otherNanos.getAsDouble() / nanos.getAsDouble())
                : OptionalDouble.empty();
    }

    /** Of {@link #packedOverC} over all products that have it. */
    OptionalDouble packedOverCMean() {
        OptionalDouble meanLog = found(this::packedOverC, product -> true)
                .mapToDouble(at -> Math.log(at.value()))
                .average();
        return meanLog.isPresent() ? OptionalDouble.of(Math.exp(meanLog.getAsDouble())) : OptionalDouble.empty();
    }

    Optional<At> leastPackedOverC() {
        return found(this::packedOverC, product -> true).min(Comparator.comparingDouble(At::value));
    }

    /** The least of {@link #matmulOverBest} among the products in which nanoseconds do not count. */
    Optional<At> leastMatmulOverBest() {
        return found(this::matmulOverBest, Product::isLarge).min(Comparator.comparingDouble(At::value));
    }

    /** The most of {@link #matmulBehindNanos} among the others. */
    Optional<At> mostMatmulBehindNanos() {
        return found(this::matmulBehindNanos, product -> !product.isLarge()).max(Comparator.comparingDouble(At::value));
    }

    /** What the contenders in Java allocate at most, and where. */
    Optional<Row> mostAllocated() {
        return rows.stream()
                .filter(row -> row.contender() != Contender.OPENBLAS_C
                        && row.allocatedBytes().isPresent())
                .max(Comparator.comparingDouble(row -> row.allocatedBytes().getAsDouble()));
    }

    private Stream<At> found(Function<Product, OptionalDouble> number, Predicate<Product> where) {
        return products().stream()
                .filter(where)
                .flatMap(product -> number.apply(product).stream().mapToObj(value -> new At(product, value)));
    }

    /** The rows of contenders that failed or computed something else. */
    public List<Row> wrong() {
        return rows.stream().filter(Row::failed).toList();
    }
}
