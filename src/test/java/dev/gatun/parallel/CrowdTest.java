package dev.gatun.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many callers at once. */
class CrowdTest {
    private final int before = Workers.count();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    @AfterEach
    void nobodyIsCountedAnyMore() {
        Workers.limit(before);
        assertThat(failures).isEmpty();
        assertThat(Busy.threads()).isZero();
    }

    private Thread start(Runnable task) {
        return start(Thread.ofPlatform(), task);
    }

    private Thread start(Thread.Builder builder, Runnable task) {
        return builder.start(() -> {
            try {
                task.run();
            } catch (Throwable t) {
                failures.add(t);
            }
        });
    }

    @Test
    void manyCallersShareTheWorkers() throws InterruptedException {
        Workers.limit(4);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            int seed = i;
            callers.add(start(() -> new Caller(seed).run(200)));
        }
        for (int i = 64; i < 1_064; i++) {
            int seed = i;
            callers.add(start(Thread.ofVirtual(), () -> new Caller(seed).run(20)));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        Pool.meet(4);
    }

    /** Fills arrays and sums them up, with all numbers known beforehand. */
    private static final class Caller {
        private final Random random;
        private final long[] values = new long[50];

        Caller(int seed) {
            random = new Random(seed);
        }

        void run(int runs) {
            for (int run = 0; run < runs; run++) {
                int parts = random.nextInt(values.length + 1);
                int threads = 1 + random.nextInt(6);
                int factor = random.nextInt(1_000);
                boolean nested = random.nextInt(4) == 0;
                boolean failing = parts > 0 && random.nextInt(8) == 0;
                try {
                    Workers.run(threads, parts, part -> {
                        if (failing && part == parts - 1) {
                            throw new ArithmeticException("expected");
                        }
                        if (nested) {
                            long[] inner = new long[10];
                            Workers.run(threads, 10, i -> inner[i] = factor);
                            values[part] = Arrays.stream(inner).sum() * part;
                        } else {
                            values[part] = 10L * factor * part;
                        }
                    });
                    assertThat(failing).isFalse();
                } catch (ArithmeticException e) {
                    assertThat(failing).isTrue();
                }
                for (int part = 0; part < (failing ? parts - 1 : parts); part++) {
                    assertThat(values[part]).isEqualTo(10L * factor * part);
                }
            }
        }
    }

    @Test
    void asManyCallersAsTheLimitGetNoHelpers() throws InterruptedException {
        Workers.limit(3);
        Pool.meet(3);
        int parts = 50;
        CountDownLatch inside = new CountDownLatch(3);
        CountDownLatch done = new CountDownLatch(3);
        AtomicInteger helped = new AtomicInteger();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            callers.add(start(() -> Workers.run(3, parts, part -> {
                if (Thread.currentThread() instanceof Worker) {
                    helped.incrementAndGet();
                } else {
                    inside.countDown();
                }
                Pool.await(inside);
                if (part == parts - 1) {
                    done.countDown();
                    Pool.await(done);
                }
            })));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        // Whoever was first may have had helpers before the others came; they left after one part.
        assertThat(helped.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void aHelperLeavesWhenACallerComesAndComesBackWhenItHasGone() throws InterruptedException {
        Workers.limit(2);
        CountDownLatch helped = new CountDownLatch(2);
        CountDownLatch crowded = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        CountDownLatch helpedAgain = new CountDownLatch(2);
        Thread first = start(() -> {
            Thread caller = Thread.currentThread();
            Workers.run(2, 20, part -> {
                if (part < 2) { // one each
                    helped.countDown();
                    Pool.await(helped);
                    Pool.await(crowded);
                } else if (part <= 10) {
                    assertThat(Thread.currentThread()).isSameAs(caller);
                    if (part == 10) {
                        Pool.await(() -> Busy.threads() == 2); // two callers
                        enough.countDown();
                        Pool.await(() -> Busy.threads() == 1);
                    }
                } else {
                    helpedAgain.countDown();
                    Pool.await(helpedAgain);
                }
            });
        });
        Pool.await(helped);
        Thread second = start(() -> {
            Thread caller = Thread.currentThread();
            Workers.run(2, 20, part -> {
                assertThat(Thread.currentThread()).isSameAs(caller);
                crowded.countDown();
                if (part == 19) {
                    Pool.await(enough);
                }
            });
        });
        second.join();
        first.join();
        assertThat(helpedAgain.getCount()).isZero();
    }

    @Test
    void theLimitMayChangeWhileRunsAreUnderWay() throws InterruptedException {
        Workers.limit(4);
        Random random = new Random(1);
        AtomicInteger running = new AtomicInteger(8);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int seed = i;
            callers.add(start(() -> {
                try {
                    new Caller(seed).run(500);
                } finally {
                    running.decrementAndGet();
                }
            }));
        }
        while (running.get() > 0) {
            Workers.limit(1 + random.nextInt(6));
            Thread.onSpinWait();
        }
        for (Thread caller : callers) {
            caller.join();
        }
    }
}
