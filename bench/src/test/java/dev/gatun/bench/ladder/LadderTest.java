package dev.gatun.bench.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LadderTest {
    @Test
    void the_baseline_is_the_first_of_the_loops_that_was_measured() {
        List<Row> rows = new ArrayList<>(List.of(
                SampleLadder.ok("java.tripleLoop", 1),
                SampleLadder.ok("python.lists", 2),
                SampleLadder.ok("python.arrays", 3),
                SampleLadder.ok("python.tensors", 4),
                SampleLadder.ok("torch.einsum", 5)));
        for (String expected : List.of("python.tensors", "python.arrays", "python.lists", "java.tripleLoop")) {
            assertThat(SampleLadder.of(rows).baseline().orElseThrow().tier().id())
                    .isEqualTo(expected);
            rows.replaceAll(row -> row.tier().id().equals(expected) ? SampleLadder.missing(expected, "gone") : row);
        }
        assertThat(SampleLadder.of(rows).baseline()).isEmpty();
        assertThat(SampleLadder.of(rows).timesFaster(rows.getLast())).isEmpty();
    }

    @Test
    void what_follows_from_a_time() {
        Ladder ladder = SampleLadder.mixed();
        Row operator = ladder.rows().get(3);
        assertThat(ladder.timesFaster(operator)).hasValue(1500);
        assertThat(ladder.gflops(operator)).hasValue(39.2);
        assertThat(ladder.ofPeak(operator).orElseThrow()).isCloseTo(0.392, within(1e-12));
        assertThat(ladder.lessonFactor(operator)).hasValue(49_166.67);
        assertThat(ladder.lessonFactor(ladder.rows().get(2))).hasValue(49_166.67);
        assertThat(ladder.lessonFactor(ladder.rows().get(0))).isEmpty();
        assertThat(ladder.lessonFactor(SampleLadder.ok("numpy.operator", 1))).isEmpty();
        assertThat(ladder.wrong()).containsExactly(ladder.rows().get(4));
    }

    @Test
    void text_says_what_is_missing_and_why_each_reason_once() {
        String text = LadderReport.toText(SampleLadder.mixed(), Integer.MAX_VALUE);
        assertThat(text)
                .contains(
                        "python.lists, label of python.lists; not the lesson's, python.tensors, which was not measured")
                .contains("not taken python3: exited with status 1")
                .contains("BLAS libblas.so.3")
                .contains("[1] torch.einsum, torch.operator: no PyTorch\n")
                .contains("[2] java.einsum: not near the reference: off by 3.5 at [4, 9]; not timed\n");
        assertThat(text.lines().filter(line -> line.startsWith("java.operator")).toList())
                .singleElement()
                .asString()
                .matches("java.operator +code of java.operator +2.00 us +15 % +1,500 +49,166.67 +39.2 +39 % +2.0e-05");
        assertThat(text.lines().filter(line -> line.startsWith("torch.einsum")).toList())
                .singleElement()
                .asString()
                .matches("torch.einsum +code of torch.einsum +\\[1] +16,090.91");
    }

    @Test
    void markdown_names_the_command_the_day_and_the_machine() {
        assertThat(LadderReport.toMarkdown(SampleLadder.mixed(), "bench/gatun ladder --readme", "2026-11-23"))
                .startsWith("| tier | code | time |")
                .contains("| java.operator | `code of java.operator` | 2.00 us |")
                .contains("Measured on 2026-11-23 by `bench/gatun ladder --readme` on CPU, AVX2 (256 bits), 2 cores")
                .contains("1. torch.einsum, torch.operator: no PyTorch");
    }
}
