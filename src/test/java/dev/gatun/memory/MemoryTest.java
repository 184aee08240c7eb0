package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatun.layout.Layout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MemoryTest {
    @Test
    void blocksAreAlignedZeroAndOfTheirSize() {
        for (long bytes : new long[] {0, 1, 63, 64, 65, 4096, 4097, 100_000, 131_072, 131_073, 1 << 20, 5_000_000}) {
            Memory.allocate(bytes).fill((byte) -1);
            MemorySegment block = Memory.allocateZeroed(bytes);
            assertThat(block.byteSize()).isEqualTo(bytes);
            assertThat(block.address() % Memory.ALIGNMENT).isZero();
            assertThat(block.toArray(ValueLayout.JAVA_BYTE)).containsOnly(new byte[(int) bytes]);
        }
    }

    @Test
    void blocksOfManyThreadsNeverOverlap() throws Exception {
        int threads = 8;
        int each = 5_000;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<List<MemorySegment>>> futures = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int mark = t + 1;
                futures.add(pool.submit(() -> {
                    List<MemorySegment> blocks = new ArrayList<>();
                    for (int i = 0; i < each; i++) {
                        MemorySegment block = Memory.allocate(1 + i % 200);
                        block.fill((byte) mark);
                        blocks.add(block);
                    }
                    return blocks;
                }));
            }
            for (int t = 0; t < threads; t++) {
                for (MemorySegment block : futures.get(t).get()) {
                    for (long i = 0; i < block.byteSize(); i++) {
                        assertThat(block.get(ValueLayout.JAVA_BYTE, i)).isEqualTo((byte) (t + 1));
                    }
                }
            }
        }
    }

    @Test
    void overlapIsAMatterOfMemoryNotOfSegments() {
        float[] array = new float[10];
        MemorySegment one = MemorySegment.ofArray(array);
        MemorySegment two = MemorySegment.ofArray(array);
        Layout low = Layout.contiguous(5);
        Layout high = Layout.strided(new long[] {5}, new long[] {1}, 5);
        assertThat(Overlap.mayOverlap(one, low, 4, two, low, 4)).isTrue();
        assertThat(Overlap.mayOverlap(one, low, 4, two, high, 4)).isFalse();
        assertThat(Overlap.mayOverlap(one, low, 4, two.asSlice(20), low, 4)).isFalse();
        assertThat(Overlap.mayOverlap(one, low, 4, two.asSlice(16), low, 4)).isTrue();
        assertThat(Overlap.mayOverlap(one, low, 4, two, Layout.contiguous(0), 4))
                .isFalse();
        assertThat(Overlap.mayOverlap(one, low, 4, Memory.allocate(64), low, 4)).isFalse();
    }

    @Test
    void aBlockThatLivesOnKeepsItsBytes() {
        Slabs slabs = new Slabs(new Pool(new Limit(64 << 20)), 1 << 10, 4 << 10);
        List<MemorySegment> kept = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            MemorySegment block = slabs.allocate(1 << 10);
            block.fill((byte) i);
            if (i % 100 == 0) {
                kept.add(block);
            }
            if (i % 2000 == 0) {
                System.gc();
            }
        }
        for (int i = 0; i < kept.size(); i++) {
            byte[] expected = new byte[1 << 10];
            java.util.Arrays.fill(expected, (byte) (i * 100));
            assertThat(kept.get(i).toArray(ValueLayout.JAVA_BYTE)).isEqualTo(expected);
        }
    }

    /**
     * 1 GiB of slabs in all, of which hardly any is alive at a time, and far too few heap objects to start the
     * collector.
     */
    @Test
    void deadSlabsDoNotPileUp() {
        Limit limit = new Limit(256 << 20);
        Pool pool = new Pool(limit);
        Slabs slabs = new Slabs(pool, 4 << 10, 64 << 10);
        for (int i = 0; i < 1 << 18; i++) {
            slabs.allocate(4 << 10).set(ValueLayout.JAVA_BYTE, 0, (byte) 1);
        }
        assertThat(pool.usage().peak()).isLessThanOrEqualTo(limit.bytes() / 4);
        assertThat(pool.usage().collections()).isBetween(1L, 128L);
    }

    @Test
    void resultsAreNeverTooLargeForAnError() {
        for (long bytes : new long[] {1L << 46, SizeClass.MOST, SizeClass.MOST + 1, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> Memory.allocate(bytes))
                    .isInstanceOf(OutOfMemoryError.class)
                    .hasMessageStartingWith("Gatun has no memory for " + Usage.show(bytes));
        }
    }
}
