package dev.gatun.bench.ladder;

import dev.gatun.Tensor;
import dev.gatun.bench.ladder.JavaTimer.Untimed;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Reference.Check;
import dev.gatun.bench.measure.Shape;
import dev.gatun.ladder.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BinaryOperator;

/**
 * Gatun's own tiers: every {@link Stage} there is, then {@code Tensor.matmul}, which is what a user calls. They are
 * checked here and timed elsewhere, in JVMs of their own.
 */
final class JavaTiers {
    private static final Tier MATMUL = new Tier("java.matmul", "Java, Tensor.matmul", "a.matmul(b)");

    // Java interprets first and compiles later: a corner counts once it is large enough to be compiled on the way.
    private static final double ENOUGH_SECONDS = 0.2;

    private final JavaTimer timer;

    JavaTiers(JavaTimer timer) {
        this.timer = timer;
    }

    /** The tier that a stage is. */
    static Tier tier(Stage stage) {
        String name = stage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new Tier("java." + stage.id(), "Java, " + name, stage.code());
    }

    int count() {
        return Stage.values().length + 1;
    }

    List<Row> measure(Operands operands, Reference reference, Run run, Progress progress) {
        List<Row> rows = new ArrayList<>();
        for (Stage stage : Stage.values()) {
            Tier tier = tier(stage);
            progress.row(tier.id());
            rows.add(
                    stage.available()
                            ? measure(
                                    tier,
                                    stage::matmul,
                                    JavaTimer.Subject.of(stage),
                                    operands,
                                    reference,
                                    run,
                                    progress)
                            : Row.missing(tier, stage.unavailableReason()));
        }
        progress.row(MATMUL.id());
        rows.add(measure(MATMUL, Tensor::matmul, JavaTimer.Subject.matmul(), operands, reference, run, progress));
        return rows;
    }

    private Row measure(
            Tier tier,
            BinaryOperator<Tensor> product,
            JavaTimer.Subject subject,
            Operands operands,
            Reference reference,
            Run run,
            Progress progress) {
        try {
            double estimate = Estimate.seconds(operands.shape(), ENOUGH_SECONDS, corner -> {
                Tensors some = Tensors.of(operands.corner(corner));
                double cold = seconds(product, some);
                // The call that was long enough was so perhaps because Java was still compiling: once more, then.
                return cold < ENOUGH_SECONDS ? cold : Math.min(cold, seconds(product, some));
            });
            if (!run.effort().affords(estimate)) {
                return Row.missing(tier, run.effort().tooSlow(estimate));
            }
            Tensors all = Tensors.of(operands);
            Check check = reference.check(product.apply(all.a(), all.b()).toArray());
            if (!check.near()) {
                return Row.notNear(tier, check);
            }
            try {
                JavaTimer.Timed timed = timer.time(subject, operands.shape(), estimate, run, progress);
                // That JVM has other flags (the Vector API), and so other code: its product is what counts.
                Check timedCheck = reference.check(timed.product());
                return timedCheck.near() ? Row.ok(tier, timed.timing(), timedCheck) : Row.notNear(tier, timedCheck);
            } catch (Untimed e) {
                return Row.untimed(tier, check, String.valueOf(e.getMessage()));
            }
        } catch (RuntimeException e) {
            // A tier that throws is a finding about that tier; the others are still worth measuring.
            return Row.failed(tier, "failed: " + e);
        }
    }

    private static double seconds(BinaryOperator<Tensor> product, Tensors operands) {
        long start = System.nanoTime();
        Objects.requireNonNull(product.apply(operands.a(), operands.b()));
        return (System.nanoTime() - start) / 1e9;
    }

    /** The operands as a user holds them: in native memory, contiguous. */
    record Tensors(Tensor a, Tensor b) {
        static Tensors of(Operands operands) {
            Shape shape = operands.shape();
            return new Tensors(
                    Tensor.wrap(operands.a(), shape.m(), shape.k()).copy(),
                    Tensor.wrap(operands.b(), shape.k(), shape.n()).copy());
        }
    }
}
