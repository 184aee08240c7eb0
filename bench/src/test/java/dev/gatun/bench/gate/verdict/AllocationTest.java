package dev.gatun.bench.gate.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gatun.bench.gate.verdict.Fork.Bytes;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllocationTest {
    private static Samples forks(double uncertain, String bytes) {
        return new Samples(Arrays.stream(bytes.split(" ", -1))
                .map(each -> new Fork(1, "ns/op", false, Optional.of(new Bytes(Double.parseDouble(each), uncertain))))
                .toList());
    }

    @ParameterizedTest
    @CsvSource({
        // A byte more is a regression, a byte less is better.
        "0, 24 24 24, 25 25 25, REGRESSED, allocates 1 bytes more",
        "0, 24 24 24, 23 23 23, IMPROVED, allocates 1 bytes less",
        "0, 0 0 0, 24 24 24, REGRESSED, allocates 24 bytes more",
        // Figures are averages, so that half a byte is none.
        "0, 24.001 24.002 24.0, 24.3 24.2 24.4, UNCHANGED, exactly",
        // What may be the harness is not held against it.
        "100, 1000 1000 1000, 1080 1080 1080, UNCHANGED, to within 100 bytes that may be the harness's own",
        "100, 1000 1000 1000, 1101 1101 1101, REGRESSED, allocates 101 bytes more",
        // Forks that differ among themselves decide only where all agree.
        "0, 0 24 0, 48 72 48, REGRESSED, allocates 48 bytes more",
        "0, 0 24 0, 24 24 24, INCONCLUSIVE, forks of the same code differ: 0 to 24 bytes and 24 to 24 bytes",
        "0, 8 40 16, 24 16 32, UNCHANGED, 'forks of the same code differ: 8 to 40 bytes and 16 to 32 bytes, the median of each"
                + " side among the forks of the other'",
        "0, 0 24 0, 0 0 24, UNCHANGED, exactly",
        "0, 0 0, 24 24 24, INCONCLUSIVE, at least 3 forks of each are needed",
    })
    void bytes_are_compared_exactly(double uncertain, String a, String b, Verdict verdict, String why) {
        Finding finding =
                Allocation.judge("x", forks(uncertain, a), forks(uncertain, b)).orElseThrow();
        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.why()).isEqualTo(why);
    }
}
