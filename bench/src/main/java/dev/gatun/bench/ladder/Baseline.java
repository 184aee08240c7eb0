package dev.gatun.bench.ladder;

import java.util.List;
import java.util.Optional;

/** What "times faster" is measured against: the slowest loop of the lesson that there is. */
final class Baseline {
    /** The lesson's own. */
    static final String LESSON = "python.tensors";

    /** Measured only where the lesson's own was not. */
    static final String STAND_IN = "python.arrays";

    private static final List<String> IN_ORDER = List.of(LESSON, STAND_IN, "python.lists", "java.tripleLoop");

    private Baseline() {}

    /** The first of the baselines that was measured. */
    static Optional<Row> of(List<Row> rows) {
        return IN_ORDER.stream()
                .flatMap(id -> rows.stream().filter(row -> row.tier().id().equals(id) && row.isOk()))
                .findFirst();
    }
}
