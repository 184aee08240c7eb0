package dev.gatun.bench.gate.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Holm's correction ("A Simple Sequentially Rejective Multiple Test Procedure", Scandinavian Journal of Statistics 6, 1979):
 * where many things are tested, one of them looks changed by chance. The smallest p-value is multiplied by how many there
 * are, the next by one less, and so on; comparing the results with a limit keeps the probability of even one false alarm
 * among all below that limit.
 */
public final class Holm {
    private Holm() {}

    /** The corrected values, in the order given. */
    public static double[] adjust(double... p) {
        int[] order = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> p[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[p.length];
        double largest = 0;
        for (int rank = 0; rank < order.length; rank++) {
            largest = Math.max(largest, Math.min(1, (p.length - rank) * p[order[rank]]));
            adjusted[order[rank]] = largest;
        }
        return adjusted;
    }
}
