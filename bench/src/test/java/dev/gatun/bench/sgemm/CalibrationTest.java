package dev.gatun.bench.sgemm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.gatun.bench.host.Failure;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Progress;
import dev.gatun.gemm.DispatchTable;
import dev.gatun.gemm.DispatchTable.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrationTest {
    private static final CalibrationEffort SLIGHT = new CalibrationEffort(2, 3, 1e-4, 2e-4);

    @TempDir
    private Path folder;

    /** The whole way, on a grid of one size, which stands for all of them. */
    @Test
    void one_product_is_measured_and_written_beside_what_is_there() throws IOException {
        ForkedJvm jvm = ForkedJvm.plain();
        JvmFacts facts = jvm.probe();
        Assumptions.assumeTrue(facts.hasOpenBlas(), "no OpenBLAS on this machine");
        Calibration calibration = new Calibration(SLIGHT, jvm, facts, List.of(4));
        int[] announced = new int[1];
        Section section = calibration.measure(List.of("a test"), products -> {
            announced[0] = products;
            return Progress.SILENT;
        });
        assertThat(announced[0]).isEqualTo(24); // 2 JVMs, 3 passes, 4 transposes
        assertThat(section.lanes()).isEqualTo(facts.lanes());
        double ratio = section.nearest(true, false, 1, 1, 1).ratio();
        assertThat(ratio).isBetween(0.01, 1000.0);
        assertThat(section.nearest(true, false, 1024, 64, 4).ratio()).isEqualTo(ratio);

        Path path = folder.resolve("table.txt");
        TableFile.at(path).put(Section.of(2, List.of("another width"), (transA, transB, m, n, k) -> 3));
        TableFile.at(path).put(section);
        DispatchTable table = DispatchTable.read(path);
        assertThat(table.section(2).orElseThrow().nearest(false, false, 1, 1, 1).ratio())
                .isEqualTo(3);
        assertThat(table.section(facts.lanes())
                        .orElseThrow()
                        .nearest(true, false, 1, 1, 1)
                        .ratio())
                .isEqualTo(ratio);
        assertThat(path).content().contains("# a test\n", "# another width\n");
    }

    @Test
    void a_jvm_that_fails_says_why() {
        ForkedJvm without = new ForkedJvm(List.of("-Dgatun.blas=none"), Optional.empty());
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> Calibration.onThisMachine(SLIGHT, without))
                .withMessageContaining("no OpenBLAS was loaded");
        Calibration blind =
                new Calibration(SLIGHT, without, new JvmFacts(16, "OpenBLAS", Optional.of("Zen")), List.of(1));
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> blind.measure(List.of(), products -> Progress.SILENT))
                .withMessageStartingWith("the JVM that measures ended with status 1: ");
    }

    @Test
    void a_file_that_is_something_else_is_left_alone() throws IOException {
        Path path = Files.writeString(folder.resolve("notes.txt"), "my notes");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> TableFile.at(path))
                .withMessageContaining("notes.txt is there and no dispatch table: notes.txt:1: 'my notes' where");
        assertThat(path).content().isEqualTo("my notes");
    }

    @Test
    void the_order_of_arguments_is_the_same_on_both_sides() {
        assertThat(CalibrationEffort.ofArguments(SLIGHT.toArguments()))
                .isEqualTo(new CalibrationEffort(1, 3, 1e-4, 2e-4));
        for (GridPoint point : GridPoint.all(List.of(1, 64))) {
            assertThat(GridPoint.parse(point.toString())).isEqualTo(point);
        }
        assertThat(GridPoint.all(List.of(1, 64))).hasSize(32).doesNotHaveDuplicates();
    }
}
