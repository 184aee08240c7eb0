package dev.gatun.einsum;

import java.util.ArrayList;
import java.util.List;

/**
 * In which order many operands are contracted, two at a time. What counts is the number of floating-point operations, then
 * the size of the largest intermediate. Up to {@value #MOST_EXACT} operands the best order is found by dynamic programming
 * over all subsets, as in opt_einsum's {@code paths.py}; of more, the cheapest pair that shares a label is contracted until so
 * many are left.
 *
 * <p>Flops are counted as opt_einsum does: one for each index of all labels of a pair, two where something is summed.
 *
 * @param steps pairs, in the order in which they are contracted
 * @param naiveFlops of one loop over all labels
 * @param flops of all steps
 * @param largest elements of the largest result of a step
 */
record ContractionOrder(List<Pair> steps, double naiveFlops, double flops, double largest) {
    /** Operands whose order is the best there is. */
    static final int MOST_EXACT = 8;

    /** Labels that a set in a long holds. */
    private static final int MOST_LABELS = Long.SIZE;

    /**
     * Two values become one. Values have numbers: first the operands, then the results of the steps.
     *
     * @param a the first
     * @param b the second
     * @param kept the result's labels, in no order that matters
     */
    record Pair(int a, int b, String kept) {}

    /**
     * Finds the order. Each operand is summed first over the labels that it has alone.
     *
     * @param contraction for the sizes
     * @param operands labels of each operand, each once
     * @param output labels of the result
     */
    static ContractionOrder of(Contraction contraction, List<String> operands, String output) {
        return new Search(contraction, operands, output).order();
    }

    /** Sets of labels are bits of a long here, which a search over subsets can afford. */
    private static final class Search {
        private final String labels;
        private final double[] sizes;
        private final long output;
        private final List<Pair> steps = new ArrayList<>();
        private double flops;
        private double largest;

        /** What is still to be contracted: numbers and labels. */
        private final List<Integer> numbers = new ArrayList<>();

        private final List<Long> sets = new ArrayList<>();
        private int next;

        Search(Contraction contraction, List<String> operands, String output) {
            String all = "";
            for (String operand : operands) {
                all = Labels.union(all, operand);
            }
            labels = all;
            sizes = new double[all.length()];
            for (int l = 0; l < sizes.length; l++) {
                sizes[l] = contraction.size(all.charAt(l));
            }
            if (labels.length() > MOST_LABELS) {
                throw new IllegalArgumentException(
                        Subscripts.quoted(contraction.subscripts().text()) + ": " + labels.length()
                                + " labels; at most " + MOST_LABELS + " can be longer than 1");
            }
            this.output = set(output);
            for (String operand : operands) {
                numbers.add(next++);
                sets.add(set(operand));
            }
        }

        ContractionOrder order() {
            long all = 0;
            for (long set : sets) {
                all |= set;
            }
            int count = numbers.size();
            double naive = count(all) * (Math.max(1, count - 1) + (all == output ? 0 : 1));
            for (int i = 0; i < count; i++) {
                sumAlone(i);
            }
            while (numbers.size() > MOST_EXACT) {
                contractCheapest();
            }
            if (numbers.size() > 1) {
                contract(new Subsets());
            }
            return new ContractionOrder(List.copyOf(steps), naive, flops, Math.max(largest, count(output)));
        }

        private void sumAlone(int i) {
            long kept = sets.get(i) & needed(i, i);
            if (kept != sets.get(i)) {
                flops += count(sets.get(i));
                largest = Math.max(largest, count(kept));
                sets.set(i, kept);
            }
        }

        private long set(String some) {
            long set = 0;
            for (int i = 0; i < some.length(); i++) {
                set |= 1L << labels.indexOf(some.charAt(i));
            }
            return set;
        }

        private String spelled(long set) {
            StringBuilder spelled = new StringBuilder();
            for (int l = 0; l < labels.length(); l++) {
                if ((set >>> l & 1) != 0) {
                    spelled.append(labels.charAt(l));
                }
            }
            return spelled.toString();
        }

        private double count(long set) {
            double count = 1;
            for (long rest = set; rest != 0; rest &= rest - 1) {
                count *= sizes[Long.numberOfTrailingZeros(rest)];
            }
            return count;
        }

