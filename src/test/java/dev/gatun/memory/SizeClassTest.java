package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SizeClassTest {
    @Test
    void aBlockHoldsItsRequestAndLittleMore() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            long bytes = 1 + (random.nextLong() >>> (17 + random.nextInt(44)));
            long size = SizeClass.of(bytes);
            assertThat(size).isGreaterThanOrEqualTo(bytes).isGreaterThanOrEqualTo(SizeClass.LEAST);
            assertThat(size % (8 << 10)).isZero();
            assertThat(SizeClass.of(size)).isEqualTo(size);
            assertThat(SizeClass.of(size + 1)).isGreaterThan(size);
            if (bytes > SizeClass.LEAST) {
                assertThat(size - bytes).isLessThanOrEqualTo(bytes / 8);
            }
        }
    }

    @Test
    void powersOfTwoAreSizes() {
        for (long size = SizeClass.LEAST; size <= SizeClass.MOST; size *= 2) {
            assertThat(SizeClass.of(size)).isEqualTo(size);
        }
        assertThat(SizeClass.of(0)).isEqualTo(SizeClass.LEAST);
        assertThat(SizeClass.of((64 << 10) + 1)).isEqualTo(72 << 10);
        assertThat(SizeClass.of(120_000_000)).isEqualTo(120L << 20);
    }

    @Test
    void hugePagesFitWhatIsMappedInThem() {
        for (long size = HugePages.SIZE; size <= 1L << 40; size = SizeClass.of(size + 1)) {
            assertThat(size % (64 << 10)).isZero(); // the largest ordinary page of Linux
        }
    }
}
