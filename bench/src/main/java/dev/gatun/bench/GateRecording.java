package dev.gatun.bench;

import dev.gatun.bench.gate.run.Fingerprint;
import dev.gatun.bench.gate.run.Fork;
import dev.gatun.bench.gate.run.Recorder;
import dev.gatun.bench.gate.suite.Facts;
import dev.gatun.bench.gate.suite.Meter;
import dev.gatun.bench.gate.suite.Spec;
import dev.gatun.bench.gate.suite.Suite;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Machine;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleConsumer;

/** What {@code gate record} and {@code gate check} have in common: forks of things as they are, between yardsticks. */
final class GateRecording {
    /** Below it a benchmark cannot be told from seven others, whatever it shows. */
    static final int LEAST_FORKS = 5;

    private GateRecording() {}

    static Fingerprint fingerprint(Suite suite, int threads) {
        Machine machine = Machine.read();
        Facts facts = suite.facts(Spec.BASE);
        return new Fingerprint(
                machine.cpu(),
                machine.vectors(),
                facts.lanes(),
                facts.java(),
                facts.blas(),
                threads,
                machine.system() + ", " + machine.libc(),
                suite.name());
    }

    static Recorder recorder(Suite suite, Meter meter, long seed, DoubleConsumer progress) {
        return new Recorder(
                (unit, side) -> measure(suite, unit), meter, GateMeasuring::clock, new Random(seed), progress);
    }

    private static Map<String, Fork> measure(Suite suite, String unit) throws Trouble {
        try {
            return suite.measure(unit, Spec.BASE);
        } catch (Trouble e) {
            throw new Trouble(unit + " " + e.getMessage(), e);
        }
    }
}
