package dev.gatun.bench.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Finding.Metric;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Fork.Bytes;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.host.Command.Trouble;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AbRunTest {
    private final Random random = new Random(9);
    private final List<String> order = new ArrayList<>();
    private double now;

    private Fork fork(double value) {
        return new Fork(value * Math.exp(0.01 * random.nextGaussian()), "ns/op", false, Optional.of(new Bytes(24, 0)));
    }

    private AbRun.Result run(List<String> units, double budget, Sampler sampler) throws Trouble {
        Sampler counted = (unit, side) -> {
            now += 1;
            order.add(unit + " " + side);
            return sampler.sample(unit, side);
        };
        return new AbRun(
                        units,
                        counted,
                        Rules.inTwoSteps(0.05),
                        budget,
                        () -> now,
                        new Random(1),
                        share -> assertThat(share).isBetween(0.0, 1.0))
                .run();
    }

    @Test
    void what_is_slower_is_found_and_named_and_nothing_else() throws Trouble {
        AbRun.Result result = run(
                List.of("x", "y", "z"),
                1000,
                (unit, side) -> Map.of(
                        unit,
                        fork(
                                side == Sampler.Side.B && unit.equals("y")
                                        ? 110
                                        : side == Sampler.Side.B && unit.equals("z") ? 80 : 100)));
        assertThat(result.findings())
                .filteredOn(finding -> finding.metric() == Metric.TIME)
                .extracting(finding -> finding.benchmark() + " " + finding.verdict())
                .containsExactly("x UNCHANGED", "y REGRESSED", "z IMPROVED");
        Finding slower = result.findings().get(2); // after the time and the allocation of x
        assertThat(slower.evidence().orElseThrow().change().share()).isCloseTo(0.1, within(0.02));
        assertThat(slower.why()).startsWith("measured again, alone: +");
        assertThat(slower.evidence().orElseThrow().p()).isLessThan(0.05);
        assertThat(result.findings())
                .filteredOn(finding -> finding.metric() == Metric.ALLOCATION)
                .hasSize(3)
                .allMatch(finding -> finding.verdict() == Verdict.UNCHANGED);
        // Six rounds decide three benchmarks; the two suspects have ten pairs each besides.
        assertThat(order).hasSize(6 * 3 * 3 + 2 * 2 * AbRun.PAIRS);
        assertThat(result.rounds()).isEqualTo(6);
    }

    @Test
    void forks_of_a_benchmark_are_one_after_the_other_in_changing_order() throws Trouble {
        run(List.of("x", "y"), 1000, (unit, side) -> Map.of(unit, fork(100)));
        List<String> orders = new ArrayList<>();
        for (int i = 0; i < order.size(); i += 3) {
            String unit = order.get(i).substring(0, 1);
            assertThat(order.subList(i, i + 3)).containsExactlyInAnyOrder(unit + " A", unit + " A_AGAIN", unit + " B");
            orders.add(String.join(",", order.subList(i, i + 3)));
        }
        assertThat(orders.stream().distinct().count()).isGreaterThan(4);
    }

    @Test
    void a_suspicion_that_fresh_forks_do_not_confirm_is_no_regression() throws Trouble {
        // Slower for the first six rounds alone, in B alone: chance, or a ghost.
        AbRun.Result result = run(
                List.of("x"),
                1000,
                (unit, side) -> Map.of(unit, fork(side == Sampler.Side.B && now <= 18 ? 120 : 100)));
        assertThat(result.findings().getFirst().verdict()).isNotEqualTo(Verdict.REGRESSED);
        assertThat(order).hasSizeGreaterThan(18 + 2 * AbRun.PAIRS);
    }

    @Test
    void too_small_a_budget_is_inconclusive() throws Trouble {
        AbRun.Result none = run(List.of("x"), 10, (unit, side) -> Map.of(unit, fork(100)));
        assertThat(none.findings().getFirst().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(none.findings().getFirst().why())
                .isEqualTo("the budget allowed for 3 rounds, the first look is after 6: a larger --budget, or a"
                        + " --filter");
        assertThat(none.seconds()).isLessThanOrEqualTo(10);
    }

    @Test
    void a_suspicion_that_there_is_no_time_to_check_is_inconclusive() throws Trouble {
        AbRun.Result result =
                run(List.of("x"), 22, (unit, side) -> Map.of(unit, fork(side == Sampler.Side.B ? 150 : 100)));
        assertThat(result.rounds()).isEqualTo(6);
        assertThat(result.findings().getFirst().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.findings().getFirst().why()).contains("no time was left to measure it again");
    }

    @Test
    void what_is_too_noisy_is_measured_to_the_last_look_and_left_open() throws Trouble {
        AbRun.Result result = run(
                List.of("x"),
                1000,
                (unit, side) -> Map.of(
                        unit, new Fork(100 * Math.exp(0.5 * random.nextGaussian()), "ns/op", false, Optional.empty())));
        assertThat(result.rounds()).isEqualTo(21);
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
            assertThat(finding.why()).isNotEmpty();
        });
    }

    @Test
    void one_jvm_may_measure_several_benchmarks() throws Trouble {
        AbRun.Result result = run(List.of("m"), 1000, (unit, side) -> {
            Map<String, Fork> forks = new LinkedHashMap<>();
            forks.put("m [n=1]", fork(100));
            forks.put("m [n=2]", fork(side == Sampler.Side.B ? 120 : 100));
            return forks;
        });
        assertThat(result.findings())
                .filteredOn(finding -> finding.metric() == Metric.TIME)
                .extracting(finding -> finding.benchmark() + " " + finding.verdict())
                .containsExactly("m [n=1] UNCHANGED", "m [n=2] REGRESSED");
    }

    @Test
    void what_cannot_be_compared_ends_the_run() {
        for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatExceptionOfType(Trouble.class)
                    .isThrownBy(() -> run(
                            List.of("x"),
                            1000,
                            (unit, side) -> Map.of(unit, new Fork(bad, "ns/op", false, Optional.empty()))))
                    .withMessageStartingWith("x measured ");
        }
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> run(List.of("x"), 1000, (unit, side) -> Map.of(unit + now, fork(100))))
                .withMessageContaining("in one JVM and");
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> run(List.of("x"), 1000, (unit, side) -> {
                    throw new Trouble("failed");
                }))
                .withMessage("failed");
    }
}
