package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Pools of the tests' own, with small limits. */
class PoolTest {
    private static final long MIB = 1 << 20;

    private final Limit limit = new Limit(64 * MIB);
    private final Pool pool = new Pool(limit);

    /** Has the collector run until something holds. */
    private static void awaitCollected(BooleanSupplier expected) throws InterruptedException {
        for (int i = 0; i < 100 && !expected.getAsBoolean(); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertThat(expected.getAsBoolean()).isTrue();
    }

    private void requireSums() {
        Usage usage = pool.usage();
        assertThat(usage.held()).isLessThanOrEqualTo(limit.bytes()).isLessThanOrEqualTo(usage.peak());
        assertThat(usage.lent()).isBetween(0L, usage.held());
        assertThat(usage.idle()).isEqualTo(usage.held() - usage.lent());
    }

    @Test
    void everyByteIsCounted() throws InterruptedException {
        assertThat(pool.usage()).isEqualTo(new Usage(0, 0, 0, 0, 0, WorkspaceMemory.open()));
        long size = MIB + SizeClass.of(3 * MIB + 1);
        holdTwo(size);
        awaitCollected(() -> pool.usage().lent() == 0);
        assertThat(pool.usage().held()).isEqualTo(size);
        assertThat(pool.usage().idle()).isEqualTo(size);
        pool.trim();
        assertThat(pool.usage().held()).isZero();
        assertThat(pool.usage().peak()).isEqualTo(size);
    }

    /** A method of its own: what local variables refer to is alive until it returns. */
    private void holdTwo(long size) {
        MemorySegment one = pool.lend(MIB, false);
        MemorySegment other = pool.lend(3 * MIB + 1, false);
        assertThat(one.byteSize()).isEqualTo(MIB);
        assertThat(other.byteSize()).isEqualTo(3 * MIB + 1);
        assertThat(pool.usage().held()).isEqualTo(size);
        assertThat(pool.usage().lent()).isEqualTo(size);
    }

    /** 4 GiB of results, of which one is alive at a time. */
    @Test
    void deadBlocksAreUsedAgain() {
        limit.set(256 * MIB);
        for (int i = 0; i < 1024; i++) {
            MemorySegment block = pool.lend(4 * MIB - i, false);
            block.set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
            requireSums();
        }
        assertThat(pool.usage().peak()).isLessThanOrEqualTo(limit.bytes() / 4);
        assertThat(pool.usage().collections()).isPositive();
    }

    @Test
    void usedMemoryIsZeroWhereThatIsAskedFor() {
        for (int i = 0; i < 100; i++) {
            MemorySegment block = pool.lend(MIB + 8L * (i % 3), true);
            for (long at = 0; at < block.byteSize(); at += 8) {
                if (block.get(ValueLayout.JAVA_LONG, at) != 0) {
                    throw new AssertionError("block " + i + " is not zero at " + at);
                }
            }
            block.fill((byte) -1);
        }
        assertThat(pool.usage().peak()).isLessThan(50 * MIB); // so that some blocks had been used
    }

    @Test
    void atTheLimitIdleBlocksOfOtherSizesMakeRoom() {
        for (int i = 0; i < 60; i++) {
            pool.lend(MIB, false).fill((byte) 1);
        }
        assertThat(pool.lend(60 * MIB, false).byteSize()).isEqualTo(60 * MIB);
        requireSums();
    }

    @Test
    void atTheLimitTheErrorComesAndGoes() {
        List<MemorySegment> alive = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            alive.add(pool.lend(4 * MIB, false));
        }
        assertThatThrownBy(() -> pool.lend(4 * MIB, false))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessageContaining("no memory for 4.0 MiB")
                .hasMessageContaining("the limit is 64.0 MiB, held are 64.0 MiB");
        assertThat(pool.usage().lent()).isEqualTo(64 * MIB);
        alive.set(3, MemorySegment.NULL);
        MemorySegment again = pool.lend(4 * MIB, false);
        assertThat(again.byteSize()).isEqualTo(4 * MIB);
        alive.add(again);
        assertThatThrownBy(() -> pool.lend(1, false)).isInstanceOf(OutOfMemoryError.class);
        assertThat(alive).hasSize(17);
        requireSums();
    }

    @Test
    void aHigherLimitHelps() {
        List<MemorySegment> alive = new ArrayList<>(List.of(pool.lend(60 * MIB, false)));
        assertThatThrownBy(() -> pool.lend(60 * MIB, false)).isInstanceOf(OutOfMemoryError.class);
        limit.set(128 * MIB);
        alive.add(pool.lend(60 * MIB, false));
        assertThat(alive.get(0).address()).isNotEqualTo(alive.get(1).address());
    }

