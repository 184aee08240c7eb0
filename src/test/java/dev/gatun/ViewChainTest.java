package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Random chains of views, compared with {@link CopyingReference} after each step; the seed is part of the failure. */
class ViewChainTest {
    private static final int CHAINS = 10_000;

    private final List<String> steps = new ArrayList<>();

    @Test
    void readTheSameElementsAsCopies() {
        int written = 0;
        for (int seed = 0; seed < CHAINS; seed++) {
            written += chain(seed) ? 1 : 0;
        }
        assertThat(written).as("chains that ended in a writable view").isGreaterThan(CHAINS / 4);
    }

    /** One chain; true if it ended in a view that could be written through. */
    private boolean chain(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] shape = random.longs(random.nextInt(5), 0, 6)
                .map(size -> size == 0 && random.nextInt(4) > 0 ? 3 : size)
                .toArray();
        CopyingReference expected = CopyingReference.arange(shape);
        Tensor base = Tensor.arange(expected.values().length).view(shape);
        Tensor actual = base;
        steps.clear();
        steps.add("seed " + seed + ": arange" + Arrays.toString(shape));
        boolean view = true;
        for (int step = 0; step < 1 + random.nextInt(6); step++) {
            int rank = expected.rank();
            int d = rank == 0 ? 0 : random.nextInt(rank);
            int fromEnd = random.nextBoolean() ? d : d - rank;
            switch (random.nextInt(10)) {
                case 0 -> {
                    if (rank > 0 && expected.shape()[d] > 0) {
                        long i = random.nextLong(expected.shape()[d]);
                        expected = expected.select(d, i);
                        actual = random.nextBoolean()
                                ? actual.select(fromEnd, i)
                                : actual.at(all(d) + (random.nextBoolean() ? i : i - actual.size(d)));
                        steps.add("select " + d + " " + i);
                    }
                }
                case 1, 2 -> {
                    if (rank > 0) {
                        long n = expected.shape()[d];
                        int stepBy = random.nextBoolean() ? 1 + random.nextInt(3) : -1 - random.nextInt(3);
                        long start = random.nextLong(-n - 1, n + 2);
                        long stop = random.nextLong(-n - 1, n + 2);
                        long[] taken = range(n, start, stop, stepBy);
                        expected = expected.take(d, taken);
                        actual = random.nextBoolean()
                                ? actual.slice(fromEnd, start, stop, stepBy)
                                : actual.at(all(d) + start + ":" + stop + ":" + stepBy + ", ...");
                        steps.add("slice " + d + " " + start + ":" + stop + ":" + stepBy);
                    }
                }
                case 3 -> {
                    if (rank > 0) {
                        long n = expected.shape()[d];
                        long start = random.nextLong(n + 1);
                        long length = random.nextLong(n - start + 1);
                        expected = expected.take(
                                d, LongStream.range(start, start + length).toArray());
                        actual = actual.narrow(fromEnd, start, length);
                        steps.add("narrow " + d + " " + start + " " + length);
                    }
                }
                case 4 -> {
                    if (rank > 0) {
                        int other = random.nextInt(rank);
                        int[] dims = IntStream.range(0, rank).toArray();
                        dims[d] = other;
                        dims[other] = d;
                        expected = expected.permute(dims);
                        actual = actual.transpose(fromEnd, other);
                        steps.add("transpose " + d + " " + other);
                    }
                }
                case 5 -> {
                    int[] dims = IntStream.range(0, rank).toArray();
                    for (int i = rank - 1; i > 0; i--) {
                        int j = random.nextInt(i + 1);
                        int swapped = dims[i];
                        dims[i] = dims[j];
                        dims[j] = swapped;
                    }
                    expected = expected.permute(dims);
                    actual = actual.permute(dims);
                    steps.add("permute " + Arrays.toString(dims));
                }
                case 6 -> {
                    int place = random.nextInt(rank + 1);
                    expected = expected.unsqueeze(place);
                    actual = random.nextBoolean()
                            ? actual.unsqueeze(random.nextBoolean() ? place : place - rank - 1)
                            : actual.at(all(place) + "None");
                    steps.add("unsqueeze " + place);
                }
                case 7 -> {
                    if (random.nextInt(3) == 0) {
                        expected = expected.squeeze();
                        actual = actual.squeeze();
                        steps.add("squeeze");
                    } else if (rank > 0 && expected.shape()[d] == 1 && rank < 6) {
                        int times = random.nextInt(4);
                        expected = expected.repeat(d, times);
                        actual = actual.expand(expected.shape());
                        steps.add("expand " + Arrays.toString(expected.shape()));
                    }
                }
                case 8 -> {
                    long[] target = factors(random, expected.values().length);
                    expected = expected.reshape(target);
                    Tensor reshaped = actual.reshape(target);
                    boolean copied = !reshaped.sharesMemoryWith(actual) && expected.values().length > 0;
                    view &= !copied;
                    actual = reshaped;
                    steps.add("reshape " + Arrays.toString(target));
                }
                case 9 -> {
                    if (rank > 1) {
                        int other = (d + 1 + random.nextInt(rank - 1)) % rank;
                        expected = expected.diagonal(d, other);
                        actual = actual.diagonal(0, fromEnd, other);
                        steps.add("diagonal " + d + " " + other);
                    }
                }
                default -> throw new AssertionError();
            }
            assertThat(actual.shape()).as("%s", steps).isEqualTo(expected.shape());
            assertThat(actual.toArray()).as("%s", steps).isEqualTo(expected.values());
        }
        if (!view || actual.layout().overlapsItself()) {
            return false;
        }
        writeThrough(base, actual, expected);
        return true;
    }

    /** Every element tells by its value where in the base it lies: writing the view must change just those. */
    private void writeThrough(Tensor base, Tensor view, CopyingReference elements) {
        float[] changed = base.toArray();
        for (float element : elements.values()) {
            changed[(int) element] = -element - 1;
        }
        view.assign(view.neg().sub(1));
        assertThat(base.toArray()).as("%s", steps).isEqualTo(changed);
    }

    private static String all(int dims) {
        return ":, ".repeat(dims);
    }

    /** Python's range(n)[start:stop:step], the long way. */
    private static long[] range(long n, long start, long stop, long step) {
        LongStream.Builder taken = LongStream.builder();
        long from = start < 0 ? start + n : start;
        long to = stop < 0 ? stop + n : stop;
        from = step > 0 ? Math.max(from, 0) : Math.min(from, n - 1);
        for (long i = from; step > 0 ? i < Math.min(to, n) : i > Math.max(to, -1); i += step) {
            taken.add(i);
        }
        return taken.build().toArray();
    }

    private static long[] factors(SplittableRandom random, int count) {
        List<Long> sizes = new ArrayList<>();
        long rest = count;
        for (int i = 0; i < 3 && count > 0; i++) {
            long factor = 1 + (long) random.nextInt(4);
            if (rest % factor == 0) {
                sizes.add(factor);
                rest /= factor;
            }
        }
        sizes.add(random.nextInt(sizes.size() + 1), rest);
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }
}
