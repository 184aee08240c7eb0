package dev.gatun.bench.einsum;

import dev.gatun.bench.einsum.EinsumCase.Matmul;
import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Place;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.yardstick.Limits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Measurements made of numbers that a test can calculate with. */
final class SampleResults {
    static final EinsumCase PRODUCT = new EinsumCase(
            "product", "ik,kj->ij", List.of(List.of(2L, 3L), List.of(3L, 4L)), Matmul.PLAIN, false, "a product");
    static final EinsumCase TURNED =
            new EinsumCase("turned", "ijk->kji", List.of(List.of(2L, 3L, 4L)), Matmul.NONE, true, "a view");

    private SampleResults() {}

    /** Einsum is 8 and half as fast as NumPy; PyTorch is missing at the first and wrong at the second. */
    static Results mixed() {
        Machine machine = new Machine("CPU", "AVX2 (256 bits)", 2, 1L << 30, "Linux", "glibc 2.36", "25.0.3");
        return new Results(
                new Effort("sample", 3, 5, 1, 0.5),
                2,
                new Place(
                        machine,
                        new Limits(OptionalDouble.of(100), OptionalDouble.of(20)),
                        new ForkedJvm(List.of("-XX:UseAVX=2"), Optional.empty()),
                        new JvmFacts(8, "OpenBLAS 0.3.31 (Haswell)", Optional.of("Haswell")),
                        "Python 3, NumPy 1, no PyTorch",
                        List.of("/lib/libblas.so")),
                new Comparison<>(List.of(
                        ok(PRODUCT, Contender.EINSUM, 1000),
                        ok(PRODUCT, Contender.FRESH, 2000),
                        ok(PRODUCT, Contender.MATMUL, 800),
                        ok(PRODUCT, Contender.NUMPY, 8000),
                        Row.missing(PRODUCT, Contender.TORCH, "no PyTorch"),
                        ok(TURNED, Contender.EINSUM, 400),
                        ok(TURNED, Contender.FRESH, 100),
                        Row.missing(TURNED, Contender.MATMUL, "it is no product of two matrices"),
                        ok(TURNED, Contender.NUMPY, 200),
                        Row.failed(TURNED, Contender.TORCH, "not near the reference"))));
    }

    /** The median of the rounds is the number given; one of them was twice as slow. */
    static Row<EinsumCase, Contender> ok(EinsumCase of, Contender contender, double nanos) {
        return Row.ok(of, contender, List.of(0.75 * nanos, 2 * nanos, nanos));
    }
}
