package dev.gatun.einsum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Parts do not overlap while they are in use, and blocks are lent and given back. */
class ScratchTest {

    @Test
    void partsInUseAreApart() {
        Random random = new Random(5);
        for (int round = 0; round < 200; round++) {
            ScratchPlan plan = new ScratchPlan();
            List<long[]> used = new ArrayList<>();
            for (int step = 0; step < 30; step++) {
                if (!used.isEmpty() && random.nextInt(3) == 0) {
                    plan.giveBack(used.remove(random.nextInt(used.size()))[0]);
                    continue;
                }
                long elements = 1L + random.nextInt(100);
                long from = plan.take(elements);
                assertThat(from % 16).isZero();
                assertThat(from + elements).isLessThanOrEqualTo(plan.size());
                for (long[] other : used) {
                    assertThat(from >= other[1] || from + elements <= other[0]).isTrue();
                }
                used.add(new long[] {from, from + elements});
            }
        }
    }

    @Test
    void whatIsGivenBackIsUsedAgain() {
        ScratchPlan plan = new ScratchPlan();
        long first = plan.take(100);
        long second = plan.take(100);
        plan.giveBack(first);
        assertThat(plan.take(90)).isEqualTo(first);
        assertThat(plan.take(90)).isGreaterThan(second);
        assertThat(plan.size()).isEqualTo(2 * 112 + 90);
    }

    @Test
    void smallBlocksAreKeptAndLargeOnesEnd() {
        List<MemorySegment> lent = new ArrayList<>();
        Scratch.lend(1000, lent::add);
        Scratch.lend(500, lent::add);
        assertThat(lent.get(1).address()).isEqualTo(lent.get(0).address());
        Scratch.lend(5 << 20, lent::add);
        assertThat(lent.get(2).byteSize()).isEqualTo(20 << 20);
        assertThatThrownBy(() -> lent.get(2).fill((byte) 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void twoAtATimeHaveTwoBlocks() {
        Scratch.lend(
                1000,
                outer -> Scratch.lend(
                        1000,
                        inner -> assertThat(inner.asOverlappingSlice(outer)).isEmpty()));
    }
}
