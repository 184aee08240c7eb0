package dev.gatun.bench.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.ladder.JmhTimer.Plan;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Shape;
import dev.gatun.ladder.Stage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhTimerTest {
    private static final Effort SLIGHT = new Effort("slight", 60, 0.01, 1, 1, 3);

    private final JmhTimer timer = new JmhTimer();

    @TempDir
    private Path folder;

    @Test
    void times_a_stage_in_a_jvm_of_its_own_and_brings_its_product() throws JavaTimer.Untimed {
        Operands operands = Operands.random(new Shape(2, 3, 2));
        operands.write(folder);
        JavaTimer.Timed timed = timer.time(
                JavaTimer.Subject.of(Stage.TRIPLE_LOOP),
                operands.shape(),
                1e-6,
                new Run(SLIGHT, 1, folder),
                Progress.SILENT);
        assertThat(timed.timing().samples()).isEqualTo(3);
        assertThat(timed.timing().median()).isBetween(1.0, 1e9);
        assertThat(Reference.of(operands).check(timed.product()).near()).isTrue();
    }

    @Test
    void says_why_a_jvm_failed() {
        assertThatExceptionOfType(JavaTimer.Untimed.class)
                .isThrownBy(() -> timer.time(
                        JavaTimer.Subject.matmul(),
                        new Shape(2, 3, 2),
                        1e-6,
                        new Run(SLIGHT, 1, folder.resolve("absent")),
                        Progress.SILENT))
                .withMessageContaining("NoSuchFileException")
                .withMessageContaining("a.f32");
    }

    @Test
    void plans_fewer_calls_where_they_are_slow() {
        for (Effort effort : List.of(Effort.QUICK, Effort.FULL)) {
            assertThat(Plan.of(effort, 1e-6))
                    .isEqualTo(new Plan(effort.forks(), effort.warmups(), effort.measurements()));
            for (double seconds = 1e-9; effort.affords(seconds); seconds *= 1.5) {
                Plan plan = Plan.of(effort, seconds);
                assertThat(plan.warmups()).isPositive();
                assertThat(plan.measurements()).isPositive();
                assertThat(plan.forks() * (plan.warmups() + plan.measurements()) * seconds)
                        .as("%s at %s s", plan, seconds)
                        .isLessThanOrEqualTo(effort.bound());
            }
        }
    }
}
