package dev.gatun.bench;

import dev.gatun.bench.gate.run.Recorder;
import dev.gatun.bench.gate.run.Recording.Fingerprint;
import dev.gatun.bench.gate.suite.Meter;
import dev.gatun.bench.gate.suite.Spec;
import dev.gatun.bench.gate.suite.Suite;
import dev.gatun.bench.gate.suite.Suite.Facts;
import dev.gatun.bench.host.Command.Trouble;
import dev.gatun.bench.host.Failure;
import dev.gatun.bench.host.Machine;
import java.util.Random;
import java.util.function.DoubleConsumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code gate record} and {@code gate check} have in common: forks of things as they are, between yardsticks. */
final class GateRecording {
    /** Below it a benchmark cannot be told from seven others, whatever it shows. */
    static final int LEAST_FORKS = 5;

    @Option(
            names = "--forks",
            paramLabel = "N",
            defaultValue = "12",
            description = "How many JVMs for each benchmark, if the budget allows. Default: ${DEFAULT-VALUE}.")
    private int forks;

    @Mixin
    private GateMeasuring measuring = new GateMeasuring();

    GateRecording() {}

    GateMeasuring measuring() {
        return measuring;
    }

    int forks() {
        return forks;
    }

    /** Finds out what is wrong with any of it, before minutes are spent. */
    Suite prepare() {
        if (forks < LEAST_FORKS) {
            throw new Failure("--forks must be at least " + LEAST_FORKS + ", not " + forks);
        }
        return measuring.suite();
    }

    Fingerprint fingerprint(Suite of) {
        Machine machine = Machine.read();
        Facts facts = of.facts(Spec.BASE);
        return Fingerprint.of(
                machine.cpu(),
                machine.vectors(),
                Integer.toString(facts.lanes()),
                facts.java(),
                facts.blas(),
                Integer.toString(measuring.threads()),
                machine.system() + ", " + machine.libc(),
                of.name());
    }

    Recorder recorder(Suite of, Meter meter, DoubleConsumer progress) {
        return new Recorder(
                (unit, side) -> {
                    try {
                        return of.measure(unit, Spec.BASE);
                    } catch (Trouble e) {
                        throw new Trouble(unit + " " + e.getMessage(), e);
                    }
                },
                meter,
                GateMeasuring::clock,
                new Random(measuring.seed()),
                progress);
    }
}