        /** Of contracting two values: one for each index of all their labels, two if some label is then no longer needed. */
        private double flops(long a, long b, long needed) {
            long both = a | b;
            return count(both) * ((both & needed) == both ? 1 : 2);
        }

        /** Labels that the output or a value other than these two needs. */
        private long needed(int a, int b) {
            long needed = output;
            for (int i = 0; i < sets.size(); i++) {
                needed |= i == a || i == b ? 0 : sets.get(i);
            }
            return needed;
        }

        private void contractCheapest() {
            int bestA = 0;
            int bestB = 1;
            boolean bestConnected = false;
            double bestFlops = Double.POSITIVE_INFINITY;
            double bestSize = Double.POSITIVE_INFINITY;
            for (int b = 1; b < sets.size(); b++) {
                for (int a = 0; a < b; a++) {
                    long needed = needed(a, b);
                    boolean connected = (sets.get(a) & sets.get(b)) != 0;
                    double cost = flops(sets.get(a), sets.get(b), needed);
                    double size = count((sets.get(a) | sets.get(b)) & needed);
                    boolean better = connected != bestConnected
                            ? connected
                            : cost < bestFlops || (cost == bestFlops && size < bestSize);
                    if (better) {
                        bestA = a;
                        bestB = b;
                        bestConnected = connected;
                        bestFlops = cost;
                        bestSize = size;
                    }
                }
            }
            long kept = (sets.get(bestA) | sets.get(bestB)) & needed(bestA, bestB);
            int number = add(numbers.get(bestA), numbers.get(bestB), kept, bestFlops);
            numbers.remove(/* index */ bestB);
            sets.remove(/* index */ bestB);
            numbers.set(bestA, number);
            sets.set(bestA, kept);
        }

        private int add(int a, int b, long kept, double cost) {
            steps.add(new Pair(a, b, spelled(kept)));
            flops += cost;
            largest = Math.max(largest, count(kept));
            return next++;
        }

        private void contract(Subsets subsets) {
            contract(subsets, subsets.all);
        }

        /** Contracts the values of a subset as the search found it best; gives the number of the result. */
        private int contract(Subsets subsets, int subset) {
            if (Integer.bitCount(subset) == 1) {
                return numbers.get(Integer.numberOfTrailingZeros(subset));
            }
            int half = subsets.half[subset];
            int a = contract(subsets, half);
            int b = contract(subsets, subset & ~half);
            return add(a, b, subsets.kept[subset], subsets.step(half, subset & ~half));
        }

        /** The best way to contract each subset of the values, from those of two to that of all. */
        private final class Subsets {
            final int all = (1 << sets.size()) - 1;
            /** Labels of the result of a subset. */
            final long[] kept = new long[all + 1];

            /** The part of the subset that is contracted by itself before the rest. */
            final int[] half = new int[all + 1];

            private final double[] flopsOf = new double[all + 1];
            private final double[] largestOf = new double[all + 1];

            Subsets() {
                for (int subset = 1; subset <= all; subset++) {
                    long inside = 0;
                    long outside = output;
                    for (int i = 0; i < sets.size(); i++) {
                        if ((subset >>> i & 1) != 0) {
                            inside |= sets.get(i);
                        } else {
                            outside |= sets.get(i);
                        }
                    }
                    kept[subset] = inside & outside;
                    if (Integer.bitCount(subset) > 1) {
                        split(subset);
                    }
                }
            }

            private double step(int a, int b) {
                return flops(kept[a], kept[b], kept[a | b]);
            }

            /** Each pair of parts once: the first has the lowest value. */
            private void split(int subset) {
                int lowest = Integer.lowestOneBit(subset);
                flopsOf[subset] = Double.POSITIVE_INFINITY;
                for (int part = (subset - 1) & subset; part > 0; part = (part - 1) & subset) {
                    if ((part & lowest) == 0) {
                        continue;
                    }
                    int rest = subset & ~part;
                    double cost = flopsOf[part] + flopsOf[rest] + step(part, rest);
                    double size = Math.max(count(kept[subset]), Math.max(largestOf[part], largestOf[rest]));
                    if (cost < flopsOf[subset] || (cost == flopsOf[subset] && size < largestOf[subset])) {
                        flopsOf[subset] = cost;
                        largestOf[subset] = size;
                        half[subset] = part;
                    }
                }
            }
        }
    }
}
