package dev.gatun.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.gemm.Views.Place;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Many more callers than processors, each asking for several threads: every result is right, nobody waits forever, and
 * neither threads nor memory pile up. In JVMs of their own, whose threads and memory are the products' alone.
 */
class GemmStressTest {
    private static final int PLATFORM_THREADS = 64;
    private static final int VIRTUAL_THREADS = 1000;
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** Less than one block left behind by each large product of a round. */
    private static final long SLACK_KIB = 4 << 10;

    /** What all callers do, four times or more. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws InterruptedException, IOException {
            RandomGenerator random = new SplittableRandom(1);
            try (Awkward operands = Awkward.shared(random)) {
                List<Product> products = products(operands, random);
                for (int warm = 0; warm < 3; warm++) {
                    round(products);
                }
                int threads = Thread.getAllStackTraces().size();
                List<Long> resident = new ArrayList<>(List.of(settledKib()));
                long growth = Long.MAX_VALUE;
                // A leak grows in each round, compiled code and the allocator's reserves do not.
                for (int attempt = 0; attempt < 4 && growth > SLACK_KIB; attempt++) {
                    round(products);
                    long now = settledKib();
                    growth = now - resident.get(resident.size() - 1);
                    resident.add(now);
                }
                assertThat(growth).as("growth in a round, of %s KiB", resident).isLessThanOrEqualTo(SLACK_KIB);
                // The scheduler of virtual threads may have started another carrier.
                assertThat(Thread.getAllStackTraces().keySet()).hasSizeLessThanOrEqualTo(threads + 2);
            }
            System.out.println("well");
        }
    }

    /** Has used threads of the pool, and returns. */
    static final class FourThreads {
        private FourThreads() {}

        public static void main(String[] args) {
            try (Awkward awkward = new Awkward(new SplittableRandom(2))) {
                Strided a = awkward.operand(Awkward.dense(false, 300, 300));
                Strided b = awkward.operand(Awkward.dense(true, 300, 300));
                Strided c = awkward.output(Awkward.dense(false, 300, 300), false);
                GemmCase product = new GemmCase(1, a, b, 0, c);
                for (Backend backend : GemmCase.BACKENDS) {
                    product.check(backend, 4);
                }
            }
            System.out.println("well");
        }
    }

    @Test
    void manyCallersOfManyThreads() {
        String output = GemmChild.run(
                Main.class,
                "--add-modules=jdk.incubator.vector",
                "-Xms512m",
                "-Xmx512m",
                "-XX:+AlwaysPreTouch", // so that what grows is not the heap
                "-XX:MaxDirectMemorySize=256m");
        assertThat(output).contains("well");
    }

    @Test
    void thePoolEndsWithTheProcess() {
        assertThat(GemmChild.run(FourThreads.class, "--add-modules=jdk.incubator.vector"))
                .contains("well");
    }

    private record Product(Strided a, Strided b, DoubleReference expected) {
        void check(Backend backend, int threads, Place place, boolean transposed) {
            try (Arena arena = Arena.ofConfined()) {
                Strided c = Views.blank(arena, place, Awkward.dense(transposed, a.size(0), b.size(1)));
                Gemm.run(
                        backend, threads, 1, a.memory(), a.layout(), b.memory(), b.layout(), 0, c.memory(), c.layout());
                expected.assertNear(
                        backend + " on " + threads + " threads: " + a.layout() + " by " + b.layout(),
                        c.memory(),
                        c.layout());
            }
        }
    }

    /** Small, thin and middling ones in equal parts, and a few large ones. */
    private static List<Product> products(Awkward operands, RandomGenerator random) {
        List<Product> products = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int[] shape = i % 30 == 7
                    ? sizes(random, 280, 320)
                    : switch (i % 3) {
                        case 0 -> sizes(random, 1, 20);
                        case 1 -> sizes(random, 40, 110);
                        default -> thin(random);
                    };
            Strided a = operands.operand(operands.layout(shape[0], shape[2], true));
            Strided b = operands.operand(operands.layout(shape[2], shape[1], true));
            products.add(new Product(a, b, DoubleReference.of(a.memory(), a.layout(), b.memory(), b.layout())));
        }
        return products;
    }

    private static int[] sizes(RandomGenerator random, int least, int bound) {
        return random.ints(3, least, bound).toArray();
    }

    private static int[] thin(RandomGenerator random) {
        int[] shape = sizes(random, 60, 250);
        shape[random.nextInt(3)] = 1 + random.nextInt(8);
        return shape;
    }

    /** All callers at once. */
    private static void round(List<Product> products) throws InterruptedException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < PLATFORM_THREADS + VIRTUAL_THREADS; i++) {
            int caller = i;
            boolean platform = i % 16 == 0 && i / 16 < PLATFORM_THREADS;
            Runnable work = () -> {
                try {
                    call(products, caller, platform ? 8 : 1);
                } catch (Throwable e) {
                    failures.add(e);
                }
            };
            callers.add(
                    platform
                            ? Thread.ofPlatform().daemon().unstarted(work)
                            : Thread.ofVirtual().unstarted(work));
        }
        callers.forEach(Thread::start);
        long start = System.nanoTime();
        for (Thread caller : callers) {
            if (!caller.join(DEADLINE.minusNanos(System.nanoTime() - start))) {
                throw new AssertionError("callers still run after " + DEADLINE + ":\n" + stacks(callers));
            }
        }
        if (!failures.isEmpty()) {
            throw new AssertionError(failures.size() + " callers failed, the first with this", failures.element());
        }
    }

    private static void call(List<Product> products, int caller, int count) {
        RandomGenerator random = new SplittableRandom(caller);
        List<Backend> backends = GemmCase.BACKENDS.stream()
                .filter(backend -> backend != Backend.REFERENCE)
                .toList();
        Place[] places = {Place.NATIVE, Place.FLOATS, Place.BYTES};
        for (int i = 0; i < count; i++) {
            products.get(random.nextInt(products.size()))
                    .check(
                            backends.get(random.nextInt(backends.size())),
                            1 + random.nextInt(4),
                            places[random.nextInt(places.length)],
                            random.nextBoolean());
        }
    }

    /** Where the callers that live and the platform's threads are, those at the same place counted. */
    private static String stacks(List<Thread> callers) {
        Map<Thread, StackTraceElement[]> all = Thread.getAllStackTraces();
        for (Thread caller : callers) {
            if (caller.isVirtual() && caller.isAlive()) {
                all.put(caller, caller.getStackTrace());
            }
        }
        return all.values().stream()
                .map(stack -> Arrays.stream(stack).map(e -> "    at " + e).collect(Collectors.joining("\n")))
                .collect(Collectors.groupingBy(stack -> stack, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " times\n" + entry.getKey())
                .collect(Collectors.joining("\n"));
    }

    /** Resident memory once the collector's cleaners are through, that is when it stays; 0 where unknown. */
    private static long settledKib() throws InterruptedException, IOException {
        long least = Long.MAX_VALUE;
        for (int still = 0; still < 5; still++) {
            System.gc();
            Thread.sleep(100);
            long now = residentKib();
            if (now < least) {
                least = now;
                still = 0;
            }
        }
        return least;
    }

    private static long residentKib() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findAny()
                .orElse(0);
    }
}
