package dev.gatun.elementwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.Tensor;
import dev.gatun.Threads;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Operands that are large enough to be cut: the same results for any number of threads. */
class PartsTest {
    private final int before = Threads.count();
    private final SplittableRandom random = new SplittableRandom(9);

    @AfterEach
    void restore() {
        Threads.limit(before);
    }

    private void sameForAllThreads(String what, Function<Tensor, Tensor> operation, Tensor operand) {
        Threads.limit(1);
        Tensor alone = operation.apply(operand).copy();
        for (int threads : new int[] {2, 3, 7}) {
            Threads.limit(threads);
            Tensor result = operation.apply(operand);
            assertThat(result.shape()).isEqualTo(alone.shape());
            assertThat(result.eq(alone).all().item())
                    .as("%s, %d threads", what, threads)
                    .isEqualTo(1);
        }
    }

    @Test
    void elementwise() {
        Tensor a = Tensor.rand(random, 1000, 700);
        Tensor row = Tensor.rand(random, 700);
        Tensor column = Tensor.rand(random, 1000, 1);
        sameForAllThreads("add", x -> x.add(x), a);
        sameForAllThreads("row", x -> x.mul(row), a);
        sameForAllThreads("column", x -> column.sub(x), a);
        sameForAllThreads("exp", Tensor::exp, a);
        sameForAllThreads("greater", x -> x.gt(0.5f), a);
        sameForAllThreads("where", x -> Tensor.where(x.lt(0.5f), x, row), a);
        sameForAllThreads("transposed", x -> x.t().copy(), a);
        sameForAllThreads("stepped", x -> x.at("::-1, ::2").copy(), a);
        sameForAllThreads("flat", x -> x.flatten().mul(2), a);
    }

    @Test
    void cutsAreInOrderAndAboutEven() {
        for (long size : new long[] {1, 7, 64, 255, 1000, 1016, 131_073}) {
            for (long unit : new long[] {1, 2, 8, 64, 1024}) {
                for (long parts = 1; parts <= Math.min(size / unit, 40); parts++) {
                    assertThat(Parts.cut(size, unit, 0, parts)).isZero();
                    assertThat(Parts.cut(size, unit, parts, parts)).isEqualTo(size);
                    for (long part = 1; part < parts; part++) {
                        long cut = Parts.cut(size, unit, part, parts);
                        assertThat(cut % unit).isZero();
                        assertThat(cut).isGreaterThan(Parts.cut(size, unit, part - 1, parts));
                        assertThat(cut).isLessThan(size);
                        assertThat(Math.abs(cut - part * size / parts)).isLessThanOrEqualTo(unit / 2);
                    }
                }
            }
        }
    }

    @Test
    void reductions() {
        Tensor a = Tensor.rand(random, 900, 1100);
        for (Tensor x : new Tensor[] {a, a.t(), a.at("::2, ::-1"), a.reshape(30, 30, 1100), a.flatten()}) {
            sameForAllThreads("sum", y -> y.sum(), x);
            sameForAllThreads("max", y -> y.max(), x);
            for (int d = 0; d < x.rank(); d++) {
                int dim = d;
                sameForAllThreads("sum " + d, y -> y.sum(dim), x);
                sameForAllThreads("min " + d, y -> y.min(dim), x);
                sameForAllThreads("mean " + d, y -> y.mean(dim), x);
            }
        }
    }

    @Test
    void theLargestIsTheFirstOfSeveral() {
        Tensor a = Tensor.rand(random, 800_000);
        a.set(5, 700_001);
        a.set(5, 300_000);
        a.set(5, 300_001);
        for (int threads : new int[] {1, 2, 5}) {
            Threads.limit(threads);
            assertThat(a.argmax()).isEqualTo(300_000);
        }
        a.set(Float.NaN, 600_000);
        a.set(Float.NaN, 799_999);
        assertThat(a.argmax()).isEqualTo(600_000);
    }

    @Test
    void confinedMemory() {
        Threads.limit(4);
        try (Arena arena = Arena.ofConfined()) {
            Tensor a = Tensor.full(arena, 2, 1_000_000);
            Tensor out = Tensor.zeros(arena, 1_000_000);
            a.mul(a, out);
            assertThat(out.sum().item()).isEqualTo(4_000_000);
            assertThat(out.argmax()).isZero();
        }
    }

    /** A file that is mapped for one thread: workers see memory of another class. */
    @Test
    void confinedMappedMemory() throws IOException {
        Threads.limit(4);
        Path file = Files.createTempFile("gatun", ".map");
        try (Arena arena = Arena.ofConfined();
                FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 4_000_000, arena);
            Tensor a = Tensor.wrap(mapped, 1000, 1000);
            a.assign(2);
            a.set(3, 999, 0);
            assertThat(a.sum().item()).isEqualTo(2_000_001);
            assertThat(a.sum(0).get(0)).isEqualTo(2001);
            assertThat(a.t().sum(0).get(999)).isEqualTo(2001);
            assertThat(a.mean(1).get(0)).isEqualTo(2);
            assertThat(a.mulSum(a, 1).get(0)).isEqualTo(4000);
            assertThat(a.argmax()).isEqualTo(999_000);
            assertThat(a.relu().sum().item()).isEqualTo(2_000_001);
        }
    }

    @Test
    void sumsOfManyElementsKeepTheirDigits() {
        Tensor a = Tensor.full(0.1f, 20_000_000);
        double exact = 20_000_000 * (double) 0.1f;
        for (int threads : new int[] {1, 2}) {
            Threads.limit(threads);
            assertThat(Math.abs(a.sum().item() - exact)).isLessThan(1e-7 * exact);
            assertThat(Math.abs(a.reshape(2000, 10_000).sum(0).sum().item() - exact))
                    .isLessThan(1e-7 * exact);
        }
    }
}
