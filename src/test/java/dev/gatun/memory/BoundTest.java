package dev.gatun.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** With a collector and memory that take what the tests say. */
class BoundTest {
    private static final long MIB = 1 << 20;
    private static final long MILLI = 1_000_000;

    /** A program that makes so many bytes of results a second, without the time that collections take. */
    private static long[] run(Bound bound, int collections, long nanos, double bytesOfSecond) {
        long[] bounds = new long[collections];
        for (int i = 0; i < collections; i++) {
            bound.adapt(nanos, nanos + (long) (bound.bytes() / bytesOfSecond * 1e9));
            bounds[i] = bound.bytes();
        }
        return bounds;
    }

    @Test
    void itRisesBitByBitUntilCollectionsTakeLittleOfTheTime() {
        // A megabyte of fresh pages takes 2 ms, a collection 10: after each there may be 5 MiB more.
        Bound bound = new Bound(new Limit(1L << 40), nanos -> nanos * MIB / (2 * MILLI));
        assertThat(bound.bytes()).isEqualTo(64 * MIB);
        long[] bounds = run(bound, 1000, 10 * MILLI, 4096 * MIB);
        long before = 64 * MIB;
        for (long now : bounds) {
            assertThat(now - before).isBetween(0L, 5 * MIB);
            before = now;
        }
        // 440 MiB are made in 110 ms, eleven times as long as a collection takes, and it is slow to learn.
        assertThat(before).isBetween(440 * MIB, 500 * MIB);
        assertThat(bounds[500]).isEqualTo(before);
    }

    @Test
    void itNeverMoreThanDoublesAndEndsAtAQuarterOfTheLimit() {
        Bound bound = new Bound(new Limit(2048 * MIB), nanos -> nanos * MIB);
        long[] bounds = run(bound, 5, 10 * MILLI, 100_000 * MIB);
        assertThat(bounds).containsExactly(128 * MIB, 256 * MIB, 512 * MIB, 512 * MIB, 512 * MIB);
    }

    @Test
    void aFullCollectionAmongCheapOnesIsPaidByThem() {
        Bound bound = new Bound(new Limit(1L << 40), nanos -> nanos * MIB / (2 * MILLI));
        for (int i = 0; i < 100; i++) {
            bound.adapt(i % 8 == 7 ? 8 * MILLI : MILLI / 2, 30 * MILLI); // 11.5 of 240 ms
        }
        assertThat(bound.bytes()).isBetween(64 * MIB, 80 * MIB);
        for (int i = 0; i < 100; i++) {
            bound.adapt(i % 4 == 3 ? 8 * MILLI : MILLI / 2, 25 * MILLI); // 9.5 of 100 ms
        }
        assertThat(bound.bytes()).isGreaterThan(150 * MIB);
    }

    @Test
    void whereCollectionsAreSeldomItFallsToWhatItWas() {
        Bound bound = new Bound(new Limit(2048 * MIB), nanos -> nanos * MIB);
        run(bound, 3, 10 * MILLI, 100_000 * MIB);
        assertThat(bound.bytes()).isEqualTo(512 * MIB);
        long[] bounds = new long[20];
        for (int i = 0; i < bounds.length; i++) {
            bound.adapt(10 * MILLI, 1_000_000 * MILLI);
            bounds[i] = bound.bytes();
        }
        assertThat(bounds[19]).isEqualTo(64 * MIB);
        bound.adapt(10 * MILLI, 1_000 * MILLI);
        assertThat(bound.bytes()).isEqualTo(64 * MIB);
    }

    @Test
    void aSmallLimitHasASmallBound() {
        assertThat(new Bound(new Limit(64 * MIB), nanos -> 0).bytes()).isEqualTo(8 * MIB);
        assertThat(new Bound(new Limit(1), nanos -> 0).bytes()).isEqualTo(1);
    }
}
