package dev.gatun.bench.sgemm;

import dev.gatun.bench.measure.Shape;
import java.util.ArrayList;
import java.util.List;

/** A product of the dispatch table's grid. */
record GridPoint(Transposes transposes, Shape shape) {
    /** All with these sizes of m, n and k. */
    static List<GridPoint> all(List<Integer> sizes) {
        List<GridPoint> all = new ArrayList<>();
        for (Transposes transposes : Transposes.values()) {
            for (int m : sizes) {
                for (int n : sizes) {
                    for (int k : sizes) {
                        all.add(new GridPoint(transposes, new Shape(m, k, n)));
                    }
                }
            }
        }
        return all;
    }

    /** Reads {@code 64x784x50 NN}. */
    static GridPoint parse(String text) {
        int blank = text.indexOf(' ');
        return new GridPoint(Transposes.valueOf(text.substring(blank + 1)), Shape.parse(text.substring(0, blank)));
    }

    @Override
    public String toString() {
        return shape + " " + transposes;
    }
}
