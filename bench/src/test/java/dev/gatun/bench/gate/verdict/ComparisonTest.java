package dev.gatun.bench.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.bench.gate.stats.Change;
import dev.gatun.bench.gate.verdict.Comparison.Pair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Random random = new Random(7);
    private final Rules rules = Rules.atOnce(0.05);

    private Samples samples(double value, double noise, int forks) {
        return TestSamples.times(IntStream.range(0, forks)
                .mapToDouble(i -> value * Math.exp(noise * random.nextGaussian()))
                .toArray());
    }

    private static Samples rates(double... values) {
        return new Samples(Arrays.stream(values)
                .mapToObj(value -> new Fork(value, "ops/s", true, Optional.empty()))
                .toList());
    }

    private static Change change(Finding finding) {
        return finding.evidence().orElseThrow().change();
    }

    private Finding judge(Samples a, Samples b) {
        return Comparison.judge(List.of(new Pair("x", a, b, 0)), rules).getFirst();
    }

    @Test
    void slower_is_regressed_and_faster_is_improved() {
        Finding slower = judge(samples(100, 0.01, 8), samples(112, 0.01, 8));
        assertThat(slower.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(change(slower).share()).isCloseTo(0.12, within(0.02));
        assertThat(judge(samples(100, 0.01, 8), samples(88, 0.01, 8)).verdict()).isEqualTo(Verdict.IMPROVED);
    }

    @Test
    void of_rates_less_is_worse() {
        Samples before = rates(100, 101, 99, 100, 102, 98);
        Samples after = rates(80, 81, 79, 80, 82, 78);
        assertThat(judge(before, after).verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(change(judge(before, after)).share()).isCloseTo(0.25, within(0.01));
    }

    @Test
    void significant_but_small_is_unchanged() {
        Finding finding = judge(samples(100, 0.001, 12), samples(102, 0.001, 12));
        assertThat(finding.evidence().orElseThrow().p()).isLessThan(0.001);
        assertThat(finding.verdict()).isEqualTo(Verdict.UNCHANGED);
    }

    @Test
    void large_but_by_chance_is_inconclusive() {
        Finding finding = judge(samples(100, 0.5, 8), samples(130, 0.5, 8));
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.why()).isNotEmpty();
    }

    @Test
    void too_little_data_is_never_a_pass() {
        Finding one = judge(samples(100, 0.0001, 1), samples(100, 0.0001, 1));
        assertThat(one.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(one.why()).isEqualTo("1 fork is too few to judge 1 benchmark: at least 5 of each");
        assertThat(judge(samples(100, 0.0001, 3), samples(200, 0.0001, 3)).verdict())
                .isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_side_that_drifts_within_itself_widens_what_matters() {
        double[] drifting =
                IntStream.range(0, 10).mapToDouble(i -> Math.exp(0.04 * i)).toArray();
        Finding finding = judge(
                TestSamples.times(drifting),
                TestSamples.times(Arrays.stream(drifting).map(x -> 1.2 * x).toArray()));
        assertThat(finding.evidence().orElseThrow().noise()).isCloseTo(0.2, within(0.01));
        assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(finding.why()).startsWith("identical code differs by up to 22.1 % here");
    }

    @Test
    void more_benchmarks_need_more_forks() {
        assertThat(Comparison.forksFor(1, 0.02)).isEqualTo(5);
        assertThat(Comparison.forksFor(100, 0.02)).isEqualTo(8);
    }
}
