package dev.gatun.einsum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.gatun.bindings.OpenBlas;
import dev.gatun.gemm.Backend;
import dev.gatun.layout.Layout;
import dev.gatun.memory.Memory;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Seeded random contractions of one to four operands against one loop over all labels in double precision. The generator knows its labels and
 * writes subscripts from them, so that nothing of the parser or the classification is used to check them: digits stand
 * for the dimensions of an ellipsis, 1 being its last.
 */
class EinsumRandomTest {
    private static final int CASES = 10_000;

    /** The loop over all labels is kept below this many turns by smaller sizes. */
    private static final long MOST_TURNS = 20_000;

    private static final String LETTERS = "abcdefA";
    private static final String DIGITS = "21";
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;
    private static final double HALF_ULP = 0x1p-24;

    @Test
    void agreesWithALoopOverAllLabels() {
        List<Backend> backends = new ArrayList<>(List.of(Backend.values()));
        if (OpenBlas.instance().isEmpty()) {
            backends.remove(Backend.OPENBLAS);
        }
        for (int seed = 0; seed < CASES; seed++) {
            new Case(seed).check(backends);
        }
    }

    private static final class Case {
        private final Random random;
        private final String name;

        /** The labels of each operand, one a dimension, and all that occur, once each. */
        private final String[] labels;

        private final String all;

        private final Layout[] layouts;
        private final MemorySegment[] memory;
        private final String output;
        private final String subscripts;

        /** By label: how many indices it has, and the index at which the loop stands. */
        private final long[] sizes = new long[128];

        private final long[] index = new long[128];

        Case(int seed) {
            random = new Random(seed);
            int ellipsis = random.nextInt(4) == 0 ? 1 + random.nextInt(2) : 0;
            labels = new String[1 + random.nextInt(4)];
            String[] terms = new String[labels.length];
            for (int i = 0; i < labels.length; i++) {
                String letters = randomLetters(random.nextInt(6 - ellipsis));
                int at = random.nextInt(letters.length() + 1);
                int dots = random.nextInt(ellipsis + 1);
                labels[i] = insert(letters, at, DIGITS.substring(DIGITS.length() - dots));
                terms[i] = insert(letters, at, ellipsis > 0 ? "..." : "");
            }
            String used = String.join("", labels);
            all = distinct(used);

            layouts = new Layout[labels.length];
            memory = new MemorySegment[labels.length];
            long[] common = new long[128];
            Arrays.setAll(common, label -> random.nextInt(30) == 0 ? 0 : 1 + random.nextInt(5));
            long turns = 1;
            for (int label : all.chars().toArray()) {
                common[label] = turns * common[label] > MOST_TURNS ? 1 + common[label] % 2 : common[label];
                turns *= Math.max(1, common[label]);
            }
            Arrays.fill(sizes, 1);
            for (int i = 0; i < labels.length; i++) {
                layouts[i] = layout(shape(labels[i], common));
                memory[i] = values(layouts[i].end());
            }

            String digits = DIGITS.substring(DIGITS.length() - count(all, DIGITS));
            if (random.nextInt(3) == 0) {
                output = digits + implied(used);
                subscripts = String.join(",", terms);
            } else {
                String letters = someLetters();
                int at = random.nextInt(letters.length() + 1);
                output = insert(letters, at, digits);
                subscripts = String.join(", ", terms) + " -> " + insert(letters, at, ellipsis > 0 ? "..." : "");
            }
            name = "seed " + seed + ": \"" + subscripts + "\" of " + Arrays.toString(layouts);
        }

        // ------------------------------------------------------------------------------------------ labels

        private String randomLetters(int n) {
            StringBuilder letters = new StringBuilder();
            for (int d = 0; d < n; d++) {
                letters.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
            }
            return letters.toString();
        }

        /** Some of the letters that occur, in any order. */
        private String someLetters() {
            StringBuilder some = new StringBuilder();
            for (int i = 0; i < LETTERS.length(); i++) {
                char letter = LETTERS.charAt(i);
                if (all.indexOf(letter) >= 0 && random.nextInt(5) < 3) {
                    some.insert(random.nextInt(some.length() + 1), letter);
                }
            }
            return some.toString();
        }

        private static String implied(String used) {
            return used.chars()
                    .sorted()
                    .filter(Character::isLetter)
                    .filter(label -> used.indexOf(label) == used.lastIndexOf(label))
                    .mapToObj(Character::toString)
                    .reduce("", String::concat);
        }

        private static String insert(String letters, int at, String inserted) {
            return letters.substring(0, at) + inserted + letters.substring(at);
        }

        private static String distinct(String used) {
            return used.chars().distinct().mapToObj(Character::toString).reduce("", String::concat);
        }

        private static int count(String labels, String some) {
            return (int)
                    labels.chars().filter(label -> some.indexOf(label) >= 0).count();
        }

        // ------------------------------------------------------------------------------------------ operands

