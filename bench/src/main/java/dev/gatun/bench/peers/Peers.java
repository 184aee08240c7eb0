package dev.gatun.bench.peers;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.Comparison.At;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Pace;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.yardstick.Limits;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Products that were measured, by Gatun and its peers.
 *
 * @param pace how much time it was given
 * @param threads how many threads a product was allowed, of every contender
 * @param place where it was measured
 * @param names name and version of each contender that runs here
 * @param compared what became of each contender at each product
 */
public record Peers(
        Pace pace,
        int threads,
        Place place,
        Map<Contender, String> names,
        Comparison<Multiplication, Contender> compared) {

    /**
     * The machine, the JVMs and the Python.
     *
     * @param machine the machine
     * @param limits what a core of it can do
     * @param jvm how the JVMs were started
     * @param facts what they had
     * @param python the interpreter and its libraries, in words
     * @param pythonBlas the BLAS libraries that it had loaded
     */
    public record Place(
            Machine machine, Limits limits, ForkedJvm jvm, JvmFacts facts, String python, List<String> pythonBlas) {}

    /** Those that matmul is held against, in their order, if they were measured at some product. */
    List<Contender> measuredPeers() {
        return Arrays.stream(Contender.values())
                .filter(contender -> contender != Contender.MATMUL
                        && compared.least(Contender.MATMUL, contender).isPresent())
                .toList();
    }

    /** The products at which a peer is faster than matmul, the most so first. */
    List<At<Multiplication>> leads(Contender peer) {
        return compared.below(1, Contender.MATMUL, List.of(peer));
    }

    /** GFLOP/s of a contender at a product. */
    static OptionalDouble gflops(Row<Multiplication, Contender> row) {
        return row.median().isPresent()
                ? OptionalDouble.of(row.of().shape().flops() / row.median().getAsDouble())
                : OptionalDouble.empty();
    }

    /** A share of the peak of as many cores, or of the roof. */
    private static OptionalDouble share(OptionalDouble gflops, OptionalDouble limit) {
        return gflops.isPresent() && limit.isPresent()
                ? OptionalDouble.of(gflops.getAsDouble() / limit.getAsDouble())
                : OptionalDouble.empty();
    }

    OptionalDouble ofPeak(Row<Multiplication, Contender> row) {
        return share(gflops(row), place.limits.roofGflops(Double.POSITIVE_INFINITY, threads));
    }

    OptionalDouble ofRoof(Row<Multiplication, Contender> row) {
        return share(gflops(row), place.limits.roofGflops(row.of().shape().flopsPerByte(), threads));
    }

    /** What to say of contenders that failed or computed something else. */
    public List<String> complaints() {
        return compared.wrong().stream().map(Row::complaint).toList();
    }
}
