package dev.gatun.bench.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.Tensor;
import dev.gatun.bench.measure.Operands;
import dev.gatun.bench.measure.Progress;
import dev.gatun.bench.measure.Reference;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.measure.Timing;
import dev.gatun.bench.python.Interpreters;
import dev.gatun.bench.yardstick.Yardsticks;
import dev.gatun.bindings.OpenBlas;
import dev.gatun.ladder.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole ladder, on a product so small that it takes no time; Java is timed at once and not by JMH. */
class LadderRunTest {
    private static final Effort SLIGHT = new Effort("slight", 60, 0.01, 1, 1, 1);

    private static final JavaTimer AT_ONCE = (subject, shape, estimate, run, progress) -> {
        JavaTiers.Tensors operands = JavaTiers.Tensors.of(Operands.read(run.folder(), shape));
        long start = System.nanoTime();
        Tensor product = subject.stage()
                .map(stage -> stage.matmul(operands.a(), operands.b()))
                .orElseGet(() -> operands.a().matmul(operands.b()));
        return new JavaTimer.Timed(Timing.of((double) (System.nanoTime() - start)), product.toArray());
    };

    private static final Yardsticks.Found NO_YARDSTICKS = new Yardsticks.Found(Optional.empty(), "not built");

    @TempDir
    private Path folder;

    private static Ladder climb(Interpreters interpreters, JavaTimer timer) {
        return new LadderRun(interpreters, Yardsticks.find(), OpenBlas.instance(), timer)
                .measure(Operands.random(new Shape(3, 5, 2)), "random", SLIGHT, 1, rows -> Progress.SILENT);
    }

