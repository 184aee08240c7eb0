package dev.gatun.bench.ladder;

import dev.gatun.bench.measure.Shape;
import java.util.function.ToDoubleFunction;

/** What a call will take, before it is made: so that a row which would take hours is never begun. */
final class Estimate {
    private Estimate() {}

    /**
     * Seconds of the whole product, from growing corners of it: the first corner that takes {@code enough} seconds is
     * taken to stand for the rest, operation for operation. Corners grow along k, then n, then m, because tiers pay for
     * an element of C before they pay for an element of k.
     */
    static double seconds(Shape whole, double enough, ToDoubleFunction<Shape> secondsOf) {
        Shape corner = new Shape(1, Math.min(64, whole.k()), 1);
        while (true) {
            double seconds = secondsOf.applyAsDouble(corner);
            if (seconds >= enough || corner.equals(whole)) {
                return seconds * whole.flops() / corner.flops();
            }
            corner = larger(corner, whole);
        }
    }

    private static Shape larger(Shape corner, Shape whole) {
        if (corner.k() < whole.k()) {
            return new Shape(corner.m(), twice(corner.k(), whole.k()), corner.n());
        }
        if (corner.n() < whole.n()) {
            return new Shape(corner.m(), corner.k(), twice(corner.n(), whole.n()));
        }
        return new Shape(twice(corner.m(), whole.m()), corner.k(), corner.n());
    }

    private static int twice(int size, int atMost) {
        return (int) Math.min(2L * size, atMost);
    }
}
