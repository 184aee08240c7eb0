package dev.gatun.bench.einsum;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Some elements of a result in double precision, by a loop over all labels that are summed: of large results the first, the
 * last and others at random.
 */
final class EinsumReference {
    /** Half the distance from 1 to the next float: what one operation in float may be off by, relatively. */
    private static final double UNIT = 0x1p-24;

    /** So many products are summed at most for a reference, about a tenth of a second. */
    private static final double MOST = 2e7;

    private static final long SEED = 784;

    private final int results;
    private final int[] places;
    private final double[] values;
    private final double tolerance;

    private EinsumReference(int results, int[] places, double[] values, double tolerance) {
        this.results = results;
        this.places = places;
        this.values = values;
        this.tolerance = tolerance;
    }

    /** The reference for the operands of a case. */
    static EinsumReference of(EinsumCase of) {
        List<float[]> operands = of.operands();
        String output = of.output();
        String summed = of.labels()
                .chars()
                .filter(label -> output.indexOf(label) < 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        double terms = of.count(summed);
        int results = of.results();
        int wanted = (int) Math.clamp(MOST / terms, 2, 4096);
        int[] places = results <= wanted
                ? IntStream.range(0, results).toArray()
                : IntStream.concat(IntStream.of(0, results - 1), new SplittableRandom(SEED).ints(wanted, 0, results))
                        .distinct()
                        .toArray();
        int[] index = new int[128];
        double[] values = new double[places.length];
        for (int i = 0; i < values.length; i++) {
            int rest = places[i];
            for (int d = output.length() - 1; d >= 0; d--) {
                int size = of.size(output.charAt(d));
                index[output.charAt(d)] = rest % size;
                rest /= size;
            }
            values[i] = sum(of, operands, summed, index);
        }
        // So many roundings make an element, in whatever order; the operands are not negative.
        double roundings = (terms + operands.size()) * UNIT;
        return new EinsumReference(results, places, values, roundings / (1 - roundings));
    }

    /** The odometer of the summed labels, the last one turning fastest. */
    private static double sum(EinsumCase of, List<float[]> operands, String summed, int[] index) {
        int[][] strides = new int[operands.size()][summed.length()];
        int[] at = new int[operands.size()];
        for (int o = 0; o < at.length; o++) {
            String term = of.term(o);
            int stride = 1;
            for (int d = term.length() - 1; d >= 0; d--) {
                char label = term.charAt(d);
                int s = summed.indexOf(label);
                if (s >= 0) {
                    strides[o][s] += stride;
                } else {
                    at[o] += index[label] * stride;
                }
                stride *= of.size(label);
            }
        }
        int[] sizes = summed.chars().map(label -> of.size((char) label)).toArray();
        int[] turn = new int[sizes.length];
        double sum = 0;
        while (true) {
            double product = 1;
            for (int o = 0; o < at.length; o++) {
                product *= operands.get(o)[at[o]];
            }
            sum += product;
            int d = turn.length - 1;
            for (; d >= 0; d--) {
                boolean more = ++turn[d] < sizes[d];
                for (int o = 0; o < at.length; o++) {
                    at[o] += more ? strides[o][d] : (1 - sizes[d]) * strides[o][d];
                }
                if (more) {
                    break;
                }
                turn[d] = 0;
            }
            if (d < 0) {
                return sum;
            }
        }
    }

    /**
     * Compares a row-major result.
     *
     * @return why it is not near; empty if it is
     */
    String check(float[] actual) {
        if (actual.length != results) {
            return actual.length + " elements, not " + results;
        }
        for (int i = 0; i < places.length; i++) {
            double error = Math.abs(actual[places[i]] - values[i]);
            if (!(error <= tolerance * values[i])) { // not for NaN
                return "not near the reference: element " + places[i] + " is " + actual[places[i]] + ", not "
                        + values[i];
            }
        }
        return "";
    }
}
