package dev.gatun.bench.elementwise;

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
    /** Moves 12 MB. */
    static final ElementwiseCase ADD = new ElementwiseCase(Operation.ADD, 1000, 1000);

    static final ElementwiseCase SUM = new ElementwiseCase(Operation.SUM, 10, 10);

    private SampleResults() {}

    /** Fresh is 2 and half as fast as NumPy; PyTorch is missing at the first and wrong at the second. */
    static Results mixed() {
        Machine machine = new Machine("CPU", "AVX2 (256 bits)", 2, 1L << 30, "Linux", "glibc 2.36", "25.0.3");
        return new Results(
                new Effort("sample", 3, 5, 5, 1, 0.5),
                2,
                new Place(
                        machine,
                        new Limits(OptionalDouble.of(100), OptionalDouble.of(20)),
                        new ForkedJvm(List.of("-XX:UseAVX=2"), Optional.empty()),
                        new JvmFacts(8, "OpenBLAS 0.3.31 (Haswell)", Optional.of("Haswell")),
                        "Python 3, NumPy 1, no PyTorch",
                        List.of("/lib/libblas.so")),
                new Comparison<>(List.of(
                        ok(ADD, Contender.FRESH, 400_000),
                        ok(ADD, Contender.WORKSPACE, 320_000),
                        ok(ADD, Contender.NUMPY, 800_000),
                        Row.missing(ADD, Contender.TORCH, "no PyTorch"),
                        ok(ADD, Contender.OUT, 300_000),
                        ok(ADD, Contender.NUMPY_OUT, 240_000),
                        Row.missing(ADD, Contender.TORCH_OUT, "no PyTorch"),
                        ok(ADD, Contender.TRIAD, 300_000),
                        ok(SUM, Contender.FRESH, 160),
                        ok(SUM, Contender.WORKSPACE, 400),
                        ok(SUM, Contender.NUMPY, 80),
                        Row.failed(SUM, Contender.TORCH, "not near the reference"),
                        Row.missing(SUM, Contender.OUT, "Gatun has no out for it"),
                        Row.missing(SUM, Contender.NUMPY_OUT, "Gatun has no out for it"),
                        Row.missing(SUM, Contender.TORCH_OUT, "Gatun has no out for it"),
                        Row.missing(SUM, Contender.TRIAD, "it does not stream"))));
    }

    /** The median of the rounds is the number given; one of them was twice as slow. */
    private static Row<ElementwiseCase, Contender> ok(ElementwiseCase of, Contender contender, double nanos) {
        return Row.ok(of, contender, List.of(0.75 * nanos, 2 * nanos, nanos));
    }
}