        /** The sizes of one operand; some of its labels have 1 where the other operand may have more. */
        private long[] shape(String term, long[] common) {
            long[] own = common.clone();
            for (int label = 0; labels.length > 1 && label < own.length; label++) {
                own[label] = random.nextInt(8) == 0 ? 1 : own[label];
            }
            long[] shape = new long[term.length()];
            for (int d = 0; d < shape.length; d++) {
                char label = term.charAt(d);
                shape[d] = own[label];
                sizes[label] = own[label] == 1 ? sizes[label] : own[label];
            }
            return shape;
        }

        private Layout layout(long[] shape) {
            return random.nextInt(3) == 0 ? Layout.contiguous(shape) : strided(shape, random.nextInt(4) == 0);
        }

        /** Permuted, stepped, reversed dimensions, away from element 0; and, if they may be, of stride 0. */
        private Layout strided(long[] shape, boolean repeats) {
            long[] strides = new long[shape.length];
            long stride = random.nextBoolean() ? 1 : 2;
            long offset = random.nextInt(4);
            for (int d : permutation(shape.length)) {
                if (repeats && random.nextInt(3) == 0) {
                    continue;
                }
                boolean reversed = random.nextInt(4) == 0;
                strides[d] = reversed ? -stride : stride;
                offset += reversed ? stride * Math.max(shape[d] - 1, 0) : 0;
                stride *= Math.max(shape[d], 1) + (random.nextInt(3) == 0 ? 1 : 0);
            }
            return Layout.strided(shape, strides, offset);
        }

        private int[] permutation(int rank) {
            int[] dims = new int[rank];
            for (int d = 0; d < rank; d++) {
                int other = random.nextInt(d + 1);
                dims[d] = dims[other];
                dims[other] = d;
            }
            return dims;
        }

        private MemorySegment values(long n) {
            MemorySegment values = Memory.allocate(n * Float.BYTES);
            for (long i = 0; i < n; i++) {
                values.set(FLOAT, i * Float.BYTES, random.nextFloat() * 2 - 1);
            }
            return values;
        }

        // ------------------------------------------------------------------------------------------ results

        void check(List<Backend> backends) {
            long[] shape = output.chars().mapToLong(label -> sizes[label]).toArray();
            assertThat(Plans.of(subscripts, layouts, null).out().shape())
                    .as(name)
                    .containsExactly(shape);

            Layout lout = random.nextBoolean() ? Layout.contiguous(shape) : strided(shape, false);
            int elements = Math.toIntExact(lout.end() + 3);
            double[] sums = new double[elements];
            double[] magnitudes = new double[elements];
            boolean[] written = new boolean[elements];
            long roundings = 2L + labels.length; // at most so many make an element of the result, in whatever order
            for (int label : all.chars().toArray()) {
                roundings *= output.indexOf(label) < 0 ? Math.max(sizes[label], 1) : 1;
            }
            loop(0, true, lout, sums, magnitudes, written);
            for (Backend backend : backends) {
                MemorySegment out = Memory.allocate((long) elements * Float.BYTES);
                out.fill((byte) -1); // all NaN
                Plans.of(subscripts, layouts, lout).run(backend, memory, layouts, out, lout);
                for (int e = 0; e < elements; e++) {
                    double actual = out.getAtIndex(FLOAT, e);
                    double bound = roundings * HALF_ULP * magnitudes[e] + Float.MIN_NORMAL;
                    boolean right = written[e] ? Math.abs(actual - sums[e]) <= bound : Double.isNaN(actual);
                    if (!right) {
                        fail(
                                "%s by %s, element %d: %s, expected %s",
                                name, backend, e, actual, written[e] ? sums[e] : "none");
                    }
                }
            }
        }

        /** One loop for each label, the innermost adding one product to one element of the result. */
        private void loop(int depth, boolean any, Layout lout, double[] sums, double[] magnitudes, boolean[] written) {
            if (depth == all.length()) {
                int e = Math.toIntExact(element(lout, output));
                double product = any ? product() : 0;
                sums[e] += product;
                magnitudes[e] += Math.abs(product);
                written[e] = true;
                return;
            }
            char label = all.charAt(depth);
            boolean empty = sizes[label] == 0;
            // A sum of nothing is still an element of the result: 0.
            long n = empty && output.indexOf(label) < 0 ? 1 : sizes[label];
            for (index[label] = 0; index[label] < n; index[label]++) {
                loop(depth + 1, any && !empty, lout, sums, magnitudes, written);
            }
        }

        private double product() {
            double product = 1;
            for (int i = 0; i < labels.length; i++) {
                product *= memory[i].get(FLOAT, element(layouts[i], labels[i]) * Float.BYTES);
            }
            return product;
        }

        /** Where the loop stands in an operand; a dimension of size 1 stays at its only index. */
        private long element(Layout layout, String labels) {
            long element = layout.offset();
            for (int d = 0; d < labels.length(); d++) {
                element += layout.size(d) == 1 ? 0 : index[labels.charAt(d)] * layout.stride(d);
            }
            return element;
        }
    }
}
