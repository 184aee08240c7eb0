package dev.gatun.bench.gate.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.gatun.bench.gate.run.Recording.Fingerprint;
import dev.gatun.bench.gate.run.Recording.Reading;
import dev.gatun.bench.gate.run.Recording.Yardstick;
import dev.gatun.bench.gate.verdict.Finding;
import dev.gatun.bench.gate.verdict.Fork;
import dev.gatun.bench.gate.verdict.Rules;
import dev.gatun.bench.gate.verdict.Verdict;
import dev.gatun.bench.host.Command.Trouble;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CheckRunTest {
    private static final Fingerprint HERE = Fingerprint.of("cpu", "AVX", "8", "25", "OpenBLAS", "1", "Linux", "quick");

    private final Random random = new Random(3);
    private double now;
    private double slowness = 1;

    private Recorder recorder(double ofX) {
        return new Recorder(
                (unit, side) -> {
                    now += 2;
                    double value = (unit.equals("x") ? ofX : 50) * slowness * Math.exp(0.01 * random.nextGaussian());
                    return Map.of(unit, new Fork(value, "ns/op", false, Optional.empty()));
                },
                () -> new Reading(100 / slowness, 20 / slowness),
                () -> now,
                new Random(1),
                share -> assertThat(share).isBetween(0.0, 1.0));
    }

    private Recording recording(double ofX) throws Trouble {
        return new Recording("2026-11-23T10:00:00Z", "", HERE, recorder(ofX).record(List.of("x", "y"), 10, 5, 1000));
    }

    private List<Finding> check(List<Recording> baseline, double ofX) throws Trouble {
        return new CheckRun(baseline, recorder(ofX), Rules.againstBaseline(0.1)).run(List.of("x", "y"), 10, 5, 1000);
    }

    @Test
    void a_slower_machine_is_no_slower_code() throws Trouble {
        List<Recording> baseline = List.of(recording(100));
        slowness = 1.4;
        assertThat(check(baseline, 100)).extracting(Finding::verdict).containsOnly(Verdict.UNCHANGED);
    }

    @Test
    void slower_code_is_found_and_measured_again() throws Trouble {
        List<Recording> baseline = List.of(recording(100));
        slowness = 0.7; // on a faster machine it would not show in the times
        Finding finding = check(baseline, 125).getFirst();
        assertThat(finding.verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(finding.evidence().orElseThrow().change().share()).isCloseTo(0.25, within(0.03));
        assertThat(finding.b().orElseThrow().value()).isCloseTo(125 * 0.7, within(3.0));
        assertThat(finding.why()).startsWith("measured again, alone");
    }

    @Test
    void a_suspicion_that_there_is_no_time_to_check_is_inconclusive() throws Trouble {
        List<Recording> baseline = List.of(recording(100));
        List<Finding> findings =
                new CheckRun(baseline, recorder(150), Rules.againstBaseline(0.1)).run(List.of("x", "y"), 10, 5, 41);
        assertThat(findings.getFirst().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(findings.getFirst().why()).contains("no time was left to measure it again");
    }

    @Test
    void recordings_that_differ_widen_what_matters() throws Trouble {
        List<Recording> steady = List.of(recording(100), recording(100), recording(100));
        List<Recording> unsteady = List.of(recording(95), recording(100), recording(106));
        assertThat(check(steady, 125).getFirst().verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(check(unsteady, 125).getFirst().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void what_is_on_one_side_only_is_no_pass() throws Trouble {
        Recording x =
                new Recording("2026-11-23T10:00:00Z", "", HERE, recorder(100).record(List.of("x", "z"), 5, 5, 1000));
        List<Finding> findings = check(List.of(x), 100);
        assertThat(findings)
                .extracting(finding -> finding.benchmark() + " " + finding.why())
                .contains(
                        "z only in the baseline: a benchmark that is gone cannot be judged",
                        "y not in the baseline: record it anew");
        assertThat(findings).filteredOn(Finding::isOpen).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void too_small_a_budget_is_told() {
        assertThatExceptionOfType(Trouble.class)
                .isThrownBy(() -> recorder(100).record(List.of("x", "y"), 10, 5, 9))
                .withMessage("the budget allows for 2 forks of each benchmark, and at least 5 are needed: give a larger"
                        + " --budget");
    }

    @Test
    void fingerprints_name_what_differs() {
        Fingerprint there = Fingerprint.of("cpu", "AVX", "16", "26", "OpenBLAS", "1", "Linux", "quick");
        assertThat(HERE.differences(HERE, Set.of())).isEmpty();
        assertThat(HERE.differences(there, Set.of())).containsExactly("lanes was 8 and is 16", "java was 25 and is 26");
        assertThat(HERE.differences(there, Set.of("java"))).containsExactly("lanes was 8 and is 16");
    }

    @Test
    void the_steadier_yardstick_is_taken() {
        List<Recording.Point> points = IntStream.range(0, 8)
                .mapToObj(i -> new Recording.Point(
                        new Fork(100 + i, "ns/op", false, Optional.empty()),
                        new Reading(50 + i % 3, 2000.0 / (100 + i))))
                .toList();
        assertThat(new Recording.Entry("x", points).steadier()).isEqualTo(Yardstick.TRIAD);
    }
}
