package dev.gatun.bench.calls;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Pace;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.yardstick.Limits;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Calls with times that a test can calculate with. */
final class SampleCalls {
    private SampleCalls() {}

    /** Adding one takes 2 ns in C, 9 by a downcall, 4 by a critical one; sgemm could not be called. */
    static Calls mixed() {
        Machine machine = new Machine("CPU", "AVX2 (256 bits)", 2, 1L << 30, "Linux", "glibc 2.36", "25.0.3");
        Callee sgemm = Callee.of("sgemm-4");
        return new Calls(
                Pace.QUICK,
                new Calls.Place(
                        machine,
                        new Limits(OptionalDouble.of(100), OptionalDouble.of(20)),
                        ForkedJvm.plain(),
                        new JvmFacts(8, "OpenBLAS 0.3.31", Optional.of("Haswell"))),
                new Comparison<>(List.of(
                        Row.ok(Callee.NEXT, Caller.C, List.of(2.0)),
                        Row.ok(Callee.NEXT, Caller.PANAMA, List.of(9.0)),
                        Row.ok(Callee.NEXT, Caller.PANAMA_CRITICAL, List.of(4.0)),
                        Row.missing(Callee.NEXT, Caller.OPENBLAS, "no such way"),
                        Row.missing(Callee.NEXT, Caller.OPENBLAS_CRITICAL, "no such way"),
                        Row.missing(Callee.NEXT, Caller.MATMUL, "no such way"),
                        Row.missing(sgemm, Caller.C, "not built"),
                        Row.failed(sgemm, Caller.PANAMA, "its JVM failed"),
                        Row.ok(sgemm, Caller.PANAMA_CRITICAL, List.of(40.0)),
                        Row.ok(sgemm, Caller.OPENBLAS, List.of(50.0)),
                        Row.ok(sgemm, Caller.OPENBLAS_CRITICAL, List.of(45.0)),
                        Row.ok(sgemm, Caller.MATMUL, List.of(60.0)))));
    }
}
