package dev.gatun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The counts of the process, which other tests change too, and in JVMs of their own what is decided once. */
class MemoryTest {
    @Test
    void countsBelongTogether() {
        List<Tensor> alive = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            alive.add(Tensor.zeros(1L << (i / 2)));
            MemoryStats stats = Memory.stats();
            assertThat(stats.held()).isEqualTo(stats.handedOut() + stats.idle()).isLessThanOrEqualTo(stats.limit());
            assertThat(stats.peak()).isGreaterThanOrEqualTo(stats.held());
            assertThat(stats.inWorkspaces()).isBetween(0L, stats.handedOut());
        }
        long bytes = alive.stream().mapToLong(tensor -> tensor.numel() * 4).sum();
        assertThat(Memory.stats().handedOut()).isGreaterThanOrEqualTo(bytes);
        assertThat(Memory.report()).contains("held=").contains("-Dgatun.memory.debug=true");
    }

    @Test
    void theLimitCanBeSet() {
        long before = Memory.limit();
        try {
            Memory.limit(1L << 40);
            assertThat(Memory.limit())
                    .isEqualTo(1L << 40)
                    .isEqualTo(Memory.stats().limit());
            assertThatThrownBy(() -> Memory.limit(0)).isInstanceOf(IllegalArgumentException.class);
        } finally {
            Memory.limit(before);
        }
    }

    /** Exact counts, as nothing else is going on. */
    static final class Counting {
        private Counting() {}

        public static void main(String[] args) {
            System.out.println(Memory.stats());
            Tensor large = Tensor.ones(1 << 20);
            Tensor small = Tensor.ones(3);
            System.out.println(Memory.stats());
            small.set(2, 0);
            try (Workspace ws = Workspace.open()) {
                large.add(large);
                System.out.println(Memory.stats() + " " + ws.bytes());
            }
            System.out.println(Memory.stats());
            Memory.trim();
            System.out.println(Memory.stats());
        }
    }

    @Test
    void everyByteIsCounted() {
        String output = ChildJvm.run(
                Counting.class, "-Dgatun.memory.limit=1g", "--enable-native-access=ALL-UNNAMED", "-Dgatun.threads=1");
        long large = 4 << 20;
        long slab = 64 << 10;
        long limit = 1 << 30;
        assertThat(output.lines())
                .containsExactly(
                        new MemoryStats(0, 0, 0, 0, 0, limit, 0, 0).toString(),
                        new MemoryStats(large + slab, large + slab, 0, 0, large + slab, limit, 0, 0).toString(),
                        new MemoryStats(2 * large + slab, 2 * large + slab, 0, large, 2 * large + slab, limit, 0, 1)
                                + " " + large,
                        new MemoryStats(2 * large + slab, large + slab, large, 0, 2 * large + slab, limit, 0, 0)
                                .toString(),
                        new MemoryStats(large + slab, large + slab, 0, 0, 2 * large + slab, limit, 0, 0).toString());
    }
}
