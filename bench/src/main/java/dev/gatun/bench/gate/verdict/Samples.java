package dev.gatun.bench.gate.verdict;

import dev.gatun.bench.gate.stats.Median;
import dev.gatun.bench.gate.verdict.Finding.Figure;
import dev.gatun.bench.gate.verdict.Fork.Bytes;
import java.util.List;
import java.util.stream.Stream;

/**
 * One side of a benchmark.
 *
 * @param forks at least one, in the order in which they ran
 */
public record Samples(List<Fork> forks) {
    /** The logarithms of the costs. */
    public double[] logCosts() {
        return forks.stream().mapToDouble(Fork::logCost).toArray();
    }

    /** What is shown of it. */
    public Figure figure() {
        return new Figure(
                Median.of(forks.stream().map(Fork::value).toList()),
                forks.getFirst().unit(),
                forks.size());
    }

    /** What the forks allocated that say so. */
    public List<Bytes> bytes() {
        return forks.stream().flatMap(fork -> fork.bytes().stream()).toList();
    }

    /** These and others of the same code. */
    public Samples and(Samples others) {
        return new Samples(Stream.concat(forks.stream(), others.forks.stream()).toList());
    }
}
