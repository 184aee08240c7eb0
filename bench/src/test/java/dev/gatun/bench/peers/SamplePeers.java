package dev.gatun.bench.peers;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Pace;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.measure.Shape;
import dev.gatun.bench.yardstick.Limits;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Products with times that a test can calculate with. */
final class SamplePeers {
    static final Multiplication SMALL = new Multiplication(new Shape(10, 10, 10), "small");
    static final Multiplication LARGE = new Multiplication(new Shape(100, 100, 100), "large");

    private SamplePeers() {}

    /** matmul is twice as fast as NumPy at the one, half as fast at the other; EJML failed, the others are missing. */
    static Peers mixed() {
        List<Row<Multiplication, Contender>> rows = new ArrayList<>();
        for (Multiplication of : List.of(SMALL, LARGE)) {
            for (Contender contender : Contender.values()) {
                rows.add(
                        switch (contender) {
                            case MATMUL -> Row.ok(of, contender, List.of(of.equals(SMALL) ? 100.0 : 40_000.0));
                            case NUMPY -> Row.ok(of, contender, List.of(of.equals(SMALL) ? 200.0 : 20_000.0));
                            case EJML -> Row.failed(of, contender, "its JVM failed");
                            default -> Row.missing(of, contender, "not built");
                        });
            }
        }
        Map<Contender, String> names = new EnumMap<>(Contender.class);
        names.put(Contender.MATMUL, "Gatun");
        names.put(Contender.NUMPY, "NumPy 2");
        Machine machine = new Machine("CPU", "AVX2 (256 bits)", 2, 1L << 30, "Linux", "glibc 2.36", "25.0.3");
        return new Peers(
                Pace.FULL,
                2,
                new Peers.Place(
                        machine,
                        new Limits(OptionalDouble.of(50), OptionalDouble.of(10)),
                        ForkedJvm.plain(),
                        new JvmFacts(8, "OpenBLAS 0.3.31", Optional.of("Haswell")),
                        "Python 3",
                        List.of("libblas.so.3")),
                names,
                new Comparison<>(rows));
    }
}
