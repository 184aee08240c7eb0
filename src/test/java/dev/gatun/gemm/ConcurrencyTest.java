package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.gemm.Views.Kind;
import dev.gatun.gemm.Views.Place;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many callers at once, with mixed sizes and transposes: every result is exact to the bound, and nobody waits forever. */
@Timeout(60)
class ConcurrencyTest {

    @Test
    void platformThreads() throws InterruptedException, ExecutionException {
        // More than OpenBlasGemm.CALLERS, so that some have to wait.
        try (ExecutorService threads = Executors.newFixedThreadPool(2 * OpenBlasGemm.CALLERS)) {
            multiplyIn(threads, 2 * OpenBlasGemm.CALLERS, 12);
        }
    }

    @Test
    void virtualThreads() throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            multiplyIn(threads, 500, 2);
        }
    }

    private static void multiplyIn(ExecutorService threads, int callers, int products)
            throws InterruptedException, ExecutionException {
        RandomGenerator random = new Random(1);
        Arena arena = Arena.ofAuto();
        List<Product> shared = new ArrayList<>();
        Kind[] kinds = Kind.values();
        for (Kind kind : kinds) {
            for (Place place : new Place[] {Place.NATIVE, Place.FLOATS}) {
                int m = 1 + random.nextInt(120);
                int n = 1 + random.nextInt(120);
                int k = 1 + random.nextInt(120);
                Kind other = kinds[random.nextInt(kinds.length)];
                Strided a = Views.random(random, arena, place, kind.layout(m, k));
                Strided b = Views.random(random, arena, Place.NATIVE, other.layout(k, n));
                shared.add(new Product(a, b, DoubleReference.of(a.memory(), a.layout(), b.memory(), b.layout())));
            }
        }
        List<Future<?>> results = new ArrayList<>();
        for (int caller = 0; caller < callers; caller++) {
            int first = caller;
            results.add(threads.submit(() -> {
                for (int i = 0; i < products; i++) {
                    shared.get((first + 7 * i) % shared.size()).check();
                }
            }));
        }
        for (Future<?> result : results) {
            result.get();
        }
        assertThat(results).hasSize(callers);
    }

    private record Product(Strided a, Strided b, DoubleReference expected) {
        void check() {
            try (Arena arena = Arena.ofConfined()) {
                Strided c = Views.blank(arena, Place.NATIVE, Kind.TRANSPOSED_SLICED.layout(a.size(0), b.size(1)));
                Gemm.run(Backend.AUTO, 1, a.memory(), a.layout(), b.memory(), b.layout(), 0, c.memory(), c.layout());
                expected.assertNear(a.layout() + " by " + b.layout(), c.memory(), c.layout());
            }
        }
    }
}
