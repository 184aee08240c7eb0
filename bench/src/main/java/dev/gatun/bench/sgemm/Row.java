package dev.gatun.bench.sgemm;

import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.sgemm.ForkTimer.Fork;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of a contender at a product.
 *
 * @param product the product
 * @param contender the contender
 * @param forks what each JVM measured, in the order of the rounds; empty if it was not measured
 * @param reason why it was not measured; empty if it was
 * @param failed whether it threw, or computed something else; not so if it is just not to be had here
 */
public record Row(Product product, Contender contender, List<Fork> forks, String reason, boolean failed) {
    static Row ok(Product product, Contender contender, List<Fork> forks) {
        return new Row(product, contender, List.copyOf(forks), "", false);
    }

    static Row missing(Product product, Contender contender, String reason) {
        return new Row(product, contender, List.of(), reason, false);
    }

    static Row failed(Product product, Contender contender, String reason) {
        return new Row(product, contender, List.of(), reason, true);
    }

    /** What a call costs: the median over the JVMs. */
    Optional<Timing> timing() {
        return forks.isEmpty()
                ? Optional.empty()
                : Optional.of(Timing.of(forks.stream().mapToDouble(Fork::nanos).toArray()));
    }

    /** The median over the JVMs, in nanoseconds. */
    public OptionalDouble nanos() {
        return timing().stream().mapToDouble(Timing::median).findFirst();
    }

    /** The same as GFLOP/s. */
    public OptionalDouble gflops() {
        return timing().stream()
                .mapToDouble(timing -> product.shape().flops() / timing.median()) // operations per nanosecond
                .findFirst();
    }

    /** What a call allocates on the Java heap, in the JVM where that is most: they compile differently. */
    OptionalDouble allocatedBytes() {
        return forks.stream().mapToDouble(Fork::allocatedBytes).max();
    }
}