    @Test
    void moreThanTheMachineHasIsAnErrorToo() {
        limit.set(SizeClass.MOST);
        assertThatThrownBy(() -> pool.lend(1L << 46, false))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessageContaining("The operating system refused to give more.");
        assertThat(pool.usage().held()).isZero();
    }

    /** After the sizes have changed, blocks of the old ones do not stay for ever. */
    @Test
    void theOldestIdleBlocksGoFirst() {
        limit.set(512 * MIB);
        lend(200, MIB);
        lend(200, 5 * MIB);
        // Room for more, up to a quarter of the limit, comes with the collections that prove it worth having.
        long before = 0;
        for (int round = 0; round < 100 && before != pool.usage().held(); round++) {
            before = pool.usage().held();
            lend(200, 5 * MIB);
        }
        assertThat(pool.usage().held()).isEqualTo(before).isLessThanOrEqualTo(limit.bytes() / 4 + 5 * MIB);
        assertThat(lend(200, 5 * MIB)).hasSizeLessThanOrEqualTo((int) (limit.bytes() / 4 / (5 * MIB) + 1));
    }

    /** Where blocks lay that were dropped at once. */
    private Set<Long> lend(int blocks, long size) {
        Set<Long> addresses = new HashSet<>();
        for (int i = 0; i < blocks; i++) {
            addresses.add(pool.lend(size, false).address());
        }
        return addresses;
    }

    /** Each thread stamps its blocks, and finds its stamps until it drops them: no block has two owners. */
    @Test
    void manyThreadsNeverShareABlock() throws Exception {
        int threads = 6;
        limit.set(1024 * MIB);
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<Long>> futures = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int seed = t;
                futures.add(workers.submit(() -> stampAndCheck(seed)));
            }
            long stamped = 0;
            for (Future<Long> future : futures) {
                stamped += future.get();
            }
            assertThat(stamped).isEqualTo(threads * 1500L);
        }
        requireSums();
        awaitCollected(() -> pool.usage().lent() == 0);
        assertThat(pool.usage().idle()).isLessThanOrEqualTo(limit.bytes() / 4);
        pool.trim();
        assertThat(pool.usage().held()).isZero();
    }

    private long stampAndCheck(int seed) {
        record Stamped(MemorySegment block, long stamp) {}
        Random random = new Random(seed);
        Deque<Stamped> alive = new ArrayDeque<>();
        long checked = 0;
        for (int i = 0; i < 1500; i++) {
            long stamp = ((long) seed << 32) | i;
            MemorySegment block = pool.lend(64 << 10 << random.nextInt(6), random.nextInt(4) == 0);
            stamp(block, stamp);
            alive.addLast(new Stamped(block, stamp));
            while (alive.size() > 1 + random.nextInt(6)) {
                Stamped oldest = alive.removeFirst();
                requireStamp(oldest.block(), oldest.stamp());
                checked++;
            }
        }
        for (Stamped left : alive) {
            requireStamp(left.block(), left.stamp());
            checked++;
        }
        return checked;
    }

    private static void stamp(MemorySegment block, long stamp) {
        for (long at = 0; at < block.byteSize(); at += 4096) {
            block.set(ValueLayout.JAVA_LONG, at, stamp);
        }
    }

    private static void requireStamp(MemorySegment block, long stamp) {
        for (long at = 0; at < block.byteSize(); at += 4096) {
            if (block.get(ValueLayout.JAVA_LONG, at) != stamp) {
                throw new AssertionError("another owner wrote to a block that is alive");
            }
        }
    }

    @Test
    void chunksGoBackAtOnce() {
        Chunk chunk = pool.lendChunk(MIB);
        assertThat(pool.usage().inWorkspaces()).isEqualTo(MIB);
        chunk.giveBack();
        chunk.giveBack();
        assertThat(pool.usage()).isEqualTo(new Usage(MIB, 0, 0, MIB, 0, WorkspaceMemory.open()));
        assertThat(pool.lendChunk(MIB)).isSameAs(chunk);
        chunk.giveBack();
        MemorySegment result = pool.lend(MIB, false); // the same block, but no workspace's any more
        Chunk other = pool.lendChunk(MIB);
        assertThat(other).isNotSameAs(chunk);
        chunk.giveBack();
        assertThat(pool.usage().lent()).isEqualTo(2 * MIB);
        assertThat(result.byteSize()).isEqualTo(MIB);
    }

    @Test
    void chunksOfNobodyAreFound() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            pool.lendChunk(2 * MIB);
        }
        awaitCollected(() -> pool.usage().lent() == 0);
        assertThat(pool.usage().inWorkspaces()).isZero();
        assertThat(pool.usage().held()).isLessThanOrEqualTo(40 * MIB);
    }
}
