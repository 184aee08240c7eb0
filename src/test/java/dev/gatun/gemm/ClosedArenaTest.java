package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.layout.Layout;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A shared arena is closed while its memory is multiplied: the product is refused or right, or the arena does not let itself
 * be closed. In a JVM of its own, which would crash where a kernel went on in memory that is gone.
 */
class ClosedArenaTest {
    private static final int ROUNDS = 24;

    /** m, n, k: a direct way, packed panels, a matrix and a vector, and one that threads share. */
    private static final int[][] SHAPES = {{5, 10, 784}, {64, 50, 784}, {1, 1024, 1024}, {300, 300, 300}};

    static final class Main {
        private Main() {}

        public static void main(String[] args) throws InterruptedException {
            RandomGenerator random = new SplittableRandom(1);
            int[] ends = new int[2];
            for (int[] shape : SHAPES) {
                Race race = new Race(random, shape[0], shape[1], shape[2]);
                for (Backend backend : GemmCase.BACKENDS) {
                    for (int round = 0; round < ROUNDS && backend != Backend.REFERENCE; round++) {
                        ends[race.run(backend, 1 + round % 3, round) ? 1 : 0]++;
                    }
                }
            }
            System.out.println("closed at once " + ends[0] + " times, refused to close " + ends[1] + " times");
            assertThat(ends[0]).isPositive();
        }
    }

    @Test
    void closingDuringProducts() {
        assertThat(GemmChild.run(Main.class, "--add-modules=jdk.incubator.vector"))
                .contains("closed at once");
    }

    /** One shape, with operands that are copied into each arena, and the product that they have. */
    private static final class Race {
        private final RandomGenerator random;
        private final Layout la;
        private final Layout lb;
        private final Layout lc;
        private final MemorySegment a;
        private final MemorySegment b;
        private final DoubleReference expected;

        Race(RandomGenerator random, int m, int n, int k) {
            this.random = random;
            la = Layout.contiguous(m, k);
            lb = Layout.contiguous(k, n);
            lc = Layout.contiguous(m, n);
            try (Awkward awkward = new Awkward(random)) {
                a = MemorySegment.ofArray(awkward.operand(la).memory().toArray(Views.FLOAT));
                b = MemorySegment.ofArray(awkward.operand(lb).memory().toArray(Views.FLOAT));
            }
            expected = DoubleReference.of(a, la, b, lb);
        }

        /**
         * Multiplies in one thread until another has closed the arena.
         *
         * @return whether it could be closed only after the last product
         */
        @SuppressWarnings("MustBeClosed") // that is what the race is about
        boolean run(Backend backend, int threads, int round) throws InterruptedException {
            Arena arena = Arena.ofShared();
            MemorySegment left = copy(arena, a, round);
            MemorySegment right = copy(arena, b, round);
            // Result in the same arena, so that writes meet its end too, or in memory that stays.
            Arena other = round % 3 == 0 ? arena : Arena.ofAuto();
            MemorySegment out = other.allocate(lc.numel() * Float.BYTES, 64);
            Caller caller = new Caller(backend, threads, left, right, out);
            Thread thread = round % 4 == 1
                    ? Thread.ofVirtual().start(caller)
                    : Thread.ofPlatform().start(caller);
            assertThat(caller.started.await(30, TimeUnit.SECONDS)).isTrue();
            LockSupport.parkNanos(random.nextLong(300_000));
            boolean refused = false;
            try {
                arena.close();
            } catch (IllegalStateException e) {
                refused = true;
            }
            caller.stop = refused;
            thread.join(30_000);
            assertThat(thread.isAlive())
                    .as("%s on %d threads ends after close, refused: %b", backend, threads, refused)
                    .isFalse();
            if (refused) {
                arena.close();
            }
            if (caller.failure != null) {
                throw new AssertionError(backend + " on " + threads + " threads, round " + round, caller.failure);
            }
            return refused;
        }

        /** In mapped memory, which is gone with its arena for certain, or in malloc's. */
        private static MemorySegment copy(Arena arena, MemorySegment values, int round) {
            MemorySegment copy =
                    round % 2 == 0 ? Views.mapped(arena, values.byteSize()) : arena.allocate(values.byteSize(), 64);
            return copy.copyFrom(values);
        }

        private final class Caller implements Runnable {
            private final CountDownLatch started = new CountDownLatch(1);
            private final Backend backend;
            private final int threads;
            private final MemorySegment left;
            private final MemorySegment right;
            private final MemorySegment out;
            private volatile boolean stop;
            private volatile @Nullable Throwable failure;

            Caller(Backend backend, int threads, MemorySegment left, MemorySegment right, MemorySegment out) {
                this.backend = backend;
                this.threads = threads;
                this.left = left;
                this.right = right;
                this.out = out;
            }

            @Override
            public void run() {
                try {
                    while (!stop) {
                        Gemm.run(backend, threads, 1, left, la, right, lb, 0, out, lc);
                        started.countDown();
                        expected.assertNear("a product that was not refused", out, lc);
                    }
                } catch (IllegalStateException e) {
                    if (left.scope().isAlive()) {
                        failure = e;
                    }
                } catch (Throwable e) {
                    failure = e;
                } finally {
                    started.countDown();
                }
            }
        }
    }
}