    private Interpreters fake(String body) throws IOException {
        Path python = folder.resolve("python3");
        Files.writeString(python, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(python, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Interpreters.named(python.toString());
    }

    private static Row row(Ladder ladder, String id) {
        return ladder.rows().stream()
                .filter(row -> row.tier().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void with_what_this_machine_has() {
        Interpreters interpreters = Interpreters.onThisMachine();
        Ladder ladder = climb(interpreters, AT_ONCE);
        assertThat(ladder.rows().stream().map(row -> row.tier().id()).filter(id -> !id.equals("python.arrays")))
                .startsWith("python.tensors", "python.lists", "torch.elementwise", "torch.broadcast", "torch.einsum")
                .contains("torch.operator", "numpy.einsum", "numpy.operator", "c.tripleLoop", "c.openblas")
                .containsSubsequence(Arrays.stream(Stage.values())
                        .map(stage -> "java." + stage.id())
                        .toList())
                .endsWith("java.matmul")
                .doesNotHaveDuplicates();
        assertThat(ladder.wrong()).isEmpty();
        for (Row row : ladder.rows()) {
            assertThat(row.isOk() || !row.reason().isEmpty()).as("%s", row).isTrue();
            assertThat(row.check().map(Reference.Check::near).orElse(true))
                    .as("%s", row)
                    .isTrue();
        }
        assertThat(row(ladder, "java.matmul").isOk()).isTrue();
        assertThat(ladder.baseline()).isPresent();

        Assumptions.assumeTrue(interpreters.best().isPresent(), "no python3 on this machine: its tiers were not run");
        assertThat(row(ladder, "python.lists").isOk()).isTrue();
        boolean torch = interpreters.best().get().torch().works();
        assertThat(row(ladder, "torch.einsum").isOk()).isEqualTo(torch);
        assertThat(row(ladder, "python.tensors").isOk()).isEqualTo(torch);
    }

    @Test
    void without_python_it_compares_with_java() throws IOException {
        Ladder ladder = climb(fake("exit 3"), AT_ONCE);
        assertThat(ladder.baseline().orElseThrow().tier().id()).isEqualTo("java.tripleLoop");
        assertThat(row(ladder, "python.lists").reason())
                .contains("no Python runs", "status 3", "apt-get install python3");
        assertThat(row(ladder, "torch.einsum").reason()).contains("python3-torch");
        assertThat(LadderReport.toText(ladder, 120)).contains("baseline  java.tripleLoop");
    }

    @Test
    void without_pytorch_and_numpy_it_says_how_to_get_them() throws IOException {
        String real = realPython();
        // -S -E: no site-packages, hence no NumPy
        Ladder ladder = climb(fake("exec " + real + " -S -E \"$@\""), AT_ONCE);
        assertThat(ladder.baseline().orElseThrow().tier().id()).isEqualTo("python.lists");
        assertThat(row(ladder, "torch.einsum").reason())
                .contains("has no PyTorch", "python3-torch", "pip install torch");
        assertThat(row(ladder, "numpy.einsum").reason()).contains("has no NumPy", "python3-numpy");
    }

    @Test
    void without_pytorch_the_baseline_is_loops_over_arrays() throws IOException {
        String real = Interpreters.onThisMachine().attempts().stream()
                .filter(attempt ->
                        attempt.found().map(python -> python.numpy().works()).orElse(false))
                .map(Interpreters.Attempt::command)
                .findFirst()
                .orElse("");
        Assumptions.assumeFalse(real.isEmpty(), "no Python with NumPy on this machine");
        Files.createDirectory(folder.resolve("torch"));
        Files.writeString(folder.resolve("torch/__init__.py"), "raise ImportError('a library is gone')");
        Ladder ladder = climb(fake("PYTHONPATH=" + folder + " exec " + real + " \"$@\""), AT_ONCE);
        assertThat(ladder.baseline().orElseThrow().tier().id()).isEqualTo("python.arrays");
        assertThat(row(ladder, "torch.einsum").reason()).contains("does not import: a library is gone");
        assertThat(row(ladder, "numpy.operator").isOk()).isTrue();
    }

    @Test
    void a_tier_that_crashes_loses_its_own_row_only() throws IOException {
        String real = realPython();
        // A Python that has "PyTorch", which ends the process when the first tensor is made.
        Files.createDirectory(folder.resolve("torch"));
        Files.writeString(folder.resolve("torch/__init__.py"), """
                import os, sys
                __version__ = "9"
                float32 = None
                def set_num_threads(n): pass
                def frombuffer(*a, **k):
                    sys.stderr.write("out of tensors\\n")
                    sys.stderr.flush()
                    os._exit(7)
                """);
        Ladder ladder = climb(fake("PYTHONPATH=" + folder + " exec " + real + " -S \"$@\""), AT_ONCE);
        assertThat(row(ladder, "python.tensors").reason()).endsWith("ended with status 7: out of tensors");
        assertThat(row(ladder, "torch.operator").reason()).endsWith("ended with status 7: out of tensors");
        assertThat(row(ladder, "python.lists").isOk()).isTrue();
    }

    @Test
    void a_product_that_is_not_near_is_not_timed() throws IOException {
        JavaTimer wrong = (subject, shape, estimate, run, progress) ->
                new JavaTimer.Timed(Timing.of(1), new float[shape.m() * shape.n()]);
        Ladder ladder = climb(fake("exit 1"), wrong);
        Row row = row(ladder, "java.tripleLoop");
        assertThat(row.status()).isEqualTo(Row.Status.WRONG);
        assertThat(row.timing()).isEmpty();
        assertThat(row.reason()).contains("not near");
        assertThat(ladder.wrong()).contains(row);
    }

    @Test
    void a_jvm_that_fails_leaves_a_reason() throws IOException {
        JavaTimer failing = (subject, shape, estimate, run, progress) -> {
            throw new JavaTimer.Untimed("its JVM failed: no room", new IOException());
        };
        Row row = row(climb(fake("exit 1"), failing), "java.tripleLoop");
        assertThat(row.status()).isEqualTo(Row.Status.MISSING);
        assertThat(row.reason()).isEqualTo("its JVM failed: no room");
    }

    @Test
    void without_the_yardsticks_and_openblas_the_rest_is_there() throws IOException {
        Ladder ladder = new LadderRun(fake("exit 1"), NO_YARDSTICKS, Optional.empty(), AT_ONCE)
                .measure(Operands.random(new Shape(1, 2, 3)), "random", SLIGHT, 1, rows -> Progress.SILENT);
        assertThat(List.of(
                        row(ladder, "c.tripleLoop").reason(),
                        row(ladder, "c.openblas").reason()))
                .containsOnly("not built");
        assertThat(ladder.place().peakGflops()).isEmpty();
        assertThat(ladder.ofPeak(row(ladder, "java.matmul"))).isEmpty();
    }

    private static String realPython() {
        Optional<String> real = Interpreters.onThisMachine().best().map(python -> python.command());
        Assumptions.assumeTrue(real.isPresent(), "no python3 on this machine");
        return real.get();
    }
}
