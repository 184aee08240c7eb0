package dev.gatun.bench.ladder;

import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.Timing;
import dev.gatun.ladder.Stage;
import java.util.Optional;

/** How a Java tier is timed: by JMH in JVMs of its own, or, in tests of everything around it, at once. */
@FunctionalInterface
interface JavaTimer {
    /**
     * Times a tier on the operands that lie in the run's folder.
     *
     * @param estimate about how many seconds a call takes
     * @throws Untimed if that does not work here
     */
    Timed time(Subject subject, Shape shape, double estimate, Run run, Progress progress) throws Untimed;

    /**
     * What came of it.
     *
     * @param timing what a call costs
     * @param product what such a call gave, where and as it was timed
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Timed(Timing timing, float[] product) {}

    /**
     * What is timed.
     *
     * @param stage a stage, or none for {@code Tensor.matmul}
     */
    record Subject(Optional<Stage> stage) {
        static Subject of(Stage stage) {
            return new Subject(Optional.of(stage));
        }

        static Subject matmul() {
            return new Subject(Optional.empty());
        }
    }

    /** Why a tier could not be timed. */
    final class Untimed extends Exception {
        private static final long serialVersionUID = 1L;

        Untimed(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
