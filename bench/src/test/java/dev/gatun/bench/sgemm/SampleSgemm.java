package dev.gatun.bench.sgemm;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.sgemm.ForkTimer.Fork;
import dev.gatun.bench.yardstick.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Measurements made of numbers that a test can calculate with. */
final class SampleSgemm {
    static final Product TINY = new Product(new Shape(2, 2, 2), Transposes.NN, "tiny");
    static final Product LARGE = new Product(new Shape(100, 10, 50), Transposes.TN, "large");
    static final Product SQUARE = new Product(new Shape(20, 20, 20), Transposes.NN, "square");

    private SampleSgemm() {}

    /** In the order packed, openblas, openblas-c, matmul; at the last product OpenBLAS is missing and packed wrong. */
    static Sgemm mixed() {
        List<Row> rows = new ArrayList<>();
        rows.addAll(product(TINY, 20, 40, 30, 26));
        rows.addAll(product(LARGE, 1000, 800, 500, 1000));
        rows.add(Row.failed(SQUARE, Contender.PACKED, "its JVM failed: not near"));
        rows.add(Row.missing(SQUARE, Contender.OPENBLAS, "no OpenBLAS"));
        rows.add(Row.missing(SQUARE, Contender.OPENBLAS_C, "no OpenBLAS"));
        rows.add(ok(SQUARE, Contender.MATMUL, 4000));
        Machine machine = new Machine("CPU", "AVX2 (256 bits)", 2, 1L << 30, "Linux", "glibc 2.36", "25.0.3");
        return new Sgemm(
                new Effort("sample", 3, 5, 1, 0.5),
                2,
                new Sgemm.Place(
                        machine,
                        new Limits(OptionalDouble.of(100), OptionalDouble.of(20)),
                        new ForkedJvm(List.of("-XX:UseAVX=2"), Optional.of("Haswell")),
                        new JvmFacts(8, "OpenBLAS 0.3.31 (Haswell)", Optional.of("Haswell"))),
                rows);
    }

    private static List<Row> product(Product product, double packed, double openBlas, double inC, double matmul) {
        return List.of(
                ok(product, Contender.PACKED, packed),
                ok(product, Contender.OPENBLAS, openBlas),
                ok(product, Contender.OPENBLAS_C, inC),
                ok(product, Contender.MATMUL, matmul));
    }

    /** The median of the JVMs is the number given; one of them was twice as slow. */
    static Row ok(Product product, Contender contender, double nanos) {
        return Row.ok(
                product, contender, List.of(new Fork(0.75 * nanos, 16), new Fork(2 * nanos, 32), new Fork(nanos, 0)));
    }
}
