package dev.gatun.bench.calls;

import dev.gatun.bench.host.Machine;
import dev.gatun.bench.measure.Comparison;
import dev.gatun.bench.measure.ForkedJvm;
import dev.gatun.bench.measure.JvmFacts;
import dev.gatun.bench.measure.Pace;
import dev.gatun.bench.measure.Row;
import dev.gatun.bench.yardstick.Limits;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Calls that were measured.
 *
 * @param pace how much time it was given
 * @param place where it was measured
 * @param compared what became of each caller at each function
 */
public record Calls(Pace pace, Place place, Comparison<Callee, Caller> compared) {
    /**
     * The machine and the JVMs.
     *
     * @param machine the machine
     * @param limits what a core of it can do
     * @param jvm how the JVMs were started
     * @param facts what they had
     */
    public record Place(Machine machine, Limits limits, ForkedJvm jvm, JvmFacts facts) {}

    /** Nanoseconds that a call takes longer than the same from C. */
    public OptionalDouble beyondC(Callee callee, Caller caller) {
        OptionalDouble nanos = compared.row(callee, caller).median();
        OptionalDouble inC = compared.row(callee, Caller.C).median();
        return nanos.isPresent() && inC.isPresent()
                ? OptionalDouble.of(nanos.getAsDouble() - inC.getAsDouble())
                : OptionalDouble.empty();
    }

    /** What to say of callers that failed. */
    public List<String> complaints() {
        return compared.wrong().stream().map(Row::complaint).toList();
    }
}
