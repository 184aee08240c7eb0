package dev.gatun.bench.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static List<Bytes> forks(double uncertain, double... bytes) {
        return Arrays.stream(bytes).mapToObj(each -> new Bytes(each, uncertain)).toList();
    }

    private static Finding judge(List<Bytes> a, List<Bytes> b) {
        return Allocation.judge("x", a, b);
    }

    @Test
    void a_byte_more_is_a_regression_and_a_byte_less_is_better() {
        assertThat(judge(forks(0, 24, 24, 24), forks(0, 25, 25, 25)).verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judge(forks(0, 24, 24, 24), forks(0, 23, 23, 23)).verdict()).isEqualTo(Verdict.IMPROVED);
        assertThat(judge(forks(0, 0, 0, 0), forks(0, 24, 24, 24)).why()).isEqualTo("allocates 24 bytes more");
    }

    @Test
    void figures_are_averages_so_that_half_a_byte_is_none() {
        assertThat(judge(forks(0, 24.001, 24.002, 24.0), forks(0, 24.3, 24.2, 24.4))
                        .verdict())
                .isEqualTo(Verdict.UNCHANGED);
    }

    @Test
    void what_may_be_the_harness_is_not_held_against_it() {
        Finding finding = judge(forks(100, 1000, 1000, 1000), forks(100, 1080, 1080, 1080));
        assertThat(finding.verdict()).isEqualTo(Verdict.UNCHANGED);
        assertThat(finding.why()).contains("to within 100 bytes");
        assertThat(judge(forks(100, 1000, 1000, 1000), forks(100, 1101, 1101, 1101))
                        .verdict())
                .isEqualTo(Verdict.REGRESSED);
    }

    @Test
    void forks_that_differ_among_themselves_decide_only_where_all_agree() {
        assertThat(judge(forks(0, 0, 24, 0), forks(0, 48, 72, 48)).verdict()).isEqualTo(Verdict.REGRESSED);
        assertThat(judge(forks(0, 0, 24, 0), forks(0, 24, 0, 24)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(judge(forks(0, 0, 24, 0), forks(0, 0, 0, 24)).verdict()).isEqualTo(Verdict.UNCHANGED);
    }

    @Test
    void two_forks_are_too_few() {
        assertThat(judge(forks(0, 0, 0), forks(0, 24, 24, 24)).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }
}
