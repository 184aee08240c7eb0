package dev.gatun.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.ChildJvm;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What runs cost when they follow each other, and what is left when they are over. */
class SteadyStateTest {
    /** Runs often, and prints how many bytes the threads allocated meanwhile. */
    static final class Often {
        private static final int RUNS = 20_000;

        private final AtomicInteger arrived = new AtomicInteger();
        private final Workers.Part count = part -> arrived.incrementAndGet();
        private final Workers.Part meet = part -> {
            int both = (arrived.getAndIncrement() | 1) + 1;
            while (arrived.get() < both) {
                LockSupport.parkNanos(1_000);
            }
        };

        public static void main(String[] args) throws ReflectiveOperationException {
            Workers.limit(3);
            Often often = new Often();
            often.run();
            Allocated allocated = new Allocated(); // knows the workers that there are now
            allocated.bytes();
            long before = allocated.bytes();
            often.run();
            System.out.println(allocated.bytes() - before);
        }

        private void run() {
            for (int run = 0; run < RUNS; run++) {
                Workers.run(3, 8, count);
                if (run % 10 == 0) {
                    Workers.run(2, 2, meet); // surely with a worker's help
                }
            }
        }
    }

    /** What the JVM's ThreadMXBean knows, called by name: the module that the tests are compiled in does not read it. */
    private static final class Allocated {
        private final List<Thread> threads = new ArrayList<>(Pool.workers());
        private final Object bean;
        private final Method bytes;

        Allocated() throws ReflectiveOperationException {
            threads.add(Thread.currentThread());
            bean = Class.forName("java.lang.management.ManagementFactory")
                    .getMethod("getThreadMXBean")
                    .invoke(null);
            bytes = Class.forName("com.sun.management.ThreadMXBean").getMethod("getThreadAllocatedBytes", long.class);
        }

        long bytes() throws ReflectiveOperationException {
            long sum = 0;
            for (Thread thread : threads) {
                sum += (long) bytes.invoke(bean, thread.threadId());
            }
            return sum;
        }
    }

    @Test
    void runsAllocateNothing() {
        long bytes = Long.parseLong(ChildJvm.run(Often.class).strip());
        assertThat(bytes).as("bytes in %d runs", Often.RUNS).isBetween(0L, Often.RUNS / 4L);
    }

    /** Leaves its workers behind. */
    static final class Ending {
        private Ending() {}

        public static void main(String[] args) {
            Workers.limit(4);
            Pool.meet(4);
            System.out.println(Pool.workers().size());
        }
    }

    @Test
    void workersDoNotKeepTheJvmAlive() {
        assertThat(ChildJvm.run(Ending.class).lines()).containsExactly("3");
    }
}
