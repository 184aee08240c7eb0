package dev.gatun.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One caller and its helpers. */
class WorkersTest {
    private static final int LIMIT = 4;

    private final int before = Workers.count();

    @BeforeEach
    void severalThreads() {
        Workers.limit(LIMIT);
    }

    @AfterEach
    void nobodyIsCountedAnyMore() {
        Workers.limit(before);
        assertThat(Busy.threads()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 2, 3, 4, 5, 100, Integer.MAX_VALUE})
    void everyPartIsDoneOnce(int threads) {
        for (int parts : new int[] {-1, 0, 1, 2, 3, 4, 5, 7, 64, 1_000}) {
            AtomicIntegerArray done = new AtomicIntegerArray(Math.max(parts, 0));
            Workers.run(threads, parts, done::incrementAndGet);
            for (int part = 0; part < parts; part++) {
                assertThat(done.get(part))
                        .as("part %d of %d on %d threads", part, parts, threads)
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void whatPartsWriteIsVisibleAfterwards() {
        int[] plain = new int[64];
        for (int run = 1; run <= 2_000; run++) {
            int value = run;
            Workers.run(LIMIT, plain.length, part -> plain[part] = value);
            assertThat(plain).containsOnly(run);
        }
    }

    @Test
    void partsRunAtTheSameTimeUpToTheLimit() {
        for (int i = 0; i < 300; i++) { // each run finds the workers that the one before has just left
            Pool.meet(2 + i % (LIMIT - 1));
        }
        Workers.limit(LIMIT + 2);
        Pool.meet(LIMIT + 2);
    }

    @Test
    void noMoreThreadsHelpThanAskedForOrThanTheLimit() {
        assertThat(mostAtOnce(2)).isLessThanOrEqualTo(2);
        assertThat(mostAtOnce(100)).isLessThanOrEqualTo(LIMIT);
        Workers.limit(2); // there are workers beyond it by now
        assertThat(mostAtOnce(100)).isLessThanOrEqualTo(2);
        Workers.limit(1);
        assertThat(mostAtOnce(100)).isEqualTo(1);
    }

    private static int mostAtOnce(int threads) {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        for (int run = 0; run < 500; run++) {
            Workers.run(threads, 20, part -> {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                inside.decrementAndGet();
            });
        }
        return most.get();
    }

    @Test
    void withOneThreadItIsAPlainLoopOnTheCaller() {
        StringBuilder order = new StringBuilder();
        Thread caller = Thread.currentThread();
        Workers.run(1, 5, part -> {
            assertThat(Thread.currentThread()).isSameAs(caller);
            order.append(part);
        });
        assertThat(order).hasToString("01234");
    }

    @Test
    @SuppressWarnings("ThreadPriorityCheck") // it is to be ignored
    void workersAreDaemonsThatKeepNothingOfTheirMaker() throws InterruptedException {
        InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
        ThreadGroup group = new ThreadGroup("maker's");
        Set<Object> seen = ConcurrentHashMap.newKeySet();
        Thread maker = Thread.ofPlatform()
                .group(group)
                .priority(Thread.MIN_PRIORITY)
                .start(() -> {
                    local.set("maker's");
                    int more = Pool.workers().size() + 2;
                    Workers.limit(more);
                    CountDownLatch all = new CountDownLatch(more);
                    Workers.run(more, more, part -> {
                        if (Thread.currentThread() instanceof Worker && local.get() != null) {
                            seen.add(local.get());
                        }
                        all.countDown();
                        Pool.await(all);
                    });
                });
        maker.join();
        assertThat(seen).isEmpty();
        assertThat(Pool.workers()).isNotEmpty().allSatisfy(worker -> {
            assertThat(worker.getName()).matches("gatun-worker-[1-9][0-9]*");
            assertThat(worker.isDaemon()).isTrue();
            assertThat(worker.getContextClassLoader()).isNull();
            assertThat(worker.getThreadGroup()).isNotSameAs(group);
            assertThat(worker.getPriority()).isEqualTo(Thread.NORM_PRIORITY);
        });
    }

    @Test
    void thePoolKeepsNothingOfACaller() throws InterruptedException {
        WeakReference<Thread> caller = callerThatMet();
        Pool.await(() -> {
            System.gc();
            return caller.get() == null;
        });
    }

    private static WeakReference<Thread> callerThatMet() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(LIMIT);
        Thread caller = new Thread() {
            @Override
            public void run() {
                Workers.run(LIMIT, LIMIT, part -> {
                    all.countDown();
                    Pool.await(all);
                    assertThat(isAlive()).isTrue(); // the part knows its caller
                });
            }
        };
        caller.start();
        caller.join();
        assertThat(all.getCount()).isZero();
        return new WeakReference<>(caller);
    }

    @Test
    void idleWorkersSleepUntilTheyAreWoken() {
        for (int i = 0; i < 20; i++) {
            Pool.meet(LIMIT);
            Pool.await(() -> Pool.workers().stream().allMatch(worker -> worker.getState() == Thread.State.WAITING));
        }
    }

    @Test
    void aRunInsideAPartStaysOnItsThread() {
        AtomicIntegerArray done = new AtomicIntegerArray(8 * 10);
        Workers.run(
                2,
                8,
                outer -> { // two more could help
                    Thread thread = Thread.currentThread();
                    Workers.run(LIMIT, 10, inner -> {
                        assertThat(Thread.currentThread()).isSameAs(thread);
                        LockSupport.parkNanos(100_000); // they had the time to
                        done.incrementAndGet(outer * 10 + inner);
                    });
                });
        for (int i = 0; i < done.length(); i++) {
            assertThat(done.get(i)).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 10", "2, 1", "4, 1000"})
    void whatAPartThrowsIsThrownAsItIs(int threads, int parts) {
        for (Throwable thrown : new Throwable[] {
            new IllegalStateException("expected"), new StackOverflowError("expected"), new IOException("expected")
        }) {
            assertThat(catchThrowable(() -> Workers.run(threads, parts, part -> sneak(thrown))))
                    .isSameAs(thrown)
                    .hasNoSuppressedExceptions(); // not even itself, thrown by another thread
        }
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void whatAHelperThrowsIsThrownInTheCallerAndTheHelperLivesOn() {
        Pool.meet(LIMIT);
        Set<Thread> workers = new HashSet<>(Pool.workers());
        for (int i = 0; i < 50; i++) {
            CountDownLatch both = new CountDownLatch(2);
            AtomicReference<Thread> thrower = new AtomicReference<>();
            assertThatThrownBy(() -> Workers.run(2, 2, part -> {
                        both.countDown();
                        Pool.await(both);
                        if (Thread.currentThread() instanceof Worker) {
                            thrower.set(Thread.currentThread());
                            throw new OutOfMemoryError("expected");
                        }
                    }))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessage("expected")
                    .hasNoSuppressedExceptions();
            assertThat(workers).contains(thrower.get());
        }
        Pool.meet(LIMIT);
        assertThat(Pool.workers()).containsExactlyInAnyOrderElementsOf(workers);
    }

    @Test
    void theFirstIsThrownAndTheOthersAreSuppressed() {
        CountDownLatch all = new CountDownLatch(LIMIT);
        Throwable thrown = catchThrowable(() -> Workers.run(LIMIT, LIMIT, part -> {
            all.countDown();
            Pool.await(all);
            throw new IllegalStateException(Integer.toString(part));
        }));
        Set<String> parts = new HashSet<>();
        parts.add(thrown.getMessage());
        for (Throwable other : thrown.getSuppressed()) {
            parts.add(other.getMessage());
        }
        assertThat(parts).containsExactlyInAnyOrder("0", "1", "2", "3");
    }

    @Test
    void afterAFailureNoFurtherPartIsStarted() {
        int parts = 20_000;
        AtomicInteger started = new AtomicInteger();
        CountDownLatch failing = new CountDownLatch(1);
        assertThatThrownBy(() -> Workers.run(LIMIT, parts, part -> {
                    started.incrementAndGet();
                    if (part == 0) {
                        failing.countDown();
                        throw new IllegalStateException("expected");
                    }
                    Pool.await(failing);
                    sleep(1);
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(started.get()).isLessThan(parts / 10);
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anInterruptedCallerWaitsAndStaysInterrupted() throws InterruptedException {
        AtomicIntegerArray done = new AtomicIntegerArray(2);
        AtomicReference<Boolean> interrupted = new AtomicReference<>();
        CountDownLatch helped = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        Thread caller = new Thread(() -> {
            Workers.run(2, 2, part -> {
                if (Thread.currentThread() instanceof Worker) {
                    helped.countDown();
                    Pool.await(over);
                } else {
                    Pool.await(helped);
                }
                done.incrementAndGet(part);
            });
            interrupted.set(Thread.interrupted());
        });
        caller.start();
        Pool.await(() -> caller.getState() == Thread.State.WAITING && done.get(0) + done.get(1) == 1);
        caller.interrupt();
        Pool.await(() -> !caller.isInterrupted()); // has woken; only the end of its wait sets it again
        Pool.await(() -> caller.getState() == Thread.State.WAITING);
        over.countDown();
        caller.join();
        assertThat(done.get(0) + done.get(1)).isEqualTo(2);
        assertThat(interrupted.get()).isTrue();
    }

    @Test
    void aPartThatInterruptsItsWorkerDoesNotKeepItAwake() {
        CountDownLatch all = new CountDownLatch(LIMIT);
        Workers.run(LIMIT, LIMIT, part -> {
            all.countDown();
            Pool.await(all);
            if (Thread.currentThread() instanceof Worker) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(Pool.workers()).noneMatch(Thread::isInterrupted);
        for (Thread worker : Pool.workers()) {
            worker.interrupt();
        }
        Pool.await(() -> Pool.workers().stream()
                .allMatch(worker -> !worker.isInterrupted() && worker.getState() == Thread.State.WAITING));
        Pool.meet(LIMIT);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "' 12 ', 12", "2147483647, 2147483647", "0, 0", "-3, 0", "2147483648, 0", "1.5, 0", "auto, 0"})
    void aPropertyIsACountOrNone(String value, int count) {
        assertThat(Workers.parse(value)).isEqualTo(count);
    }

    @Test
    void noPropertyIsTheProcessors() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(Workers.parse(null)).isEqualTo(processors);
        assertThat(Workers.parse(" ")).isEqualTo(processors);
    }
}
